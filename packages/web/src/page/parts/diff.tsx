/** A unified diff, line by line; what was added and taken away is told by sign and colour. */
export function Diff({ diff, label }: { diff: string; label: string }) {
  const kinds: Record<string, string> = { "+": "added", "-": "removed", "@": "where" };
  return (
    <pre class="diff" tabIndex={0} aria-label={label}>
      {diff
        .replace(/\n$/, "")
        .split("\n")
        .map((line, at) => (
          <span key={at} class={kinds[line[0] ?? ""]}>{`${line}\n`}</span>
        ))}
    </pre>
  );
}
