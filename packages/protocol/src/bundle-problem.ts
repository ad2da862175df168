import { quoteForMessage } from "./names.ts";
import type { GateReviewProblemCode } from "./parse-gate-review.ts";

/**
 * Why the answer for a note cannot be recorded. Without `gateId` it concerns the note's whole block. `message` is one
 * line that names note and gate, fit to be stored as the failure reason of the note's run.
 */
export interface BundleProblem {
  readonly code: BundleStructureProblemCode | GateReviewProblemCode;
  readonly notePath: string;
  readonly gateId?: string;
  readonly message: string;
}

/** What is said of a note of which an answer has nothing: perhaps it is no answer at all, but talk. */
export const NO_NOTE_BLOCK =
  "the answer has no block for it; a block begins with its NOTE START line, with exact token and path";

const STRUCTURE_MESSAGES = {
  "missing-note-block": NO_NOTE_BLOCK,
  "duplicate-note-block": "the answer has more than one block for it; give exactly one",
  "ambiguous-note-block":
    "the path of a block could mean it or another note that differs in spelling alone; copy the path exactly",
  "missing-gate-block": "the note's block has no block for it; give exactly one for each requested gate",
  "duplicate-gate-block": "the note's block has more than one block for it; give exactly one",
  "unexpected-gate-block": "it was not asked for; give blocks for the requested gates only",
  "ambiguous-gate-block":
    "more than one requested gate could be meant, which differ in spelling alone; copy the id exactly",
  "unterminated-block": "its block starts but never ends; close it with its own END line",
  "nested-block":
    "another block starts before its block has ended; close each block before the next one starts",
  "mismatched-end":
    "its START and END lines do not match; give it one START line and then one END line of its own",
} as const;

/** What can be wrong with the sentinels of a note's block or of one gate's block in it. */
export type BundleStructureProblemCode = keyof typeof STRUCTURE_MESSAGES;

/** A problem with the sentinels of a note's block or, with a gate id, of one gate's block in it. */
export function describeStructureProblem(
  code: BundleStructureProblemCode,
  notePath: string,
  gateId?: string,
): BundleProblem {
  return locateProblem({ code, message: STRUCTURE_MESSAGES[code] }, notePath, gateId);
}

/** A problem with the note, and the gate if it is of one, in its message. */
export function locateProblem(
  problem: Pick<BundleProblem, "code" | "message">,
  notePath: string,
  gateId?: string,
): BundleProblem {
  const note = `note ${quoteForMessage(notePath)}`;
  if (gateId === undefined) return { ...problem, notePath, message: `${note}: ${problem.message}` };
  const message = `gate ${quoteForMessage(gateId)} of ${note}: ${problem.message}`;
  return { ...problem, notePath, gateId, message };
}
