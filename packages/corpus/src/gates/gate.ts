import type { CheckOutput } from "./check-command.ts";
import type { GateInput } from "./gate-inputs.ts";

/** A markdown file that states one criterion, as it was read. */
export interface Gate {
  /** Path under the gates directory without `.md`, e.g. `prose/source-residue`. */
  id: string;
  /** The directory part of the id; "" for a gate directly in the gates directory. */
  lens: string;
  /** Relative to the root, with `/`. */
  path: string;
  /** Content sha. */
  sha: string;
  /** The whole file, front matter included, and behind it the inputs that it declares: what a version of it is. */
  text: string;
  /** The front matter's `name`, else the title on the first line of the body, else the id. */
  name: string;
  /** The gate applies only to notes with this trait. */
  requiresTrait?: string | undefined;
  /** The gate applies only to notes whose paths these globs match. */
  appliesTo?: readonly string[] | undefined;
  /** The gate applies only to notes whose front matter has all these values, by key: each is one, or in a list of them. */
  requires?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The parts of a note the gate looks at, as written: `title`, `description`, `body`, or a word of the author's own. */
  watches?: string[] | undefined;
  /** Program and arguments of the gate's own check, for the runner `checks`. */
  check?: string[] | undefined;
  /** How its check prints what it finds; not given: as text. */
  checkOutput?: CheckOutput | undefined;
  /** The most that a finding of its check counts as. */
  severity: "warn" | "fail";
  /** Its findings need no words of the note that show them, as where something is to be said of the whole. */
  evidence?: "none" | undefined;
  /** The other files that its answers depend on, as they were when it was read. */
  inputs?: readonly GateInput[] | undefined;
  /** Keys of its front matter that mean nothing: perhaps they are misspelt. Absent if there is none. */
  unknownKeys?: readonly string[] | undefined;
  /** What its check says depends on more than can be declared: a sweep runs it again, fresh or not. */
  volatile: boolean;
}

/** A gate that cannot be used, and why. */
export interface GateProblem {
  gateId: string;
  /** Relative to the root, with `/`. */
  path: string;
  message: string;
}

/** The front matter keys a gate may have; others mean nothing to this tool. */
export const KNOWN_GATE_KEYS: readonly string[] = [
  "name",
  "description",
  "gate_id",
  "lens",
  "watches",
  "staleness",
  "requires_trait",
  "applies_to",
  "requires",
  "check",
  "check_output",
  "severity",
  "evidence",
  "inputs",
  "volatile",
];

/** The directory part of a gate id. */
export function lensOf(gateId: string): string {
  return gateId.slice(0, Math.max(gateId.lastIndexOf("/"), 0));
}
