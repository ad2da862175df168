import type { ReviewerDecision } from "@review/db/vocabulary";
import {
  type BundleProblem,
  type BundleStructureProblemCode,
  describeStructureProblem,
  locateProblem,
} from "./bundle-problem.ts";
import type { FindingInput } from "./findings/finding-input.ts";
import { nameOnOneLine } from "./names.ts";
import { parseGateReview } from "./parse-gate-review.ts";
import { scanSentinels } from "./sentinel.ts";
import { nameFinder } from "./spelling.ts";

/** A note that was asked about, with the gates it was asked for. */
export interface ExpectedNote {
  readonly notePath: string;
  readonly gateIds: readonly string[];
}

export interface GateReviewBlock {
  readonly gateId: string;
  readonly decision: ReviewerDecision;
  readonly rationaleMarkdown: string;
  readonly findings: readonly FindingInput[];
}

/**
 * What a bundle says about one note. `reviews` holds the gates that were answered exactly once and well-formed, in
 * the order asked. They may be recorded only if `problems` is empty: then every gate asked for is among them.
 */
export interface NoteOutcome {
  readonly notePath: string;
  readonly reviews: readonly GateReviewBlock[];
  readonly problems: readonly BundleProblem[];
  /** Where the note's one block stands in the text, its START and END lines included; absent without one whole block. */
  readonly range?: { readonly start: number; readonly end: number };
}

/** What has been learned about a pair that was asked for. The first problem counts; the rest follows from it. */
interface PairRecord {
  readonly gateId: string;
  started: boolean;
  review: GateReviewBlock | undefined;
  problem: BundleProblem | undefined;
}

/** What has been learned about an expected note. Its size is bounded by what was asked, not by the answer. */
interface NoteRecord {
  readonly notePath: string;
  readonly pairs: readonly PairRecord[];
  /** The pairs that a gate id in a sentinel can mean. */
  readonly findPairs: (name: string) => readonly PairRecord[];
  blockCount: number;
  /** Whether there was a block whose path could mean this note or another one. */
  isAmbiguous: boolean;
  range?: { start: number; end: number };
  /** Problems of no single requested pair, one of each code. */
  readonly problems: Map<BundleStructureProblemCode, BundleProblem>;
}

/** The gate's block being read. `pair` is undefined where no single requested pair is meant. */
interface GateBlock {
  readonly name: string;
  readonly pair: PairRecord | undefined;
  readonly bodyStart: number;
}

/** The block being read. `record` is undefined where nothing is to be learned: no single note is meant, or a second block. */
interface OpenNote {
  readonly record: NoteRecord | undefined;
  readonly start: number;
  gate: GateBlock | undefined;
}

/**
 * Reads a reviewer's answer: one outcome per expected note, in the same order. Takes any string and never throws.
 *
 * Sentinels count only with the exact token; text outside blocks, blocks of notes not asked for and gate blocks
 * outside any note are ignored. A name means what is called exactly so, else the only one that differs from it in
 * spelling alone (`foldName`). A problem concerns only the note in whose block it stands. Every NOTE START or
 * NOTE END line ends the note block before it, so that one broken block never swallows the next.
 */
export function parseBundle(
  text: string,
  options: { readonly token: string; readonly expected: readonly ExpectedNote[] },
): NoteOutcome[] {
  const records = options.expected.map(startRecord);
  const findRecords = nameFinder(records.map((record) => [nameOnOneLine(record.notePath), record]));
  let open: OpenNote | undefined;

  for (const { kind, name, start, end } of scanSentinels(text, options.token)) {
    if (kind === "note-start") {
      if (open !== undefined) abandonNote(open, "nested-block");
      open = openNote(findRecords(name), start);
    } else if (kind === "note-end") {
      const meant = findRecords(name);
      if (open === undefined) reportProblem(theOnly(meant), "mismatched-end");
      else if (isAmong(meant, open.record)) closeNote(open, end);
      else abandonNote(open, "mismatched-end");
      open = undefined;
    } else if (open?.record === undefined) {
      // A gate's block outside any note, or in one that nothing is learned from: ignored, as all text outside blocks.
    } else if (kind === "gate-start") {
      abandonGate(open, "nested-block");
      openGate(open, open.record, name, end);
    } else {
      closeGate(open, open.record, name, text.slice(0, start));
    }
  }
  if (open !== undefined) abandonNote(open, "unterminated-block");
  return records.map(concludeNote);
}

