import { type Corpus, changedSince, type Gate, type LocalLink, listGates } from "@review/corpus";
import type { BatchContent, SweepNote } from "@review/db/queue";
import type { PlannedRun, Runner } from "@review/runner";
import { gateOf } from "../sharing/gate-facts.ts";

/** A link as a sweep keeps it; what is none is left out: anybody may have written it who was let in. */
function linksOf({ links }: SweepNote): LocalLink[] {
  return links.filter((link): link is LocalLink => {
    const { target, status } = (link ?? {}) as Partial<Record<keyof LocalLink, unknown>>;
    return typeof target === "string" && typeof status === "string";
  });
}

/** The runs of a batch, one for each note, made of the versions that were planned. */
export function runsOf({ pairs, notes, gates }: BatchContent): PlannedRun[] {
  const byId = new Map(gates.map((gate) => [gate.gateId, gateOf(gate)]));
  return notes.map((note) => ({
    note: { path: note.notePath, sha: note.sha, text: note.text },
    links: linksOf(note),
    gates: pairs
      .filter(({ notePath }) => notePath === note.notePath)
      .flatMap(({ gateId }) => byId.get(gateId) ?? []),
  }));
}

/**
 * For reviewers that look at files: the same runs, if the files of this machine are what the batch is about, with the gates as they stand
 * here; else one sentence that says what is not. Of gates only those count that a program judges by or that name other files.
 */
export async function runsHere(
  corpus: Corpus,
  runs: readonly PlannedRun[],
  { usesModel, content }: { usesModel: Runner["usesModel"]; content: BatchContent },
): Promise<{ runs: PlannedRun[] } | { missing: string }> {
  const bound = new Set(
    content.gates.filter(({ facts }) => !usesModel || facts.hasInputs === true).map(({ gateId }) => gateId),
  );
  for (const { note, gates } of runs) {
    const versions = gates
      .filter(({ id }) => bound.has(id))
      .map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
    const changed = await changedSince(corpus, { notePath: note.path, noteSha: note.sha, gates: versions });
    if (changed?.note)
      return { missing: `${note.path} is not here as it was planned (${note.sha.slice(0, 8)})` };
    const [gate] = changed?.gates ?? [];
    if (gate !== undefined)
      return { missing: `the gate ${gate} is not here as it was planned, with its inputs` };
  }
  if (usesModel) return { runs: [...runs] };
  const here = new Map<string, Gate>((await listGates(corpus)).gates.map((gate) => [gate.id, gate]));
  return { runs: runs.map((run) => ({ ...run, gates: run.gates.map((gate) => here.get(gate.id) ?? gate) })) };
}
