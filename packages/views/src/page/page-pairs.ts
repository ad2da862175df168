import type { Gate, SelectedNote, UnknownScope } from "@review/corpus";
import type { ModelId } from "@review/db";
import type { StalePair } from "@review/lifecycle";
import { isBothChanged } from "../pairs/both-changed.ts";
import { pairKey } from "../pairs/standing-findings.ts";
import type { PairState } from "../words/pair-words.ts";
import type { PageDocument, PagePair } from "./page-document.ts";
import type { NamedVerdict } from "./page-verdicts.ts";

/** What is known of the pairs of a corpus. */
export interface KnownPairs {
  gates: readonly Gate[];
  notes: readonly SelectedNote[];
  unknown: readonly UnknownScope[];
  stale: readonly StalePair[];
  /** By `pairKey`. */
  verdicts: ReadonlyMap<string, readonly NamedVerdict[]>;
  modelIds: readonly ModelId[];
}

/** Notes by path, and their pairs in the order of notes and gates, each named by its place. Pure. */
export function pagePairs(known: KnownPairs): Pick<PageDocument, "notes" | "pairs"> {
  const shas = new Map([...known.notes, ...known.unknown].map(({ path, sha }) => [path, sha]));
  const notes = [...shas].map(([notePath, noteSha]) => ({ notePath, noteSha })).toSorted(byPath);
  const places = {
    note: placesOf(notes.map(({ notePath }) => notePath)),
    gate: placesOf(known.gates.map(({ id }) => id)),
    model: placesOf(known.modelIds),
  };
  const stale = new Map(known.stale.map((pair) => [pairKey(pair), pair]));
  const toPair = (notePath: string, gateId: string, state: PairState, isBoth = false): PagePair => {
    const verdicts = known.verdicts.get(pairKey({ notePath, gateId })) ?? [];
    return {
      note: places.note(notePath),
      gate: places.gate(gateId),
      state,
      ...(isBoth && { isBoth }),
      verdicts: verdicts.map(({ modelId, ...verdict }) => ({ model: places.model(modelId), ...verdict })),
    };
  };
  const pairs = [
    ...known.notes.flatMap(({ path, gates }) =>
      gates.map(({ id }) => {
        const found = stale.get(pairKey({ notePath: path, gateId: id }));
        return toPair(path, id, found?.reason ?? "fresh", found && isBothChanged(found));
      }),
    ),
    ...known.unknown.flatMap(({ path, gates }) => gates.map(({ id }) => toPair(path, id, "unknown-scope"))),
  ];
  return { notes, pairs: pairs.toSorted((a, b) => a.note - b.note || a.gate - b.gate) };
}

const byPath = (a: { notePath: string }, b: { notePath: string }) => (a.notePath < b.notePath ? -1 : 1);

/** Where each of some names stands; one that came only now, between two looks, is at the end. */
function placesOf(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, at) => [name, at]));
  return (name) => places.get(name) ?? names.length;
}
