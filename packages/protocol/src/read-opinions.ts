import { parseBundle } from "./parse-bundle.ts";
import type { QuestionedNote } from "./render-second-prompt.ts";

/** What a second reviewer says of a finding. */
export interface ReadOpinion {
  /** The finding, as it was called in the prompt. */
  readonly id: string;
  readonly holds: boolean;
  /** Why, in the words of the second reviewer. */
  readonly reason: string;
}

/**
 * Reads the answer to a prompt for a second opinion: only a FAIL, which says why, disputes a finding. Takes any string and never throws. What is not answered in one whole block,
 * or could not be judged, has no opinion; the others do not suffer from it.
 */
export function readOpinions(
  text: string,
  { token, notes }: { readonly token: string; readonly notes: readonly QuestionedNote[] },
): ReadOpinion[] {
  const expected = notes.map(({ notePath, findings }) => ({
    notePath,
    gateIds: findings.map(({ id }) => id),
  }));
  return parseBundle(text, { token, expected }).flatMap(({ reviews }) =>
    reviews.flatMap(({ gateId: id, decision, rationaleMarkdown, findings: [why] }) =>
      decision === "error"
        ? []
        : [
            {
              id,
              holds: decision !== "fail",
              reason: decision === "fail" && why ? why.message : rationaleMarkdown,
            },
          ],
    ),
  );
}
