import {
  type Corpus,
  type Gate,
  grouped,
  listGateIds,
  parseWhere,
  resolveNotes,
  type SelectedNote,
  selectNotes,
  type UnknownScope,
} from "@review/corpus";
import { dayOf } from "@review/db/guards";
import {
  type AcceptedEntry,
  isAccepted,
  type LockEntry,
  lockFilePath,
  type WithdrawnEntry,
} from "@review/lock";
import { type GateQuestion, selectGates } from "../gates/select-gates.ts";
import { notesThere } from "../lock/left-entries.ts";
import { explainNoPair } from "../pairs/explain-no-pair.ts";
import type { QuarantineBase } from "../quarantine/quarantine-base.ts";
import { judgeGates } from "../quarantine/standing-quarantines.ts";
import type { AcceptedOfNote, AcceptedSource } from "./accepted-source.ts";
import { useAllowances } from "./allowances.ts";
import { type ChangedOf, changedPairs } from "./changed-pairs.ts";
import {
  type AskedPair,
  decidePair,
  explainMissing,
  judgesIn,
  type PastVersion,
  type Unmet,
} from "./decide-pair.ts";
import { settledOfPair } from "./entry-level.ts";
import { isMoved, type MovedEntries, movedEntriesReader, movedJudge } from "./moved-names.ts";
import { findOrphanFiles, type Orphans } from "./orphans.ts";
import { unmetByUnread } from "./unread-entries.ts";
import { excusingQuarantines } from "./use-quarantines.ts";
import type { Verification, VerifiedPair } from "./verification.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** Which pairs are to hold, by which policy. */
export interface VerifyQuestion extends GateQuestion {
  /** Notes, folders and globs. */
  note?: readonly string[] | undefined;
  where?: readonly string[] | undefined;
  cwd: string;
  /** Says which files changed: pairs of which none did are left out. Not given: all pairs. */
  changedOf?: ChangedOf | undefined;
  /** What a commit says of gates, if the tree must not loosen that. */
  base?: QuarantineBase | undefined;
  policy: SettledPolicy;
  now: Date;
  /** Whether the pairs are to have what is accepted of them, for a report: else that is let go of as soon as it is looked at. */
  withEntries?: boolean | undefined;
}

/** Notes looked at together, so that no large ledger has to fit into memory. */
const NOTES_AT_A_TIME = 200;

/**
 * Looks whether the pairs that are asked about hold by a policy: those of all gates if none is named. Throws what selecting notes and
 * gates and reading the source throw.
 */
export async function verify(
  corpus: Corpus,
  source: AcceptedSource,
  question: VerifyQuestion,
): Promise<Verification> {
  const { policy, now, cwd, gates: named = [], note, where = [], changedOf, base } = question;
  const gates = await selectGates(corpus, {
    gates: named,
    allGates: question.allGates || named.length === 0,
  });
  const among = note && (await resolveNotes(corpus, note, { cwd }));
  const conditions = where.map(parseWhere);
  const selection = await selectNotes(corpus, {
    ...{ gates, where: conditions },
    ...(among && { notePaths: among.paths, passedOver: among }),
  });
  const { notes, unknown, problems, skipped } = selection;
  const isAsked = await changedPairs(corpus, [...notes, ...unknown], changedOf);
  const today = dayOf(now.toISOString());
  const isWhole = named.length === 0 && !note && where.length === 0 && !changedOf;
  const there = notesThere([...unknown, ...notes], problems);
  const orphans: Orphans = { files: isWhole ? await findOrphanFiles(corpus, there) : [], entries: [] };
  const known = new Set(gates.map(({ id }) => id));
  const { decisions, problems: unread } = await source.quarantines();
  const quarantines = await judgeGates(corpus, gates, decisions, {
    ...{ minFixtures: policy.minFixtures, base },
  });
  const reading = {
    ...{ corpus, policy },
    excusing: excusingQuarantines(quarantines, { policy, today }),
    today,
    withMoved: movedJudge(policy, today),
    withEntries: question.withEntries ?? false,
  };
  const pairs = unknownPairs(unknown, isAsked, reading);
  const gateIds = new Set(await listGateIds(corpus));
  const readMoved = movedEntriesReader(source, { notes: there, gateIds });
  for (let start = 0; start < notes.length; start += NOTES_AT_A_TIME) {
    const some = notes.slice(start, start + NOTES_AT_A_TIME);
    const accepted = await source.accepted(some);
    for (const [index, each] of some.entries()) {
      const asked = each.gates.filter((gate) => isAsked(each.path, gate));
      const found = accepted[index] ?? NOTHING;
      pairs.push(
        ...(await verifyNote(each, asked, found, { ...reading, moved: await readMoved(each, found.locked) })),
      );
      const gone = isWhole ? found.locked.filter(({ gate }) => !known.has(gate)) : [];
      const gateIds = [...new Set(gone.map(({ gate }) => gate))].sort();
      if (gateIds.length > 0) orphans.entries.push({ path: lockFilePath(corpus, each.path), gateIds });
    }
  }
  if (unknown.length > 0) pairs.sort(byName);
  return {
    policy,
    today,
    ...useAllowances(pairs, policy.acceptStale, { today, isWhole }),
    whyNoPair: explainNoPair(selection, where),
    unreadable: problems.filter(({ code }) => code !== "front-matter-broken"),
    skipped,
    orphans,
    refused: [...new Set([...source.refused, ...unread, ...(base?.problems ?? [])])],
  };
}

