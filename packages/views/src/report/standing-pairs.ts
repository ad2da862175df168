import { type Corpus, grouped, hashNotes, listGates } from "@review/corpus";
import { type AcceptedVerdict, acceptancesOf, type Ledger, listVerdicts, type ModelId } from "@review/db";
import { type NoteUnderGates, type StaleReason, selectStalePairs } from "@review/lifecycle";
import { pairKey, type StandingQuestion } from "../pairs/standing-findings.ts";
import { isOfVersions } from "../pairs/standing-verdict.ts";
import { verdictReader } from "../verdict-reader.ts";
import { type FailOn, pairOfVerdict } from "./found-pairs.ts";
import type { FoundPair } from "./make-report.ts";

/**
 * What stands for pairs in just the versions that note and gate have now, whoever judged them and whenever: one for each
 * partition of the question that accepted them, and one with a problem where none did. Throws GatesDirectoryError.
 */
export async function standingPairs(
  corpus: Corpus,
  ledger: Ledger,
  question: StandingQuestion,
  failOn: FailOn,
): Promise<FoundPair[]> {
  const { partitions: modelIds, pairs } = question;
  const notes = await notesNow(corpus, pairs);
  const verdicts = await verdictsOf(ledger, modelIds, notes);
  const read = await verdictReader(corpus, ledger, [...verdicts.values()]);
  const found: FoundPair[] = [];
  for (const modelId of modelIds) {
    for await (const batch of acceptancesOf(ledger, modelId, notes)) {
      for (const { note, accepted } of batch) {
        for (const { gateId, gateSha } of note.gates) {
          if (!accepted.get(gateId)?.includes(gateSha)) continue;
          const pair = { notePath: note.notePath, gateId, modelId };
          const verdict = verdicts.get(verdictKey(pair));
          // What was never found to be anything else is a pass.
          if (!verdict) found.push({ ...pair, decision: "pass", findings: [] });
          else found.push(pairOfVerdict(verdict, await read(verdict), failOn));
        }
      }
    }
  }
  const { stale } = await selectStalePairs(ledger, { modelIds, notes });
  return [...found, ...stale.map(unjudged), ...gonePairs(pairs, notes)];
}

/** The notes of some pairs with the gates of those, as they are now; what cannot be read is left out. */
async function notesNow(corpus: Corpus, pairs: StandingQuestion["pairs"]): Promise<NoteUnderGates[]> {
  const asked = grouped(pairs, ({ notePath }) => notePath);
  const { notes } = await hashNotes(corpus, [...asked.keys()]);
  const shas = new Map((await listGates(corpus)).gates.map(({ id, sha }) => [id, sha]));
  return notes.map(({ path, sha }) => ({
    notePath: path,
    noteSha: sha,
    gates: (asked.get(path) ?? []).flatMap(({ gateId }) => {
      const gateSha = shas.get(gateId);
      return gateSha === undefined ? [] : [{ gateId, gateSha }];
    }),
  }));
}

const verdictKey = ({
  notePath,
  gateId,
  modelId,
}: Pick<AcceptedVerdict, "notePath" | "gateId" | "modelId">) => JSON.stringify([notePath, gateId, modelId]);

/** The verdicts of just these versions that were found to be warn or fail once. */
async function verdictsOf(
  ledger: Ledger,
  modelIds: readonly ModelId[],
  notes: readonly NoteUnderGates[],
): Promise<Map<string, AcceptedVerdict>> {
  const noteShas = new Map(notes.map(({ notePath, noteSha }) => [notePath, noteSha]));
  const versions = notes.flatMap(({ notePath, gates }) =>
    gates.map(({ gateId, gateSha }) => [pairKey({ notePath, gateId }), gateSha] as const),
  );
  const gateShas = new Map(versions);
  const all = await listVerdicts(ledger, { modelIds, notePaths: [...noteShas.keys()] });
  const now = all.filter((verdict) =>
    isOfVersions(verdict, {
      noteSha: noteShas.get(verdict.notePath),
      gateSha: gateShas.get(pairKey(verdict)),
    }),
  );
  return new Map(now.map((verdict) => [verdictKey(verdict), verdict]));
}

const WHY: Readonly<Record<StaleReason, string>> = {
  "missing-review": "no review is accepted",
  reopened: "the acceptance was taken back",
  "gate-changed": "the gate changed since it was accepted",
  "note-changed": "the note changed since it was accepted",
};

function unjudged({
  notePath,
  gateId,
  reason,
}: {
  notePath: string;
  gateId: string;
  reason: StaleReason;
}): FoundPair {
  const kind = reason === "missing-review" ? "missing" : "stale";
  return { notePath, gateId, findings: [], problem: { kind, message: WHY[reason] } };
}

function gonePairs(pairs: StandingQuestion["pairs"], notes: readonly NoteUnderGates[]): FoundPair[] {
  const there = new Set(
    notes.flatMap(({ notePath, gates }) => gates.map(({ gateId }) => pairKey({ notePath, gateId }))),
  );
  return pairs
    .filter((pair) => !there.has(pairKey(pair)))
    .map(({ notePath, gateId }) => ({
      notePath,
      gateId,
      findings: [],
      problem: { kind: "missing", message: "note or gate cannot be read any more" },
    }));
}
