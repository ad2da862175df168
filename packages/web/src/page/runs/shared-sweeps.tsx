import type { SharedSweepEntry } from "@review/views";
import { describeSweepProgress, describeSweepState } from "@review/views/words";
import { amount, dollars, time } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

/** Those that have ended and are shown without being asked for. */
const ENDED = 3;

/** Sweeps that workers share: how far each is, and what became of it. */
export function SharedSweeps() {
  const sweeps = usePage().sweeps.value;
  if (sweeps.length === 0) return null;
  const ended = sweeps.filter(isOver);
  const older = ended.slice(ENDED);
  return (
    <section class="sweeps" aria-label="shared sweeps">
      <h2>Shared sweeps</h2>
      <p class="aside">
        Each was planned once, and workers on any number of machines review it. A pair is one note against one
        gate.
      </p>
      <Sweeps all={sweeps.filter((sweep) => !older.includes(sweep))} />
      {older.length > 0 && (
        <details>
          <summary>{amount(older.length)} older</summary>
          <Sweeps all={older} />
        </details>
      )}
    </section>
  );
}

const isOver = ({ state, batches }: SharedSweepEntry) => state !== "open" && batches.taken === 0;

const Sweeps = ({ all }: { all: readonly SharedSweepEntry[] }) => (
  <ul>
    {all.map((sweep) => (
      <Sweep key={sweep.sweepId} sweep={sweep} />
    ))}
  </ul>
);

function Sweep({ sweep }: { sweep: SharedSweepEntry }) {
  const { sweepId, state, runner, model, madeAt, madeBy, endedAt, pairs, open } = sweep;
  return (
    <li class={`sweep ${state}`}>
      <p>
        <b>sweep {sweepId}</b> <span class={`status ${state}`}>{describeSweepState(sweep)}</span>{" "}
        <span class="place">
          {runner} ({model}), planned {time(madeAt)} on {madeBy.host}
          {endedAt !== undefined && `, ended ${time(endedAt)}`} (UTC)
        </span>
      </p>
      <progress max={Math.max(1, pairs)} value={pairs - open} aria-label={`how far sweep ${sweepId} is`} />
      <p class="said">{describeSweepProgress(sweep, { number: amount, usd: dollars })}</p>
    </li>
  );
}
