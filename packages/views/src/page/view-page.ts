import { basename } from "node:path";
import { type Corpus, type Gate, listGates, type NoteSelection, selectNotes } from "@review/corpus";
import {
  countRuns,
  type Ledger,
  listAcceptedNotePaths,
  listAcceptedPartitions,
  type ModelId,
  markLedger,
} from "@review/db";
import { stripFrontMatter } from "@review/protocol";
import { countLeftOut } from "../asked-verdicts.ts";
import { findGoneNotes } from "../moved/gone-notes.ts";
import { readQuarantined } from "../quarantine/standing-quarantines.ts";
import { fixtureFinder } from "../run-fixture.ts";
import { readRuns } from "../runs/read-runs.ts";
import { toRunEntry } from "../runs/runs-document.ts";
import { type SharedSweepsDocument, viewSharedSweeps } from "../sweeps/shared-sweeps-document.ts";
import type { AskedNote } from "./note-parts.ts";
import type { PageDocument, PageGate } from "./page-document.ts";
import { forgetOld, type PageMemory, pageMemory, readMissing } from "./page-memory.ts";
import { pagePairs } from "./page-pairs.ts";

/** Who asks, and when. */
export interface PageQuestion {
  toolVersion: string;
  now: Date;
  /** How many of the newest runs are told one by one. */
  runs: number;
  /** What pages before it read; a page that was left off leaves what it read, too. */
  memory?: PageMemory | undefined;
  /** Called before notes are read and again and again meanwhile, with what makes the page of those that were read so far. */
  onSome?(soFar: () => PageDocument): void;
}

/** The page of a whole corpus, under every partition that anything was accepted under. Throws GatesDirectoryError. */
export async function viewPage(
  corpus: Corpus,
  ledger: Ledger,
  { toolVersion, now, runs: mostRuns, memory = pageMemory(), onSome }: PageQuestion,
): Promise<PageDocument> {
  const mark = await markLedger(ledger);
  const { gates } = await listGates(corpus);
  const selection = await selectNotes(corpus, { gates });
  const modelIds = await listAcceptedPartitions(ledger);
  const accepted = await listAcceptedNotePaths(ledger);
  const notes = askedNotes(selection);
  const paths = new Set(notes.map(({ notePath }) => notePath));
  const others = accepted.flatMap((notePath) =>
    paths.has(notePath) ? [] : { notePath, gates: [], openGates: [] },
  );
  const basis = await basisOf(corpus, ledger, gates, now);
  await forgetOld(memory, ledger, { basis, mark, notes });
  const { problems } = selection;
  const listed = [...paths, ...problems.map(({ path }) => path)];
  const goneNotes = await findGoneNotes(corpus, ledger, { accepted, listed });
  const runs = await pageRuns(corpus, ledger, mostRuns);
  const { sweeps } = await viewPageSweeps(ledger);
  const page = (): PageDocument => {
    const parts = [...notes, ...others]
      .toSorted(byPath)
      .flatMap(({ notePath }) => memory.parts.get(notePath) ?? []);
    const [disputed, gateChanged] = [
      parts.flatMap((part) => part.disputed),
      parts.flatMap((part) => part.gateChanged),
    ];
    const leftOut = countLeftOut(parts.flatMap((part) => part.leftOut));
    const read = notes.filter(({ notePath }) => memory.parts.has(notePath)).length;
    return {
      toolVersion,
      madeAt: now.toISOString(),
      name: basename(corpus.root),
      modelIds,
      gates: gates.map(toPageGate),
      ...pagePairs({ gates, notes, modelIds, parts: memory.parts }),
      findings: parts.flatMap((part) => part.findings),
      waived: parts.flatMap((part) => part.waived),
      ...(disputed.length > 0 && { disputed }),
      ...(gateChanged.length > 0 && { gateChanged }),
      ...(Object.values(leftOut).some((amount) => amount > 0) && { leftOut }),
      ...runs,
      ...(sweeps.length > 0 && { sweeps }),
      problems,
      ...(goneNotes.length > 0 && { goneNotes }),
      ...(parts.length < notes.length + others.length && { reading: { read, all: notes.length } }),
    };
  };
  const asked = [...notes, ...others];
  await readMissing(memory, corpus, ledger, {
    notes: asked,
    modelIds,
    onSome: onSome && (() => onSome(page)),
  });
  return page();
}

/** The notes that there are, by path, with their gates; notes that have the same share them. */
function askedNotes({ notes, unknown }: Pick<NoteSelection, "notes" | "unknown">): AskedNote[] {
  const known = new Map<readonly Gate[], AskedNote["gates"]>();
  const versionsOf = (gates: readonly Gate[]) => {
    const versions = known.get(gates) ?? gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
    known.set(gates, versions);
    return versions;
  };
  const asked = new Map<string, AskedNote>();
  for (const { path, sha, gates } of notes)
    asked.set(path, { notePath: path, noteSha: sha, gates: versionsOf(gates), openGates: [] });
  for (const { path, sha, gates } of unknown) {
    const { gates: versions = [] } = asked.get(path) ?? {};
    const openGates = gates.map(({ id }) => id);
    asked.set(path, { notePath: path, noteSha: sha, gates: versions, openGates });
  }
  return [...asked.values()].toSorted(byPath);
}

const byPath = (a: { notePath: string }, b: { notePath: string }) => (a.notePath < b.notePath ? -1 : 1);

/** What all notes are read under. A waiver ends with a day. */
async function basisOf(corpus: Corpus, ledger: Ledger, gates: readonly Gate[], now: Date): Promise<string> {
  const quarantines = await readQuarantined(corpus, ledger, gates);
  const isAsked = (_: ModelId) => true;
  const versions = gates.map(({ id, sha }) => [id, sha, quarantines.listOf(id, isAsked)]);
  return JSON.stringify([ledger.url, corpus.root, corpus.config, versions, now.toISOString().slice(0, 10)]);
}

const toPageGate = ({ id: gateId, lens, name, sha: gateSha, text, check }: Gate): PageGate => ({
  ...{ gateId, lens, name, gateSha },
  text: stripFrontMatter(text),
  isCheck: check !== undefined,
});

/** Shared sweeps that are told one by one. */
const MOST_SWEEPS = 20;

/** How far the newest shared sweeps are. */
export const viewPageSweeps = (ledger: Ledger): Promise<SharedSweepsDocument> =>
  viewSharedSweeps(ledger, { limit: MOST_SWEEPS });

/** The newest runs, and how many there are. */
async function pageRuns(
  corpus: Corpus,
  ledger: Ledger,
  limit: number,
): Promise<Pick<PageDocument, "runs" | "allRuns">> {
  const runs: PageDocument["runs"] = [];
  const fixtureOf = fixtureFinder(corpus);
  for await (const found of readRuns(ledger, { limit })) runs.push(toRunEntry(found, fixtureOf));
  return { runs, allRuns: await countRuns(ledger) };
}
