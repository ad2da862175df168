import type { Io } from "@review/cli-kit";

/** Writes lines that are ready for the terminal, colours included; nothing if there are none. */
export function writeLines(io: Io, lines: readonly string[]): void {
  if (lines.length > 0) io.stdout.write(`${lines.join("\n")}\n`);
}
