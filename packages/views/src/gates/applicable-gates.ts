import { type Gate, type Note, readFrontMatter, scopeOf } from "@review/corpus";
import { QuestionError } from "../question-error.ts";

/**
 * Those of the gates that apply to a note, and one sentence for each that was left out. Throws QuestionError if
 * none applies.
 */
export async function applicableGates(
  note: Note,
  gates: readonly Gate[],
): Promise<{ gates: Gate[]; left: string[]; unknown: number }> {
  const inScope = { path: note.path, ...(await readFrontMatter(note.text)) };
  const applying: Gate[] = [];
  const left: string[] = [];
  let unknown = 0;
  for (const gate of gates) {
    const judge = await scopeOf(gate);
    const { scope, why } = judge(inScope);
    if (scope === "applies") applying.push(gate);
    else left.push(`left out ${gate.id}: ${why}`);
    if (scope === "unknown") unknown += 1;
  }
  if (applying.length === 0) {
    const why = left.join("; ") || "no gate was selected";
    throw new QuestionError("no-gate-applies", `no gate applies to ${note.path}: ${why}`);
  }
  return { gates: applying, left, unknown };
}
