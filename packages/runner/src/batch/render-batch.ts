import { renderPrompt, renderRepairPrompt } from "@review/protocol";
import type { Batch } from "./batch.ts";

/** The exact prompt of a batch, given its token. */
export function renderBatchPrompt(
  { runs, settled, problems, session, turns, opensFiles, answersAsJson: asJson }: Batch,
  token: string,
): string {
  if (session !== undefined || turns !== undefined) {
    const asked = runs.map(({ note, gates }) => ({
      notePath: note.path,
      gateIds: gates.map(({ id }) => id),
    }));
    return renderRepairPrompt({ token, notes: asked, problems: problems ?? [], asJson });
  }
  const gates = new Map(runs.flatMap((run) => run.gates).map((gate) => [gate.id, gate]));
  return renderPrompt({
    token,
    opensFiles,
    asJson,
    ...(problems && { problems }),
    gates: Array.from(gates.values(), ({ id, name, text, evidence }) => ({
      gateId: id,
      name,
      text,
      evidence,
    })),
    notes: runs.map(({ note, links, gates: asked }) => ({
      notePath: note.path,
      text: note.text,
      links,
      gateIds: asked.map((gate) => gate.id),
      settled: settled.get(note.path) ?? [],
    })),
  });
}
