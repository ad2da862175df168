import { type Corpus, CorpusError } from "@review/corpus";
import type { Ledger, RunId } from "@review/db";
import {
  type PageDocument,
  type PageNoteDocument,
  pageNoteViewer,
  viewComparison,
  viewGateReport,
  viewPage,
  viewPageCosts,
  viewPageRun,
  viewTestedGates,
} from "@review/views";
import {
  ANSWER_BYTES,
  chooseNotes,
  chooseRuns,
  type EmbeddedPage,
  fitPage,
  type NoteSize,
  type PageComparison,
  packedBytes,
  packReport,
  REPORT_BYTES,
} from "@review/web";
import { keepRuns } from "./kept-runs.ts";

/** Runs that are told one by one, and of those that failed how many with what was kept of them. */
const RUNS = 200;
const FAILED_RUNS = 20;
/** Partitions that are compared with each other. */
const COMPARED = 3;
/** As much of notes, as they are packed, is held while it is settled which of them there is room for. */
const HELD_BYTES = 4 * REPORT_BYTES;
/** Left for what is around the texts. */
const MARGIN = 20_000;

export interface ReportQuestion {
  toolVersion: string;
  now: Date;
  /** Bytes of the script, the style sheet and all else that every report has. */
  ownBytes: number;
  /** Told after each note that was read, which of many takes a while. */
  onNote?(read: number, all: number): void;
}

/** All of a corpus that a report has room for. Throws GatesDirectoryError. */
export async function embeddedPage(
  corpus: Corpus,
  ledger: Ledger,
  { toolVersion, now, ownBytes, onNote }: ReportQuestion,
): Promise<EmbeddedPage> {
  const whole = await viewPage(corpus, ledger, { toolVersion, now, runs: RUNS });
  const costs = await viewPageCosts(ledger);
  const { cards } = await viewGateReport(corpus, ledger, {});
  const tests = await viewTestedGates(corpus, ledger);
  const most = REPORT_BYTES - ownBytes - MARGIN;
  const bytesOf = (base: EmbeddedPage) => packedBytes(packReport(base));
  const around = (page: PageDocument): EmbeddedPage => ({
    page,
    costs,
    notes: {},
    runs: {},
    cards,
    tests,
    comparisons: [],
  });
  const page = fitPage(whole, most, (cut) => bytesOf(around(cut)));
  const base = around(page);
  base.comparisons = await compareAll(corpus, ledger, page, most - bytesOf(base));
  const room = most - bytesOf(base);
  const failed = page.runs.filter(({ status }) => status === "failed").slice(0, FAILED_RUNS);
  const failedIds = failed.map(({ id }) => id);
  const readRun = (runId: RunId) => viewPageRun(corpus, ledger, runId);
  const failures = await keepRuns(failedIds, readRun, { room, isWithLog: true });
  // Of a large corpus most have no room: what cannot be held meanwhile is read twice.
  const view = await pageNoteViewer(corpus, ledger);
  const sizes: NoteSize[] = [];
  const held = new Map<string, PageNoteDocument>();
  let heldBytes = 0;
  let left = room - failures.bytes;
  for (const [at, { notePath }] of page.notes.entries()) {
    const note = await ifThere(view(notePath));
    onNote?.(at + 1, page.notes.length);
    if (!note) continue;
    const bytes = packedBytes(note);
    sizes.push({ notePath, bytes });
    if (heldBytes + bytes > HELD_BYTES) continue;
    heldBytes += bytes;
    held.set(notePath, note);
  }
  const notes: Record<string, PageNoteDocument> = {};
  for (const { notePath, bytes } of chooseNotes(page, sizes, left)) {
    const note = held.get(notePath) ?? (await ifThere(view(notePath)));
    if (!note) continue;
    notes[notePath] = note;
    left -= bytes;
  }
  const answers = await keepRuns(chooseRuns(page, Object.values(notes)), readRun, {
    room: Math.min(ANSWER_BYTES, left / 2),
    isWithLog: false,
  });
  return { ...base, notes, runs: { ...failures.runs, ...answers.runs } };
}

/** One that went meanwhile is told by the page itself. */
async function ifThere(note: Promise<PageNoteDocument>): Promise<PageNoteDocument | undefined> {
  try {
    return await note;
  } catch (error) {
    if (error instanceof CorpusError) return undefined;
    throw error;
  }
}

/** Each two of the partitions with the most verdicts, as far as there is room for them. */
async function compareAll(
  corpus: Corpus,
  ledger: Ledger,
  { modelIds, pairs }: PageDocument,
  room: number,
): Promise<PageComparison[]> {
  const verdicts = modelIds.map(() => 0);
  for (const pair of pairs) {
    for (const { model } of pair.verdicts) verdicts[model] = (verdicts[model] ?? 0) + 1;
  }
  const busiest = modelIds
    .map((modelId, at) => ({ modelId, at, verdicts: verdicts[at] ?? 0 }))
    .toSorted((a, b) => b.verdicts - a.verdicts || a.at - b.at)
    .slice(0, COMPARED)
    .toSorted((a, b) => a.at - b.at)
    .map(({ modelId }) => modelId);
  const comparisons: PageComparison[] = [];
  let left = room;
  for (const [at, first] of busiest.entries()) {
    for (const second of busiest.slice(at + 1)) {
      const comparison = await viewComparison(corpus, ledger, {
        first: { model: first, partitions: [first] },
        second: { model: second, partitions: [second] },
        cwd: corpus.root,
      });
      const bytes = packedBytes(comparison);
      if (bytes > left) continue;
      left -= bytes;
      comparisons.push({ first, second, comparison });
    }
  }
  return comparisons;
}
