import { type Gate, type GateScope, gateScope, type Note, readFrontMatter } from "@review/corpus";
import { QuestionError } from "../question-error.ts";

/**
 * Those of the gates that apply to a note, and one sentence for each that was left out. Throws QuestionError if
 * none applies.
 */
export async function applicableGates(
  note: Note,
  gates: readonly Gate[],
): Promise<{ gates: Gate[]; left: string[] }> {
  const frontMatter = await readFrontMatter(note.text);
  const { problem } = frontMatter;
  const withScope = (scope: GateScope) => gates.filter((gate) => gateScope(gate, frontMatter) === scope);
  const applying = withScope("applies");
  const left = [
    ...withScope("does-not-apply").map(
      ({ id, requiresTrait }) => `left out ${id}: it applies to notes with the trait ${requiresTrait}`,
    ),
    ...withScope("unknown").map(
      ({ id, requiresTrait }) =>
        `left out ${id}: whether ${note.path} has the trait ${requiresTrait} is unknown: ${problem}`,
    ),
  ];
  if (applying.length === 0) {
    const why = left.join("; ") || "no gate was selected";
    throw new QuestionError("no-gate-applies", `no gate applies to ${note.path}: ${why}`);
  }
  return { gates: applying, left };
}
