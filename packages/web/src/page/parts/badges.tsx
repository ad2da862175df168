import type { SampleFigures } from "@review/views";
import { amount } from "./words.ts";

const SIGNS: Record<string, string> = { pass: "·", warn: "W", fail: "F", error: "E", unknown: "?" };

/** What was decided: a sign, a colour and a word. */
export function Decision({ decision }: { decision: string | null | undefined }) {
  if (!decision) return <span class="decision none">nothing</span>;
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
  const { reviewed, of, flipsAtMost } = sample;
  const bound = `at most ${amount(flipsAtMost)} of them may have flipped all the same`;
  return (
    <span class="tag plain" title={`${amount(reviewed)} of ${amount(of)} reviewed, none flipped; ${bound}`}>
      by sample
    </span>
  );
}

/** A word that says more about something. */
export function Tag({ children, kind = "plain" }: { children: string; kind?: "plain" | "new" | "stale" }) {
  return <span class={`tag ${kind}`}>{children}</span>;
}
