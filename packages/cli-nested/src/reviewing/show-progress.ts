import { type Io, oneLine, painter, printable, shorten, USUAL_WIDTH } from "@review/cli-kit";
import type { Progress } from "@review/runner";

/** Lets a person see what a reviewer writes, as it comes, on stderr; the tools it uses are a dim line each. */
export function showProgress(io: Io): (progress: Progress) => void {
  const paint = painter(io.stderr, io.environment);
  return ({ kind, text }) => {
    if (kind === "text") io.stderr.write(printable(text));
    else
      io.stderr.write(`\n${paint("dim", shorten(oneLine(text), (io.stderr.columns ?? USUAL_WIDTH) - 1))}\n`);
  };
}
