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

/** A word that says more about something. */
export function Tag({ children, kind = "plain" }: { children: string; kind?: "plain" | "new" | "stale" }) {
  return <span class={`tag ${kind}`}>{children}</span>;
}
