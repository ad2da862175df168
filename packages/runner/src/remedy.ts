/** What helps of which not everybody is told: `again` is for who is not asked again anyway, `fewer-pairs` for who asked for several. */
interface Step {
  does: "again" | "fewer-pairs";
  says: string;
}

/** What helps after a failure, or several things of which one is enough. */
export type Remedy = string | Step | readonly (string | Step)[];

/** To run the command again, in such words. */
const again = (says: string): Step => ({ does: "again", says });

export const AGAIN = again("run the command again");
export const AGAIN_SOON = again("wait a little and run the command again");
export const AGAIN_LATER = again("run the command again in a few minutes");
export const TO_CONTINUE = again("run the command again to continue");
export const againWhen = (when: string): Step => again(`run the command again ${when}`);
export const FEWER_PAIRS: Step = { does: "fewer-pairs", says: "ask for fewer pairs at once" };
const OTHER_MODEL = "use another model";

/** Where to look if nobody knows better; how, say those who know the run. */
export const SEE_LOG = "look at its log";
/** What helps where the prompt was too long, where the model refused, and where it said nothing. */
export const SHORTER_PROMPT: Remedy = [FEWER_PAIRS, "lower limits.promptBytes in review.config.json"];
export const LESS_OBJECTIONABLE: Remedy = ["look at the note for what it may object to", OTHER_MODEL];
export const AGAIN_OR_OTHER: Remedy = [AGAIN, OTHER_MODEL];

/** What went wrong, and what helps. */
interface Told {
  message: string;
  remedy?: Remedy;
}

/** What helps where so many pairs were asked for: of a single one nobody can ask for fewer. */
export function remedyFor(remedy: Remedy, pairs: number): Remedy {
  return pairs > 1 ? remedy : partsOf(remedy).map((part) => (part === FEWER_PAIRS ? OTHER_MODEL : part));
}

/** A failure in one sentence: what happened, and what helps. */
export function tellFailure({ message, remedy = [] }: Told): string {
  return sentence(message, partsOf(remedy));
}

/** The same where it is asked again without anybody's doing, after a pause or by another worker: nobody is advised to. */
export function tellInPassing({ message, remedy = [] }: Told): string {
  const isElse = (part: string | Step) => typeof part === "string" || part.does !== "again";
  return sentence(message, partsOf(remedy).filter(isElse));
}

const partsOf = (remedy: Remedy): readonly (string | Step)[] =>
  typeof remedy === "string" || "does" in remedy ? [remedy] : remedy;

function sentence(message: string, parts: readonly (string | Step)[]): string {
  const said = parts.map((part) => (typeof part === "string" ? part : part.says));
  return said.length === 0 ? message : `${message}: ${said.join(", or ")}`;
}
