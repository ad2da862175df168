import type { NoteSelection } from "@review/corpus";

/** Why there is none, where a selection has no pair: the conditions, if it is they that leave none of those there are. */
export function explainNoPair(
  { conditionedOut, meantConditions }: Pick<NoteSelection, "conditionedOut" | "meantConditions">,
  where: readonly string[],
): string {
  const meant = meantConditions.map(({ key, value }) => `${key}=${value}`).join(", ");
  const why =
    conditionedOut > 0
      ? `of ${conditionedOut} none is of a note with ${where.join(", ")}${meant && ` (did you mean ${meant}?)`}`
      : "no such note, or no gate that applies to one";
  return `there is no pair to look at: ${why}`;
}
