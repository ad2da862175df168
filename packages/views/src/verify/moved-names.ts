import { type Gate, grouped, type SelectedNote } from "@review/corpus";
import type { ModelId } from "@review/db";
import { decidedBy } from "@review/db/guards";
import type { AcceptedEntry, LockEntry } from "@review/lock";
import { isAtLeast } from "../finding.ts";
import type { LeftEntry, LeftNames, NotesThere } from "../lock/left-entries.ts";
import { underFormerNames } from "../lock/of-versions.ts";
import type { AcceptedSource } from "./accepted-source.ts";
import { type AskedPair, judgesIn, type Unmet } from "./decide-pair.ts";
import { levelOf } from "./entry-level.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** What is accepted of a pair under another name, that of its note, of its gate, or both; `name` tells which. */
export interface MovedEntry extends LeftEntry {
  name: string;
}

/** What is accepted under names that are gone, or of notes with other texts now, of the texts that a note and its gates have now, by gate and its version. */
export type MovedEntries = ReadonlyMap<string, readonly MovedEntry[]>;

const versionKey = (gateId: string, gateVersion: string) => `${gateVersion} ${gateId}`;

/** Whether anything is accepted of a gate under names that are gone. */
export const isMoved = ({ id, sha }: Pick<Gate, "id" | "sha">, moved: MovedEntries): boolean =>
  moved.has(versionKey(id, sha));

/** Names that are told of one pair: of one text there may be thousands. */
const TOLD = 3;

/** The names that are there. */
interface NamesThere {
  notes: NotesThere;
  gateIds: ReadonlySet<string>;
}

/**
 * Reads what is accepted of the very texts of a note and its gates under other names: one of them was renamed. Which names these are is looked for
 * once, and what is accepted under other names of a note once for all notes that have its text. `locked` is what the lock has of the note.
 */
export function movedEntriesReader(
  source: AcceptedSource,
  there: NamesThere,
): (note: SelectedNote, locked: readonly LockEntry[]) => Promise<MovedEntries> {
  let reading: Promise<[LeftNames, GoneNames]> | undefined;
  const known = new WeakMap<SelectedNote["gates"], Map<string, MovedEntries>>();
  return async (note, locked) => {
    reading ??= Promise.all([
      source.leftNames(there.notes, new Set([...there.notes.values()].filter((sha) => sha !== undefined))),
      source.goneGates(there.gateIds),
    ]);
    const [notes, gates] = await reading;
    const names = notes.get(note.sha) ?? NONE;
    const former = formerGates(note, gates, { locked, gateIds: there.gateIds });
    // Of a gate that was renamed each note has entries of its own.
    if (former.length > 0) return readMoved(source, note, { names, former, gateIds: there.gateIds });
    if (names.size === 0) return new Map();
    // Notes to which the same gates apply share one array.
    const ofGates = known.get(note.gates) ?? new Map<string, MovedEntries>();
    known.set(note.gates, ofGates);
    const moved =
      ofGates.get(note.sha) ?? (await readMoved(source, note, { names, former, gateIds: there.gateIds }));
    ofGates.set(note.sha, moved);
    return moved;
  };
}

const NONE: ReadonlyMap<string, { isGone: boolean }> = new Map();

type GoneNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The gates of a note under names that are gone, each with its text of now. */
function formerGates(
  note: SelectedNote,
  gone: GoneNames,
  { locked, gateIds }: { locked: readonly LockEntry[]; gateIds: ReadonlySet<string> },
): Gate[] {
  const underFormer = underFormerNames(note, gateIds);
  const found = new Map<string, Gate>();
  for (const gate of note.gates) {
    for (const id of gone.get(gate.sha) ?? []) found.set(versionKey(id, gate.sha), { ...gate, id });
  }
  for (const entry of locked) {
    const [gate] = underFormer(entry);
    if (gate) found.set(versionKey(entry.gate, gate.sha), { ...gate, id: entry.gate });
  }
  return [...found.values()];
}

async function readMoved(
  source: AcceptedSource,
  note: SelectedNote,
  {
    names,
    former,
    gateIds,
  }: {
    names: ReadonlyMap<string, { isGone: boolean }>;
    former: readonly Gate[];
    gateIds: ReadonlySet<string>;
  },
): Promise<MovedEntries> {
  const others = [...names.keys()].sort().map((path) => ({ ...note, path, textAt: note.path }));
  const asked = [
    ...others.map((each) => ({ ...each, gates: [...note.gates, ...former] })),
    ...(former.length > 0 ? [{ ...note, gates: former }] : []),
  ];
  const accepted = await source.accepted(asked);
  const underFormer = underFormerNames(note, gateIds);
  const moved = new Map<string, MovedEntry[]>();
  const add = (key: string, entry: MovedEntry) => {
    const some = moved.get(key);
    if (some) some.push(entry);
    else moved.set(key, [entry]);
  };
  for (const [index, { path: notePath }] of asked.entries()) {
    const isOwn = notePath === note.path;
    // Of the note's own name it is the gate's that is gone.
    const { isGone } = names.get(notePath) ?? { isGone: true };
    for (const entry of accepted[index]?.entries ?? []) {
      if (entry.noteSha !== note.sha) continue;
      for (const gate of underFormer(entry)) {
        const name = isOwn ? entry.gate : `${notePath} × ${entry.gate}`;
        add(versionKey(gate.id, gate.sha), { notePath, entry, isGone, name });
      }
      // What counts under the name of now is no other one's.
      if (isOwn || !gateIds.has(entry.gate)) continue;
      add(versionKey(entry.gate, entry.gateVersion), { notePath, entry, isGone, name: notePath });
    }
  }
  return moved;
}

