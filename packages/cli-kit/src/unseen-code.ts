import { isHidden } from "@review/corpus";
import type { StaleSelection } from "@review/views";
import { EXIT } from "./errors/exit-codes.ts";
import { hasUnreadable } from "./output/explain-selection.ts";

/**
 * The exit code for what of a selection nobody could look at: a pair of unknown scope is not fresh, and to be mended in the
 * tree as a stale one is, and so is what is passed over where a note would be; a glob that matches no note is a mistake of the configuration; a note that cannot be read leaves open whether its pairs are fresh.
 */
export function unseenCode({
  unknown,
  problems,
  skipped,
}: Pick<StaleSelection, "unknown" | "problems" | "skipped">): number {
  if (unknown.length > 0) return EXIT.no;
  if (problems.some(({ code }) => code === "no-notes")) return EXIT.usage;
  if (hasUnreadable(problems)) return EXIT.environment;
  return skipped.some(isHidden) ? EXIT.no : EXIT.done;
}
