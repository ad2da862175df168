import { foldName } from "@review/protocol";
import { CorpusError } from "../errors.ts";

/** What was typed differs in spelling alone from several known names, and is none of them. */
export class AmbiguousNameError extends CorpusError {
  constructor(input: string, spellings: readonly string[]) {
    const shown = spellings.slice(0, MOST_SHOWN).map(spellOut).join(" or ");
    const more = spellings.length > MOST_SHOWN ? ` (and ${spellings.length - MOST_SHOWN} more)` : "";
    super("ambiguous-name", `${spellOut(input)} could mean ${shown}${more}; write one of them exactly`);
  }
}

const MOST_SHOWN = 3;

/** A name with what is hard to see in its spelling as `\u` and hex digits, as shells and JSON take it. */
function spellOut(name: string): string {
  return name.replace(/[^ -~]/gu, (character) => {
    const isPlain = foldName(character) === character && !/\p{M}/u.test(character);
    return isPlain ? character : `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`;
  });
}
