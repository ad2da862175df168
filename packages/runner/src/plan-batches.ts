import { type Gate, lensOf } from "@review/corpus";

/** A stale pair on its way into a prompt. */
export interface PlannedPair {
  notePath: string;
  /** Bytes of the note as it was when it was selected. */
  noteBytes: number;
  gate: Gate;
}

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
}

const NOTES_PER_PROMPT = 5;

/**
 * Splits pairs into batches, each for one prompt: by gate in id order or by note in path order, one lens per
 * prompt unless lenses may mix, never above the limits. Every pair is in exactly one batch.
 */
export function planBatches(pairs: readonly PlannedPair[], limits: PlanLimits): PlannedPair[][] {
  const { groupBy, gatesPerPrompt, mixLenses = false } = limits;
  const byGate = groupBy === "gate";
  const size = Math.min(
    limits.batchSize ?? (byGate ? NOTES_PER_PROMPT : gatesPerPrompt),
    byGate ? Infinity : gatesPerPrompt,
  );
  const groups = new Map<string, PlannedPair[]>();
  for (const pair of pairs.toSorted(byGate ? byGateThenNote : byNoteThenGate)) {
    const key = byGate ? pair.gate.id : JSON.stringify([pair.notePath, mixLenses || lensOf(pair.gate.id)]);
    const group = groups.get(key);
    if (group) group.push(pair);
    else groups.set(key, [pair]);
  }
  return Array.from(groups.values()).flatMap((group) => splitGroup(group, size, limits.promptBytes));
}

function splitGroup(group: readonly PlannedPair[], size: number, promptBytes: number): PlannedPair[][] {
  const batches: PlannedPair[][] = [];
  let batch: PlannedPair[] = [];
  for (const pair of group) {
    if (batch.length > 0 && (batch.length >= size || bytesOf([...batch, pair]) > promptBytes)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(pair);
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

/** What the notes and gates of a batch bring into its prompt, each counted once. */
function bytesOf(pairs: readonly PlannedPair[]): number {
  const notes = new Map(pairs.map(({ notePath, noteBytes }) => [notePath, noteBytes]));
  const gates = new Map(pairs.map(({ gate }) => [gate.id, Buffer.byteLength(gate.text)]));
  return [...notes.values(), ...gates.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** The notes of some pairs in the order of their first pair, each with its gates. */
export function groupByNote(pairs: readonly PlannedPair[]): { notePath: string; gates: Gate[] }[] {
  const byNote = new Map<string, Gate[]>();
  for (const { notePath, gate } of pairs) byNote.set(notePath, [...(byNote.get(notePath) ?? []), gate]);
  return Array.from(byNote, ([notePath, gates]) => ({ notePath, gates }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byGateThenNote = (a: PlannedPair, b: PlannedPair) =>
  compare(a.gate.id, b.gate.id) || compare(a.notePath, b.notePath);
const byNoteThenGate = (a: PlannedPair, b: PlannedPair) =>
  compare(a.notePath, b.notePath) || compare(a.gate.id, b.gate.id);
