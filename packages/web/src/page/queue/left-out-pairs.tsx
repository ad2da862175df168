import { LEFT_OUT_WORDS } from "@review/views/words";
import { isOfOldGate } from "../model/queue-item.ts";
import { hrefOf } from "../model/route.ts";
import { plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

/** How much of what reviews found is not in the queue, and why, with the way to it. */
export function LeftOutPairs() {
  const { document, items } = usePage().known.value;
  const { leftOut } = document;
  if (!leftOut) return null;
  const findings = items.filter(isOfOldGate).length;
  const kinds = Object.keys(LEFT_OUT_WORDS) as (keyof typeof LEFT_OUT_WORDS)[];
  return (
    <ul class="left-out" aria-label="left out">
      {kinds
        .filter((kind) => leftOut[kind] > 0)
        .map((kind) => (
          <li key={kind}>
            left out: {plural(leftOut[kind], "pair")} {LEFT_OUT_WORDS[kind]}
            {kind === "gateChanged" && findings > 0 && (
              <>
                {", with "}
                <a href={hrefOf({ view: "queue", params: { show: "gate-changed" } })}>
                  {plural(findings, "finding")}
                </a>
              </>
            )}
          </li>
        ))}
    </ul>
  );
}
