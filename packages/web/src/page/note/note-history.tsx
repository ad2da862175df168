import type { HistoryEntry } from "@review/views";
import { describeAcceptanceKind } from "@review/views/words";
import { groupBy } from "../model/group-by.ts";
import { hrefOf } from "../model/route.ts";
import { BySample, Decision } from "../parts/badges.tsx";
import { shortSha, time } from "../parts/words.ts";

/** What became of each pair of a note, newest first. */
export function NoteHistory({ history }: { history: readonly HistoryEntry[] }) {
  const byGate = [...groupBy(history, ({ gateId }) => gateId)];
  if (byGate.length === 0) return null;
  return (
    <section class="history">
      <h2>History</h2>
      {byGate.map(([gateId, events]) => (
        <details key={gateId}>
          <summary>
            {gateId} <span class="count">{events.length}</span>
          </summary>
          <ol>
            {events.toReversed().map((event) => (
              <li key={event.id}>
                <time dateTime={event.acceptedAt}>{time(event.acceptedAt)}</time>{" "}
                {describeAcceptanceKind(event)}:{" "}
                <Decision
                  decision={event.overrideDecision ?? event.carriedOverride?.decision ?? event.decision}
                />{" "}
                by {event.modelId}, version {shortSha(event.acceptedNoteSha)} of the note
                {event.sample && (
                  <>
                    , <BySample sample={event.sample} />
                  </>
                )}
                {event.runId !== undefined && (
                  <>
                    , <a href={hrefOf({ view: "run", names: [`${event.runId}`] })}>run {event.runId}</a>
                  </>
                )}
                {event.remark && <q>{event.remark}</q>}
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  );
}