/** What all pairs are looked at with. */
interface Reading {
  corpus: Corpus;
  policy: SettledPolicy;
  /** Answers which quarantine lets a pair pass that does not hold. */
  excusing: ReturnType<typeof excusingQuarantines>;
  today: string;
  withMoved: ReturnType<typeof movedJudge>;
  withEntries: boolean;
}

const NONE: readonly AcceptedEntry[] = [];
const NOTHING: AcceptedOfNote = { entries: [], takenBack: [], locked: [], unread: [], past: async () => [] };

async function verifyNote(
  { path, sha }: SelectedNote,
  gates: readonly Gate[],
  accepted: AcceptedOfNote,
  reading: Reading & { moved: MovedEntries },
): Promise<VerifiedPair[]> {
  const { policy, excusing, today, moved, withMoved, withEntries } = reading;
  const { locked, unread, past, all } = accepted;
  const known = byGate(accepted);
  let whole: Promise<AcceptedByGate> | undefined;
  const readWhole = async () => {
    whole ??= all ? all().then(byGate) : Promise.resolve(known);
    return whole;
  };
  let pastOfGates: Promise<Map<string, PastVersion[]>> | undefined;
  const versions = new Map(gates.map((gate) => [gate.id, gate.sha]));
  // What the lock has of the versions of now and does not count was not accepted.
  const isPast = (entry: LockEntry) =>
    !isAccepted(entry) || entry.noteSha !== sha || versions.get(entry.gate) !== entry.gateVersion;
  const readPast = async () => grouped([...(await past()), ...locked.filter(isPast).map(toPast)], gateOf);
  const before = async ({ id }: Gate) => {
    pastOfGates ??= readPast();
    return (await pastOfGates).get(id) ?? [];
  };
  const pairs: VerifiedPair[] = [];
  for (const gate of gates) {
    let pair = askedPair(gate, sha, known);
    let decided = decidePair(pair, policy, today);
    // Under which others it is accepted, and when, is told as a whole.
    if (all && (decided?.kind === "missing" || pair.takenBack.length > 0 || isMoved(gate, moved))) {
      pair = askedPair(gate, sha, await readWhole());
      decided = decidePair(pair, policy, today);
    }
    const told =
      decided?.kind === "missing" ? explainMissing(pair, decided, await before(gate), policy) : decided;
    const { unmet: found, against } = withMoved(pair, told, moved);
    const byUnread =
      found?.kind === "failing" ? undefined : unmetByUnread({ notePath: path, pair }, unread, reading);
    const unmet = byUnread ?? found;
    const quarantine = unmet && excusing({ ...pair, entries: [...pair.entries, ...against] }, unmet);
    const why = { ...(unmet && { unmet }), ...(quarantine && { quarantine }) };
    const current = pair.entries;
    const judging = current.filter((entry) => judgesIn(policy, gate, entry));
    const settled = unmet ? undefined : settledOfPair(judging, today);
    pairs.push({
      notePath: path,
      gate,
      entries: withEntries ? current : NONE,
      ...why,
      ...(settled && { settled }),
    });
  }
  return pairs;
}

/** What is known of a note, once for all its gates: there may be as many of these as entries. */
interface AcceptedByGate {
  accepted: ReadonlyMap<string, readonly AcceptedEntry[]>;
  reopened: ReadonlyMap<string, readonly WithdrawnEntry[]>;
}

const byGate = ({ entries, takenBack }: Pick<AcceptedOfNote, "entries" | "takenBack">): AcceptedByGate => ({
  accepted: grouped(entries, gateOf),
  reopened: grouped(takenBack, gateOf),
});

function askedPair(gate: Gate, noteSha: string, { accepted, reopened }: AcceptedByGate): AskedPair {
  const isOfNow = (entry: LockEntry) => entry.gateVersion === gate.sha && entry.noteSha === noteSha;
  return {
    ...{ noteSha, gate, entries: (accepted.get(gate.id) ?? []).filter(isOfNow) },
    takenBack: (reopened.get(gate.id) ?? []).filter(isOfNow),
  };
}

const gateOf = ({ gate }: { gate: string }) => gate;

const toPast = (entry: LockEntry): PastVersion =>
  isAccepted(entry) ? entry : { ...entry, takenBackFor: entry.remark };

function unknownPairs(
  unknown: readonly UnknownScope[],
  isAsked: (notePath: string, gate: Gate) => boolean,
  reading: Reading,
): VerifiedPair[] {
  return unknown.flatMap(({ path, sha, gates, problem }) =>
    gates
      .filter((gate) => isAsked(path, gate))
      .map((gate) => {
        const unmet: Unmet = { kind: "unknown-scope", reason: `its front matter cannot be read: ${problem}` };
        const pair = { noteSha: sha, gate, entries: [], takenBack: [] };
        const quarantine = reading.excusing(pair, unmet);
        return { notePath: path, gate, entries: [], unmet, ...(quarantine && { quarantine }) };
      }),
  );
}

function byName(a: VerifiedPair, b: VerifiedPair): number {
  if (a.notePath !== b.notePath) return a.notePath < b.notePath ? -1 : 1;
  return a.gate.id < b.gate.id ? -1 : 1;
}
