import { describe } from "vitest";
import { acceptancesOfContract } from "./contract/acceptances-of.ts";
import type { Engine } from "./contract/engine.ts";
import { fixQueueContract } from "./contract/fix-queue.ts";
import { importContract } from "./contract/import-history.ts";
import { nameContract } from "./contract/names-and-counts.ts";
import { newestAcceptanceContract } from "./contract/newest-acceptance.ts";
import { raceAndErrorContract } from "./contract/races-and-errors.ts";
import { readContract } from "./contract/reads.ts";
import { transitionContract } from "./contract/transitions.ts";

/** What the port promises, of any engine. */
export function storageContract(name: string, engine: Engine): void {
  describe(name, () => {
    transitionContract(engine);
    raceAndErrorContract(engine);
    readContract(engine);
    nameContract(engine);
    fixQueueContract(engine);
    acceptancesOfContract(engine);
    newestAcceptanceContract(engine);
    importContract(engine);
  });
}
