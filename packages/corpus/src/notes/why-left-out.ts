import type { ReviewConfig } from "../configuration/config.ts";
import { globMatcher, leavesOut } from "../text/globs.ts";

/**
 * Why the file at a canonical path is none of the notes that are reviewed where none is named, in half a sentence; undefined if it is
 * one of them. It is not looked at.
 */
export async function whyLeftOut(
  { config: { notes, exclude } }: { config: Pick<ReviewConfig, "notes" | "exclude"> },
  path: string,
): Promise<string | undefined> {
  if ((await leavesOut(exclude))(path)) return `"exclude" (${exclude.join(", ")}) leaves it out`;
  if ((await globMatcher(notes))(path)) return undefined;
  return `no glob of "notes" (${notes.join(", ")}) names it`;
}
