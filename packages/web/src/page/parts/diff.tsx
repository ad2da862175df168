const KINDS: Record<string, string> = { "+": "added", "-": "removed", "@": "where", "\\": "where" };

/** A unified diff, line by line; what was added and taken away is told by sign and colour. */
export function Diff({ diff, label }: { diff: string; label: string }) {
  const lines = diff.replace(/\n$/, "").split("\n");
  // What stands before the first place names the two texts, with the same signs.
  const first = lines.findIndex((line) => line.startsWith("@@"));
  return (
    <pre class="diff" tabIndex={0} data-own-arrows aria-label={label}>
      {lines.map((line, at) => (
        <span key={at} class={at < first ? "where" : KINDS[line[0] ?? ""]}>{`${line}\n`}</span>
      ))}
    </pre>
  );
}
