import type { SharedStorage } from "../shared-sweeps.ts";
import { listen } from "./driver/listen.ts";
import type { Session } from "./driver/session.ts";
import { addSweep } from "./shared/add-sweep.ts";
import { endSweep, endTurn, listSweeps } from "./shared/sweeps.ts";
import { queueState, readBatch, takeBatch } from "./shared/take-batch.ts";
import { enterWorker, giveUpWorkers, leaveWorker, loseTurn, seeWorkers } from "./shared/workers.ts";

/** What a trigger tells of, by its name in the migrations. */
const CHANNEL = "review_sweeps";

/** What machines share, over PostgreSQL. */
export function sharedStorage(session: Session): SharedStorage {
  const of =
    <Asked extends unknown[], Answer>(does: (session: Session, ...asked: Asked) => Promise<Answer>) =>
    (...asked: Asked) =>
      does(session, ...asked);
  return {
    addSweep: of(addSweep),
    listSweeps: of(listSweeps),
    endSweep: of(endSweep),
    enterWorker: of(enterWorker),
    seeWorkers: of(seeWorkers),
    leaveWorker: of(leaveWorker),
    giveUpWorkers: of(giveUpWorkers),
    loseTurn: of(loseTurn),
    takeBatch: of(takeBatch),
    readBatch: of(readBatch),
    endTurn: of(endTurn),
    queueState: of(queueState),
    listen: (onChange, signal) => listen(session, CHANNEL, onChange, signal),
  };
}
