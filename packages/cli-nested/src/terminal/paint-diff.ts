import { type Io, painter, printable, type Style } from "@review/cli-kit";

const STYLES: Record<string, Style> = { "+": "green", "-": "red", "@": "cyan" };

/** The lines of a unified diff, in colour on a terminal. */
export function paintDiff(
  diff: string,
  { stdout, environment }: Pick<Io, "stdout" | "environment">,
): string[] {
  const paint = painter(stdout, environment);
  return printable(diff)
    .trimEnd()
    .split("\n")
    .map((line) => {
      const style = /^(?:---|\+\+\+) /.test(line) ? "bold" : STYLES[line.charAt(0)];
      return style === undefined ? line : paint(style, line);
    });
}
