import type { SelectedNote } from "@review/corpus";
import type { ModelId } from "@review/db";
import { type AcceptedEntry, decidedBy } from "@review/lock";
import type { LockedEntry } from "../lock/gone-entries.ts";
import type { AcceptedSource } from "./accepted-source.ts";
import { type AskedPair, judgesIn, type Unmet } from "./decide-pair.ts";
import { isAtLeast, levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** What is accepted under names that are gone of the text that a note has now. */
export type MovedEntries = readonly LockedEntry<AcceptedEntry>[];

/**
 * Reads what is accepted of the very text of a note under names that are gone: it was renamed. Which names are gone is looked for once; `there` are
 * notes that are known to be there.
 */
export function movedEntriesReader(
  source: AcceptedSource,
  there: ReadonlySet<string>,
): (note: SelectedNote) => Promise<MovedEntries> {
  let reading: ReturnType<AcceptedSource["goneNames"]> | undefined;
  return async (note) => {
    reading ??= source.goneNames(there);
    const names = [...((await reading).get(note.sha) ?? [])].sort();
    if (names.length === 0) return [];
    const accepted = await source.accepted(names.map((path) => ({ ...note, path })));
    return names.flatMap((notePath, index) =>
      (accepted[index]?.entries ?? []).map((entry) => ({ notePath, entry })),
    );
  };
}

/**
 * What keeps a pair from holding, given what is accepted under names that are gone: of what is missing it says that it is accepted there; and a pair does
 * not hold while something worse stands there, of a partition that has decided nothing later under the name of now.
 */
export function withMoved(
  pair: AskedPair,
  unmet: Unmet | undefined,
  moved: MovedEntries,
  { policy, today }: { policy: SettledPolicy; today: string },
): Unmet | undefined {
  if (unmet && unmet.kind !== "missing") return unmet;
  const { noteSha, gate } = pair;
  const ofPair = moved.filter(
    ({ entry }) =>
      entry.noteSha === noteSha &&
      entry.gate === gate.id &&
      entry.gateVersion === gate.sha &&
      judgesIn(policy, gate, entry),
  );
  if (unmet) {
    const movedFrom = namesOf(ofPair);
    return movedFrom.length === 0 ? unmet : { ...unmet, movedFrom, reason: `accepted as ${told(movedFrom)}` };
  }
  const own = [...pair.entries, ...pair.takenBack];
  const timeOf = decidedBy(today);
  const worse = ofPair.filter(
    ({ entry }) =>
      isAtLeast(levelOf(entry, today), policy.failOn) &&
      !own.some(({ model, at }) => model === entry.model && timeOf(at) >= timeOf(entry.at)),
  );
  const [first] = worse;
  if (!first) return undefined;
  const { model } = first.entry;
  const movedFrom = namesOf(worse.filter(({ entry }) => entry.model === model));
  const verdict = `a ${levelOf(first.entry, today).toUpperCase()} of ${model} stands`;
  return {
    kind: "failing",
    modelId: model as ModelId,
    movedFrom,
    reason: `${verdict} as ${told(movedFrom)}`,
  };
}

const namesOf = (entries: MovedEntries) => [...new Set(entries.map(({ notePath }) => notePath))];

function told(names: readonly string[]): string {
  const gone = names.length === 1 ? "a name that is gone" : "names that are gone";
  return `${names.join(", ")}, ${gone}: \`review-nested ack --moved --all\``;
}
