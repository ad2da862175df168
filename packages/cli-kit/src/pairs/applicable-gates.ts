import { type Gate, gateApplies, type Note, noteTraits, readFrontMatter } from "@review/corpus";
import { UsageError } from "../command-line/usage-error.ts";

/**
 * Those of the gates that apply to a note, and one sentence for each that was left out. Throws UsageError if
 * none applies.
 */
export async function applicableGates(
  note: Note,
  gates: readonly Gate[],
): Promise<{ gates: Gate[]; left: string[] }> {
  const { data, problem } = await readFrontMatter(note.text);
  const traits = noteTraits(data);
  const applying = gates.filter((gate) => gateApplies(gate, traits));
  const left = gates
    .filter((gate) => !applying.includes(gate))
    .map(({ id, requiresTrait }) => `left out ${id}: it applies to notes with the trait ${requiresTrait}`);
  if (problem !== undefined) left.unshift(`warning: ${note.path} counts as without traits: ${problem}`);
  if (applying.length === 0) {
    throw new UsageError(`no gate applies to ${note.path}: ${left.join("; ") || "no gate was selected"}`);
  }
  return { gates: applying, left };
}
