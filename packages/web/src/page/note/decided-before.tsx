import type { HistoryEntry } from "@review/views";
import { decisionOf } from "@review/views/words";
import type { QueueItem } from "../model/queue-item.ts";
import { hrefOf, withParams } from "../model/route.ts";
import { plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { Verdict } from "./verdict.tsx";

/** What was decided of a stale pair before, and found: nobody is to accept what they have not seen. */
export function DecidedBefore({
  last,
  findings,
}: {
  last: readonly HistoryEntry[];
  findings: readonly QueueItem[];
}) {
  const { route } = usePage();
  const [first] = findings;
  return (
    <>
      {last.map(({ modelId, runId, ...event }) => (
        <Verdict key={modelId} decision={decisionOf(event)} modelId={modelId} isBefore>
          {runId !== undefined && (
            <>
              {" "}
              <a href={hrefOf({ view: "run", names: [`${runId}`] })}>run {runId}</a>
            </>
          )}
        </Verdict>
      ))}
      {first && (
        <a href={hrefOf(withParams(route.value, { finding: first.id }))}>
          {plural(findings.length, "finding")}
        </a>
      )}
    </>
  );
}
