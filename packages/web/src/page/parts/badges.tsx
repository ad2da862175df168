import type { SampleFigures } from "@review/views";
import { describeBound, describeSample } from "@review/views/words";

const SIGNS: Record<string, string> = { pass: "·", warn: "W", fail: "F", error: "E", unknown: "?" };

/** What was decided: a sign, a colour and a word. */
export function Decision({ decision }: { decision: string | null | undefined }) {
  if (!decision) return <span class="decision none">no decision</span>;
  return (
    <span class={`decision ${decision}`}>
      <span class="sign" aria-hidden="true">
        {SIGNS[decision] ?? "?"}
      </span>
      {decision}
    </span>
  );
}

/** That nobody looked at this very pair, but at some that were drawn from all like it. */
export function BySample({ sample }: { sample: SampleFigures }) {
  return (
    <span class="by-sample">
      {describeSample(sample)}; {describeBound(sample)}
    </span>
  );
}

/** A word that says more about something. */
export function Tag({ children, kind = "plain" }: { children: string; kind?: "plain" | "new" | "stale" }) {
  return <span class={`tag ${kind}`}>{children}</span>;
}
