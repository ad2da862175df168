import {
  type BundleProblem,
  type BundleStructureProblemCode,
  describeInsideProblem,
  describeStructureProblem,
} from "./bundle-problem.ts";
import type { Decision } from "./decision.ts";
import { nameOnOneLine } from "./names.ts";
import { parseGateReview } from "./parse-gate-review.ts";
import { scanSentinels } from "./sentinel.ts";

/** A note that was asked about, with the gates it was asked for. */
export interface ExpectedNote {
  readonly notePath: string;
  readonly gateIds: readonly string[];
}

/** One gate review as it stands in a bundle. */
export interface GateReviewBlock {
  readonly gateId: string;
  readonly decision: Decision;
  readonly rationaleMarkdown: string;
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
  /** The pairs asked for, by the form of their gate id in a sentinel. */
  readonly pairs: ReadonlyMap<string, PairRecord>;
  blockCount: number;
  range?: { start: number; end: number };
  /** Problems of no single requested pair, one of each code. */
  readonly problems: Map<BundleStructureProblemCode, BundleProblem>;
}

/** The block being read. `record` is undefined where nothing is to be learned: an unknown note or a second block. */
interface OpenNote {
  readonly name: string;
  readonly record: NoteRecord | undefined;
  readonly start: number;
  gate: { readonly name: string; readonly bodyStart: number } | undefined;
}

/**
 * Reads a reviewer's answer: one outcome per expected note, in the same order. Takes any string and never throws.
 *
 * Sentinels count only with the exact token; text outside blocks, blocks of notes not asked for and gate blocks
 * outside any note are ignored. A problem concerns only the note in whose block it stands. Every NOTE START or
 * NOTE END line ends the note block before it, so that one broken block never swallows the next.
 */
export function parseBundle(
  text: string,
  options: { readonly token: string; readonly expected: readonly ExpectedNote[] },
): NoteOutcome[] {
  const records = options.expected.map(startRecord);
  const recordByName = new Map(records.map((record) => [nameOnOneLine(record.notePath), record]));
  let open: OpenNote | undefined;

  for (const { kind, name, start, end } of scanSentinels(text, options.token)) {
    if (kind === "note-start") {
      if (open !== undefined) abandonNote(open, "nested-block");
      open = openNote(name, start, recordByName.get(name));
    } else if (kind === "note-end") {
      if (open === undefined) reportProblem(recordByName.get(name), "mismatched-end");
      else if (open.name !== name) abandonNote(open, "mismatched-end");
      else closeNote(open, end);
      open = undefined;
    } else if (open === undefined) {
      // A gate's block outside any note belongs to nothing: ignored, as all text outside blocks.
    } else if (kind === "gate-start") {
      abandonGate(open, "nested-block");
      openGate(open, name, end);
    } else if (open.gate?.name === name) {
      recordReview(open.record, name, text.slice(open.gate.bodyStart, start));
      open.gate = undefined;
    } else {
      reportProblem(open.record, "mismatched-end", open.gate?.name ?? name);
      open.gate = undefined;
    }
  }
  if (open !== undefined) abandonNote(open, "unterminated-block");
  return records.map(concludeNote);
}

function startRecord({ notePath, gateIds }: ExpectedNote): NoteRecord {
  const pairs = new Map<string, PairRecord>();
  for (const gateId of gateIds) {
    pairs.set(nameOnOneLine(gateId), { gateId, started: false, review: undefined, problem: undefined });
  }
  return { notePath, pairs, blockCount: 0, problems: new Map() };
}

function openNote(name: string, start: number, record: NoteRecord | undefined): OpenNote {
  if (record === undefined) return { name, record, start, gate: undefined };
  record.blockCount += 1;
  if (record.blockCount === 1) return { name, record, start, gate: undefined };
  reportProblem(record, "duplicate-note-block");
  return { name, record: undefined, start, gate: undefined };
}

function closeNote(open: OpenNote, end: number): void {
  abandonGate(open, "unterminated-block");
  if (open.record !== undefined) open.record.range = { start: open.start, end };
}

function openGate(open: OpenNote, name: string, bodyStart: number): void {
  open.gate = { name, bodyStart };
  const pair = open.record?.pairs.get(name);
  if (pair === undefined) reportProblem(open.record, "unexpected-gate-block", name);
  else if (pair.started) reportProblem(open.record, "duplicate-gate-block", name);
  else pair.started = true;
}

function abandonGate(open: OpenNote, code: BundleStructureProblemCode): void {
  if (open.gate !== undefined) reportProblem(open.record, code, open.gate.name);
  open.gate = undefined;
}

function abandonNote(open: OpenNote, code: BundleStructureProblemCode): void {
  abandonGate(open, "unterminated-block");
  reportProblem(open.record, code);
}

function recordReview(record: NoteRecord | undefined, name: string, body: string): void {
  const pair = record?.pairs.get(name);
  if (record === undefined || pair === undefined || pair.problem !== undefined) return;
  const { gateId } = pair;
  const result = parseGateReview(body);
  if (!result.ok) pair.problem = describeInsideProblem(result.problem, record.notePath, gateId);
  else pair.review = { gateId, decision: result.decision, rationaleMarkdown: result.rationaleMarkdown };
}

function reportProblem(
  record: NoteRecord | undefined,
  code: BundleStructureProblemCode,
  name?: string,
): void {
  if (record === undefined) return;
  const { notePath, pairs, problems } = record;
  const pair = name === undefined ? undefined : pairs.get(name);
  if (pair !== undefined) pair.problem ??= describeStructureProblem(code, notePath, pair.gateId);
  else if (!problems.has(code)) problems.set(code, describeStructureProblem(code, notePath, name));
}

function concludeNote(record: NoteRecord): NoteOutcome {
  const { notePath, pairs, blockCount, range } = record;
  if (blockCount === 0) reportProblem(record, "missing-note-block");
  const problems = [...record.problems.values()];
  const reviews: GateReviewBlock[] = [];
  for (const [name, pair] of pairs) {
    if (blockCount === 1 && !pair.started) reportProblem(record, "missing-gate-block", name);
    if (pair.problem !== undefined) problems.push(pair.problem);
    // Of two blocks for one note neither is known to be the right one.
    else if (blockCount === 1 && pair.review !== undefined) reviews.push(pair.review);
  }
  return range !== undefined && blockCount === 1
    ? { notePath, reviews, problems, range }
    : { notePath, reviews, problems };
}
