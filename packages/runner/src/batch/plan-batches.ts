import { type Gate, grouped, lensOf, takesManyNotes } from "@review/corpus";
import { foldName, nameOnOneLine } from "@review/protocol";
import { bestBatchesFirst, bestPairsFirst } from "./order-by-worth.ts";
import type { PlannedPair } from "./planned-pair.ts";

export interface PlanLimits {
  /** Notes that share one gate, or gates that share one note. */
  groupBy: "gate" | "note";
  /** Pairs in one prompt at most. Default: 5 by gate, `gatesPerPrompt` by note. */
  batchSize?: number;
  /** Gates in one prompt at most. */
  gatesPerPrompt: number;
  /** Bytes of notes and gates in one prompt at most; a single pair above it stays alone. */
  promptBytes: number;
  /** Let gates of several lenses share a prompt. Default false. */
  mixLenses?: boolean;
  /** Start with what is expected to find the most for its price. Default: in the order of names. */
  bestFirst?: boolean;
  /** The gates' own checks are run, and there are no prompts: one that takes many notes is given them. Default false. */
  runsChecks?: boolean;
}

const NOTES_PER_PROMPT = 5;
/** So many runs fail together where a check breaks that takes many notes, and wait together for its end. */
const NOTES_PER_CHECK = 1_000;

/**
 * Splits pairs into batches, each for one prompt: by gate in id order or by note in path order, one lens per
 * prompt unless lenses may mix, never above the limits; or the best first. Every pair is in exactly one batch.
 */
export function planBatches(pairs: readonly PlannedPair[], limits: PlanLimits): PlannedPair[][] {
  const { groupBy, gatesPerPrompt, promptBytes, batchSize } = limits;
  const { mixLenses = false, runsChecks = false, bestFirst = false } = limits;
  const byGate = groupBy === "gate";
  const ofPrompt: GroupLimits = {
    byGate,
    size: Math.min(
      batchSize ?? (byGate ? NOTES_PER_PROMPT : gatesPerPrompt),
      byGate ? Infinity : gatesPerPrompt,
    ),
    promptBytes,
  };
  const ofCheck: GroupLimits = { byGate: true, size: batchSize ?? NOTES_PER_CHECK, promptBytes: Infinity };
  const groups = new Map<string, { pairs: PlannedPair[]; limits: GroupLimits }>();
  for (const pair of pairs.toSorted(byGate ? byGateThenNote : byNoteThenGate)) {
    const { notePath, gate } = pair;
    const isOfCheck = runsChecks && takesManyNotes(gate.check ?? []);
    const key = byGate || isOfCheck ? [gate.id] : [notePath, mixLenses || lensOf(gate.id)];
    const group = groups.get(JSON.stringify(key));
    if (group) group.pairs.push(pair);
    else groups.set(JSON.stringify(key), { pairs: [pair], limits: isOfCheck ? ofCheck : ofPrompt });
  }
  const ownBytes = ({ noteBytes, gate }: PlannedPair) => (byGate ? noteBytes : Buffer.byteLength(gate.text));
  const batches = Array.from(groups.values()).flatMap((group) =>
    splitGroup(bestFirst ? bestPairsFirst(group.pairs, ownBytes) : group.pairs, group.limits),
  );
  return bestFirst ? bestBatchesFirst(batches) : batches;
}

/** A note that no prompt may hold, and the gates that it is too large for. */
export interface TooLarge {
  notePath: string;
  noteBytes: number;
  gateIds: string[];
}

/** Whether a pair alone is more than a prompt may hold. */
const isTooLarge = ({ noteBytes, gate }: PlannedPair, promptBytes: number): boolean =>
  noteBytes + Buffer.byteLength(gate.text) > promptBytes;

/** Parts what fits into a prompt of so many bytes of notes and gates from what never will, the largest note first. */
export function leaveOutTooLarge(
  pairs: readonly PlannedPair[],
  promptBytes: number,
): { fitting: PlannedPair[]; tooLarge: TooLarge[] } {
  const fitting = pairs.filter((pair) => !isTooLarge(pair, promptBytes));
  const notes = new Map<string, TooLarge>();
  for (const pair of pairs) {
    if (!isTooLarge(pair, promptBytes)) continue;
    const { notePath, noteBytes, gate } = pair;
    const note = notes.get(notePath) ?? { notePath, noteBytes, gateIds: [] };
    notes.set(notePath, note);
    note.gateIds.push(gate.id);
  }
  return { fitting, tooLarge: [...notes.values()].toSorted((a, b) => b.noteBytes - a.noteBytes) };
}

interface GroupLimits {
  /** The pairs have the gate in common, else the note. */
  byGate: boolean;
  size: number;
  promptBytes: number;
}

/**
 * All pairs of a group have the gate in common, or the note: that is counted once a batch. Names that are two spellings
 * of one, as they stand in a prompt, share no batch: in the answer of a model that respells them nobody could tell them
 * apart, and two names with line breaks not in any answer.
 */
function splitGroup(
  group: readonly PlannedPair[],
  { byGate, size, promptBytes }: GroupLimits,
): PlannedPair[][] {
  const batches: PlannedPair[][] = [];
  let room = 0;
  let names = new Set<string>();
  for (const pair of group) {
    const name = foldName(nameOnOneLine(byGate ? pair.notePath : pair.gate.id));
    const gateBytes = Buffer.byteLength(pair.gate.text);
    const [shared, own] = byGate ? [gateBytes, pair.noteBytes] : [pair.noteBytes, gateBytes];
    const batch = batches.at(-1);
    if (batch && batch.length < size && own <= room && !names.has(name)) {
      batch.push(pair);
      room -= own;
      names.add(name);
    } else {
      batches.push([pair]);
      room = promptBytes - shared - own;
      names = new Set([name]);
    }
  }
  return batches;
}

/** The notes of some pairs in the order of their first pair, each with its gates. */
export function groupByNote(pairs: readonly PlannedPair[]): { notePath: string; gates: Gate[] }[] {
  const byNote = grouped(pairs, ({ notePath }) => notePath);
  return Array.from(byNote, ([notePath, some]) => ({ notePath, gates: some.map(({ gate }) => gate) }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byGateThenNote = (a: PlannedPair, b: PlannedPair) =>
  compare(a.gate.id, b.gate.id) || compare(a.notePath, b.notePath);
const byNoteThenGate = (a: PlannedPair, b: PlannedPair) =>
  compare(a.notePath, b.notePath) || compare(a.gate.id, b.gate.id);