function startRecord({ notePath, gateIds }: ExpectedNote): NoteRecord {
  const pairs = gateIds.map(
    (gateId): PairRecord => ({ gateId, started: false, review: undefined, problem: undefined }),
  );
  const findPairs = nameFinder(pairs.map((pair) => [nameOnOneLine(pair.gateId), pair]));
  return { notePath, pairs, findPairs, blockCount: 0, isAmbiguous: false, problems: new Map() };
}

function openNote(meant: readonly NoteRecord[], start: number): OpenNote {
  const record = theOnly(meant);
  if (record === undefined) {
    for (const possible of meant) possible.isAmbiguous = true;
    return { record, start, gate: undefined };
  }
  record.blockCount += 1;
  if (record.blockCount === 1) return { record, start, gate: undefined };
  reportProblem(record, "duplicate-note-block");
  return { record: undefined, start, gate: undefined };
}

function closeNote(open: OpenNote, end: number): void {
  abandonGate(open, "unterminated-block");
  if (open.record !== undefined) open.record.range = { start: open.start, end };
}

function openGate(open: OpenNote, record: NoteRecord, name: string, bodyStart: number): void {
  const meant = record.findPairs(name);
  const pair = theOnly(meant);
  open.gate = { name, pair, bodyStart };
  if (pair?.started) reportProblem(record, "duplicate-gate-block", open.gate);
  else if (pair !== undefined) pair.started = true;
  else reportProblem(record, meant.length > 1 ? "ambiguous-gate-block" : "unexpected-gate-block", open.gate);
}

function closeGate(open: OpenNote, record: NoteRecord, name: string, textBefore: string): void {
  const { gate } = open;
  const meant = record.findPairs(name);
  open.gate = undefined;
  if (gate === undefined) reportProblem(record, "mismatched-end", { name, pair: theOnly(meant) });
  else if (isAmong(meant, gate.pair)) recordReview(record, gate.pair, textBefore.slice(gate.bodyStart));
  else if (gate.name !== name) reportProblem(record, "mismatched-end", gate);
}

function abandonGate(open: OpenNote, code: BundleStructureProblemCode): void {
  if (open.gate !== undefined) reportProblem(open.record, code, open.gate);
  open.gate = undefined;
}

function abandonNote(open: OpenNote, code: BundleStructureProblemCode): void {
  abandonGate(open, "unterminated-block");
  reportProblem(open.record, code);
}

function recordReview(record: NoteRecord, pair: PairRecord, body: string): void {
  if (pair.problem !== undefined) return;
  const { gateId } = pair;
  const result = parseGateReview(body);
  if (!result.ok) pair.problem = locateProblem(result.problem, record.notePath, gateId);
  else {
    const { decision, rationaleMarkdown, findings } = result;
    pair.review = { gateId, decision, rationaleMarkdown, findings };
  }
}

/** What one name means, if it is one thing. */
function theOnly<T>(meant: readonly T[]): T | undefined {
  return meant.length === 1 ? meant[0] : undefined;
}

/** Whether an END line can mean the open block. The START line has said which, so the END line need not be the only one. */
function isAmong<T>(meant: readonly T[], open: T | undefined): open is T {
  return open !== undefined && meant.includes(open);
}

function reportProblem(
  record: NoteRecord | undefined,
  code: BundleStructureProblemCode,
  gate?: Pick<GateBlock, "name" | "pair">,
): void {
  if (record === undefined) return;
  const { notePath, problems } = record;
  const pair = gate?.pair;
  if (pair !== undefined) pair.problem ??= describeStructureProblem(code, notePath, pair.gateId);
  else if (!problems.has(code)) problems.set(code, describeStructureProblem(code, notePath, gate?.name));
}

function concludeNote(record: NoteRecord): NoteOutcome {
  const { notePath, pairs, blockCount, isAmbiguous, range } = record;
  if (blockCount === 0) reportProblem(record, isAmbiguous ? "ambiguous-note-block" : "missing-note-block");
  const problems = [...record.problems.values()];
  const reviews: GateReviewBlock[] = [];
  for (const pair of pairs) {
    if (blockCount === 1 && !pair.started) {
      reportProblem(record, "missing-gate-block", { name: pair.gateId, pair });
    }
    if (pair.problem !== undefined) problems.push(pair.problem);
    // Of two blocks for one note neither is known to be the right one.
    else if (blockCount === 1 && pair.review !== undefined) reviews.push(pair.review);
  }
  return range !== undefined && blockCount === 1
    ? { notePath, reviews, problems, range }
    : { notePath, reviews, problems };
}
