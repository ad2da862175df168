import { Guard } from "./guard.tsx";

const KINDS: Record<string, string> = { "+": "added", "-": "removed", "@": "where", "\\": "where" };

/** A unified diff, line by line; what was added and taken away is told by sign and colour, and where it is by its line. */
export function Diff(props: { diff: string; label: string }) {
  return (
    <Guard key={props.diff} instead={() => <pre class="diff">{props.diff}</pre>}>
      <Lines {...props} />
    </Guard>
  );
}

function Lines({ diff, label }: { diff: string; label: string }) {
  const lines = diff.replace(/\n$/, "").split("\n");
  // What stands before the first place names the two texts, as its label does; where there is no place, it is a sentence.
  const first = Math.max(
    0,
    lines.findIndex((line) => line.startsWith("@@")),
  );
  return (
    <pre class="diff" tabIndex={0} data-own-arrows aria-label={label}>
      {lines.slice(first).map((line, at) => (
        <span key={at} class={KINDS[line[0] ?? ""]}>{`${placeOf(line) ?? line}\n`}</span>
      ))}
    </pre>
  );
}

/** `from line 23:`, in the text as it is now. */
function placeOf(line: string): string | undefined {
  const start = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(line)?.[1];
  return start === undefined ? undefined : `from line ${start}:`;
}