/**
 * Says of pairs what keeps them from holding, given what is accepted under other names: a pair fails while something stands against it there, also one that would be stale or
 * missing and so might wait, as long as its partition has decided nothing later under the name of now. Of others that are missing it says where they are accepted.
 * `against` is all that stands so, whoever is told of.
 */
export function movedJudge(
  policy: SettledPolicy,
  today: string,
): (pair: AskedPair, unmet: Unmet | undefined, moved: MovedEntries) => Judged {
  const known = new WeakMap<object, MovedOfGate>();
  const timeOf = decidedBy(today);
  return ({ gate, entries, takenBack }, unmet, moved) => {
    const all = moved.get(versionKey(gate.id, gate.sha));
    if (!all) return { unmet, against: [] };
    const ofGate = known.get(all) ?? ofPolicy(all, { policy, gate, today });
    known.set(all, ofGate);
    const own = [...entries, ...takenBack];
    const against = [...ofGate.bad].flatMap(([model, { gone, there }]) => {
      const last = own
        .filter((each) => each.model === model)
        .map(({ at }) => timeOf(at))
        .sort()
        .at(-1);
      const laterOf = (some: readonly MovedEntry[]) =>
        last === undefined ? some : some.slice(0, countLater(some, last, timeOf));
      const [ofGone, ofThere] = [laterOf(gone), laterOf(there)];
      const bad = ofGone.length > 0 ? ofGone : ofThere;
      return bad.length === 0 ? [] : [{ model: model as ModelId, bad }];
    });
    const standing = against.flatMap(({ bad: [first] }) => (first ? [first.entry] : []));
    if (unmet?.kind === "failing") return { unmet, against: standing };
    for (const { model, bad } of against) {
      const [first] = bad;
      if (!first) continue;
      const verdict = `a ${levelOf(first.entry, today).toUpperCase()} of ${model} stands as`;
      const names = bad.slice(0, TOLD).map(({ name }) => name);
      const told = toldAs(verdict, names.sort(), bad);
      return { unmet: { kind: "failing", modelId: model, ...told }, against: standing };
    }
    const { accepted } = ofGate;
    if (unmet?.kind !== "missing" || accepted.length === 0) return { unmet, against: [] };
    const names = [...new Set(accepted.map(({ name }) => name))];
    return { unmet: { ...unmet, ...toldAs("accepted as", names, accepted) }, against: [] };
  };
}

/** What keeps a pair from holding, given what stands against it under other names: of each partition one. */
interface Judged {
  unmet: Unmet | undefined;
  against: readonly AcceptedEntry[];
}

/** What of a gate a policy asks about. */
interface MovedOfGate {
  /** One entry of each name where anything is accepted: of those that are gone, or, if there are none, of the others. */
  accepted: readonly MovedEntry[];
  /** What keeps a pair from holding, by partition: under names that are gone, the latest first, and of notes that are there. */
  bad: ReadonlyMap<string, { gone: readonly MovedEntry[]; there: readonly MovedEntry[] }>;
}

function ofPolicy(
  all: readonly MovedEntry[],
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
  const parted = (some: readonly MovedEntry[]) => ({
    gone: some.filter(({ isGone }) => isGone),
    there: some.filter(({ isGone }) => !isGone),
  });
  const { gone, there } = parted([...new Map(judging.map((each) => [each.name, each])).values()]);
  return {
    accepted: gone.length > 0 ? gone : there,
    bad: new Map([...grouped(bad, ({ entry }) => entry.model)].map(([model, some]) => [model, parted(some)])),
  };
}

/** How many of them, the latest first, are later than a time. */
function countLater(bad: readonly MovedEntry[], than: string, timeOf: (at: string) => string): number {
  let [low, high] = [0, bad.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (timeOf(bad[middle]?.entry.at ?? "") > than) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Some of the names, how many more there are, and what carries over what is accepted under them. */
function toldAs(
  what: string,
  names: readonly string[],
  all: readonly MovedEntry[],
): Pick<Unmet, "movedFrom" | "isNameThere" | "reason"> {
  const movedFrom = names.slice(0, TOLD);
  const more = all.length > movedFrom.length ? ` and ${all.length - movedFrom.length} more` : "";
  const told = `${what} ${movedFrom.join(", ")}${more}`;
  if (all.some(({ isGone }) => isGone)) {
    const gone = all.length === 1 ? "a name that is gone" : "names that are gone";
    return { movedFrom, reason: `${told}, ${gone}: \`review-nested ack --moved --all\`` };
  }
  const there = all.length === 1 ? "which has another text now" : "which have other texts now";
  return { movedFrom, isNameThere: true, reason: `${told}, ${there}: \`review-nested ack --moved OLD NEW\`` };
}
