import { grouped, type SelectedNote } from "@review/corpus";
import type { ModelId } from "@review/db";
import { type AcceptedEntry, decidedBy } from "@review/lock";
import type { LockedEntry } from "../lock/gone-entries.ts";
import type { AcceptedSource } from "./accepted-source.ts";
import { type AskedPair, judgesIn, type Unmet } from "./decide-pair.ts";
import { isAtLeast, levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** What is accepted under names that are gone of the text that a note has now, by gate and its version. */
export type MovedEntries = ReadonlyMap<string, readonly LockedEntry<AcceptedEntry>[]>;

const versionKey = (gateId: string, gateVersion: string) => `${gateVersion} ${gateId}`;

/** Names that are told of one pair: of one text there may be thousands. */
const TOLD = 3;

/**
 * Reads what is accepted of the very text of a note under names that are gone: it was renamed. Which names are gone is looked for once, and what is
 * accepted there of a text once for all notes that have it; `there` are notes that are known to be there.
 */
export function movedEntriesReader(
  source: AcceptedSource,
  there: ReadonlySet<string>,
): (note: SelectedNote) => Promise<MovedEntries> {
  let reading: ReturnType<AcceptedSource["goneNames"]> | undefined;
  const known = new WeakMap<SelectedNote["gates"], Map<string, MovedEntries>>();
  return async (note) => {
    reading ??= source.goneNames(there);
    const names = [...((await reading).get(note.sha) ?? [])];
    if (names.length === 0) return new Map();
    // Notes to which the same gates apply share one array.
    const ofGates = known.get(note.gates) ?? new Map<string, MovedEntries>();
    known.set(note.gates, ofGates);
    const moved = ofGates.get(note.sha) ?? (await readMoved(source, note, names.sort()));
    ofGates.set(note.sha, moved);
    return moved;
  };
}

async function readMoved(
  source: AcceptedSource,
  note: SelectedNote,
  names: readonly string[],
): Promise<MovedEntries> {
  const accepted = await source.accepted(names.map((path) => ({ ...note, path })));
  const all = names.flatMap((notePath, index) =>
    (accepted[index]?.entries ?? []).map((entry) => ({ notePath, entry })),
  );
  return grouped(
    all.filter(({ entry }) => entry.noteSha === note.sha),
    ({ entry }) => versionKey(entry.gate, entry.gateVersion),
  );
}

/**
 * Says of pairs what keeps them from holding, given what is accepted under names that are gone: a pair fails while something stands against it there, of a partition
 * that has decided nothing later under the name of now, also one that would be stale or missing and so might wait; of others that are missing it says where they are accepted.
 */
export function movedJudge(
  policy: SettledPolicy,
  today: string,
): (pair: AskedPair, unmet: Unmet | undefined, moved: MovedEntries) => Unmet | undefined {
  const known = new WeakMap<object, MovedOfGate>();
  const timeOf = decidedBy(today);
  return ({ gate, entries, takenBack }, unmet, moved) => {
    if (unmet?.kind === "failing") return unmet;
    const all = moved.get(versionKey(gate.id, gate.sha));
    if (!all) return unmet;
    const ofGate = known.get(all) ?? ofPolicy(all, { policy, gate, today });
    known.set(all, ofGate);
    const own = [...entries, ...takenBack];
    for (const [model, bad] of ofGate.bad) {
      const last = own
        .filter((each) => each.model === model)
        .map(({ at }) => timeOf(at))
        .sort()
        .at(-1);
      const later = last === undefined ? bad.length : countLater(bad, last, timeOf);
      const [first] = bad;
      if (later === 0 || !first) continue;
      const verdict = `a ${levelOf(first.entry, today).toUpperCase()} of ${model} stands as`;
      const names = bad.slice(0, Math.min(later, TOLD)).map(({ notePath }) => notePath);
      return { kind: "failing", modelId: model as ModelId, ...toldAs(verdict, names.sort(), later) };
    }
    const { names } = ofGate;
    if (unmet?.kind !== "missing" || names.length === 0) return unmet;
    return { ...unmet, ...toldAs("accepted as", names, names.length) };
  };
}

/** What of a gate a policy asks about. */
interface MovedOfGate {
  /** Where anything is accepted. */
  names: readonly string[];
  /** What keeps a pair from holding, by partition, the latest first. */
  bad: ReadonlyMap<string, readonly LockedEntry<AcceptedEntry>[]>;
}

function ofPolicy(
  all: readonly LockedEntry<AcceptedEntry>[],
  { policy, gate, today }: { policy: SettledPolicy; gate: AskedPair["gate"]; today: string },
): MovedOfGate {
  const timeOf = decidedBy(today);
  const judging = all.filter(({ entry }) => judgesIn(policy, gate, entry));
  const bad = judging
    .filter(({ entry }) => isAtLeast(levelOf(entry, today), policy.failOn))
    .sort(({ entry: a }, { entry: b }) => {
      const [x, y] = [timeOf(a.at), timeOf(b.at)];
      return x === y ? 0 : x > y ? -1 : 1;
    });
  return {
    names: [...new Set(judging.map(({ notePath }) => notePath))],
    bad: grouped(bad, ({ entry }) => entry.model),
  };
}

/** How many of them, the latest first, are later than a time. */
function countLater(
  bad: readonly LockedEntry<AcceptedEntry>[],
  than: string,
  timeOf: (at: string) => string,
): number {
  let [low, high] = [0, bad.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (timeOf(bad[middle]?.entry.at ?? "") > than) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Some of the names, and how many more there are. */
function toldAs(what: string, names: readonly string[], all: number): Pick<Unmet, "movedFrom" | "reason"> {
  const movedFrom = names.slice(0, TOLD);
  const more = all > movedFrom.length ? ` and ${all - movedFrom.length} more` : "";
  const gone = all === 1 ? "a name that is gone" : "names that are gone";
  const reason = `${what} ${movedFrom.join(", ")}${more}, ${gone}: \`review-nested ack --moved --all\``;
  return { movedFrom, reason };
}
