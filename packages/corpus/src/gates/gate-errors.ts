import { CorpusError } from "../errors.ts";
import type { GateProblem } from "./gate.ts";

/** The directory of gates is missing, is not a directory, or leads out of the root. */
export class GatesDirectoryError extends CorpusError {
  constructor(folder: string, why: string) {
    super(
      "no-gates-directory",
      `gates directory ${folder} ${why}; create it, or name another one as "gates" in review.config.json`,
    );
  }
}

/** What a selector names that is neither a gate nor a lens: `nearest` is the known id or lens that looks most like it, `note` says what it is of notes. */
interface Mistaken {
  nearest?: string | undefined;
  note?: "a note" | "a folder of notes" | undefined;
}

/** A selector names neither a gate nor a lens. */
export class UnknownGateError extends CorpusError {
  readonly selector: string;

  constructor(selector: string, gatesFolder: string, { nearest, note }: Mistaken = {}) {
    const meant = nearest === undefined ? `see the files in ${gatesFolder}` : `did you mean ${nearest}?`;
    const mend =
      note === undefined
        ? meant
        : `that is ${note}: name notes with --note, and put a glob of them in quotes`;
    super("unknown-gate", `no gate or lens is called "${selector}"; ${mend}`);
    this.selector = selector;
  }
}

/** At least one selected gate is broken, so its scope or its criterion is not known. */
export class InvalidGateError extends CorpusError {
  constructor(problems: readonly GateProblem[]) {
    const [first] = problems;
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    super(
      "gate-invalid",
      `gate ${first?.gateId ?? "?"} (${first?.path ?? "?"}): ${first?.message ?? "broken"}${more}`,
    );
  }
}
