import { grouped } from "@review/corpus";
import { folderNamer } from "./folders.ts";

/** What entries can be counted by. */
export type GroupKey = "gate" | "folder" | "note";

/** Entries counted by gate, by folder, by note, or by several of these. */
export interface Groups<Counts> {
  /** Gates that have any, those with the most first. */
  byGate?: (Counts & { gateId: string })[];
  /** Folders that have any, those with the most first: as many levels as tell the notes apart. */
  byFolder?: (Counts & { folder: string })[];
  /** Notes that have any, those with the most first. */
  byNote?: (Counts & { notePath: string })[];
  /** How many groups there are beyond those that were asked for at most; absent if there are none. */
  more?: { byGate?: number; byFolder?: number; byNote?: number };
}

interface Entry {
  notePath: string;
  gateId: string;
}

export interface Grouping<Some extends Entry, Counts> {
  by: readonly GroupKey[];
  /** Groups at most, of each kind. Default: all. */
  limit?: number | undefined;
  countsOf(entries: readonly Some[]): Counts;
  /** Which groups are worth a word. Default: all. */
  isWorth?(counts: Counts): boolean;
  /** Which of two groups comes first; those that are equal in it come by their names. */
  compare(a: Counts, b: Counts): number;
}

/** Counts entries by what is asked for. */
export function viewGroups<Some extends Entry, Counts extends object>(
  entries: readonly Some[],
  { by, limit = Infinity, countsOf, isWorth = () => true, compare }: Grouping<Some, Counts>,
): Groups<Counts> {
  const all = (key: GroupKey) =>
    [...groupEntries(entries, key)]
      .map(([name, some]) => ({ name, counts: countsOf(some) }))
      .filter(({ counts }) => isWorth(counts))
      .toSorted((a, b) => compare(a.counts, b.counts) || (a.name < b.name ? -1 : 1));
  const groups: Groups<Counts> = {};
  const more: NonNullable<Groups<Counts>["more"]> = {};
  for (const key of by) {
    const found = all(key);
    const shown = found.slice(0, limit);
    const left = found.length - shown.length;
    if (key === "gate") groups.byGate = shown.map(({ name, counts }) => ({ gateId: name, ...counts }));
    if (key === "folder") groups.byFolder = shown.map(({ name, counts }) => ({ folder: name, ...counts }));
    if (key === "note") groups.byNote = shown.map(({ name, counts }) => ({ notePath: name, ...counts }));
    if (left > 0) more[LISTS[key]] = left;
  }
  return Object.keys(more).length === 0 ? groups : { ...groups, more };
}

const LISTS = { gate: "byGate", folder: "byFolder", note: "byNote" } as const;

function groupEntries<Some extends Entry>(entries: readonly Some[], by: GroupKey): Map<string, Some[]> {
  const folderOf = by === "folder" ? folderNamer(entries.map(({ notePath }) => notePath)) : undefined;
  return grouped(
    entries,
    ({ notePath, gateId }) => folderOf?.(notePath) ?? (by === "gate" ? gateId : notePath),
  );
}
