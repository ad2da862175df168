import type { Gate } from "@review/corpus";
import type { ModelId } from "@review/db";
import type { AskedNote, NotePart } from "./note-parts.ts";
import type { PageDocument, PagePair, PageVerdict } from "./page-document.ts";
import type { NamedVerdict } from "./page-verdicts.ts";

/** What is known of the pairs of a corpus. */
export interface KnownPairs {
  gates: readonly Pick<Gate, "id">[];
  /** By path. */
  notes: readonly AskedNote[];
  modelIds: readonly ModelId[];
  /** By the path of the note. */
  parts: ReadonlyMap<string, NotePart>;
}

/** The pairs of the notes of which there are parts, by note and gate, each named by its place; those of which the same is said share it. Pure. */
export function pagePairs({
  gates,
  notes,
  modelIds,
  parts,
}: KnownPairs): Pick<PageDocument, "notes" | "pairs"> {
  const gateAt = placesOf(gates.map(({ id }) => id));
  const modelAt = placesOf(modelIds);
  const placed = new Map<readonly NamedVerdict[], PageVerdict[]>();
  const verdictsOf = (named: readonly NamedVerdict[]) => {
    const known =
      placed.get(named) ?? named.map(({ modelId, ...verdict }) => ({ model: modelAt(modelId), ...verdict }));
    placed.set(named, known);
    return known;
  };
  const pairs = notes.flatMap(({ notePath }, note) =>
    (parts.get(notePath)?.pairs ?? [])
      .map(
        ({ gateId, state, isBoth, verdicts }): PagePair => ({
          ...{ note, gate: gateAt(gateId), state },
          ...(isBoth && { isBoth }),
          verdicts: verdictsOf(verdicts),
        }),
      )
      .toSorted((a, b) => a.gate - b.gate),
  );
  return { notes: notes.map(({ notePath, noteSha = "" }) => ({ notePath, noteSha })), pairs };
}

/** Where each of some names stands; one that came only now, between two looks, is at the end. */
function placesOf(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, at) => [name, at]));
  return (name) => places.get(name) ?? names.length;
}
