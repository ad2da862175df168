import {
  type Corpus,
  type Gate,
  grouped,
  listGates,
  readFrontMatter,
  readNotes,
  selectNotes,
} from "@review/corpus";
import {
  attestationState,
  type Ledger,
  listNewestVersions,
  type ModelId,
  type NewestVersion,
} from "@review/db";
import { decidedBy, isDecidedAfter } from "@review/db/guards";
import type { AttestedEntry } from "@review/lifecycle";
import { type AcceptedEntry, isAccepted, listLockedNotes } from "@review/lock";
import { toAttestedEntry } from "./attested-entry.ts";
import { lockedReader } from "./locked-reader.ts";

/** Finds texts that files of the tree had before, by sha, as far as it can. */
export type FindEarlierTexts = (
  wanted: readonly { path: string; sha: string }[],
) => Promise<ReadonlyMap<string, string>>;

/** Of which notes, all or those named, entries are looked for. */
export interface AskedEarlierEntries {
  notePaths?: readonly string[] | undefined;
  /** Also of notes that are gone, which may have been renamed and edited. Default false. */
  withGone?: boolean | undefined;
  findTexts: FindEarlierTexts;
}

/** An entry of a note and a gate in versions that they do not have now. */
interface EarlierEntry {
  notePath: string;
  /** Empty of a note that is gone. */
  noteSha: string;
  gate: Gate;
  entry: AcceptedEntry;
}

/**
 * What a lock says of earlier versions of pairs, as a ledger takes it in that knows nothing of them, or nothing so late: somebody accepted them, and
 * note or gate changed before. Of each pair and partition the latest; of all notes, or of those named. Throws LockPlaceError, LockUnusableError.
 */
export async function viewEarlierEntries(
  corpus: Corpus,
  ledger: Ledger,
  { findTexts, ...asked }: AskedEarlierEntries,
): Promise<AttestedEntry[]> {
  const earlier = await unknownEntries(ledger, await listEarlier(corpus, asked));
  if (earlier.length === 0) return [];
  const texts = new Map(await findTexts(earlier.flatMap(changedTexts)));
  const asNow = earlier.filter(({ entry, noteSha }) => entry.noteSha === noteSha);
  const { notes } = await readNotes(corpus, [...new Set(asNow.map(({ notePath }) => notePath))]);
  for (const { sha, text } of notes) texts.set(sha, text);
  const found: AttestedEntry[] = [];
  for (const { notePath, gate: now, entry } of earlier) {
    const text = texts.get(entry.noteSha);
    const gate = await inVersion(now, entry.gateVersion, texts);
    if (text !== undefined && gate) {
      found.push(toAttestedEntry(entry, { notePath, note: { sha: entry.noteSha, text }, gate }));
    }
  }
  return found;
}

async function listEarlier(
  corpus: Corpus,
  { notePaths: named, withGone = false }: Omit<AskedEarlierEntries, "findTexts">,
): Promise<EarlierEntry[]> {
  const read = lockedReader(corpus);
  const accepted = new Map(
    (named ?? listLockedNotes(corpus).notePaths).map((path) => [path, read(path).entries.filter(isAccepted)]),
  );
  const notePaths = [...accepted].flatMap(([path, entries]) => (entries.length > 0 ? [path] : []));
  if (notePaths.length === 0) return [];
  const { gates } = await listGates(corpus);
  const { notes, problems } = await selectNotes(corpus, { gates, notePaths });
  const missing = problems.flatMap(({ code, path }) => (code === "note-not-found" && withGone ? path : []));
  // Which gates applied to them nobody can say.
  const gone = missing.map((path) => ({ path, sha: "", gates }));
  const timeOf = decidedBy(new Date().toISOString());
  return [...notes, ...gone].flatMap(({ path: notePath, sha: noteSha, gates: applying }) => {
    const byId = new Map(applying.map((gate) => [gate.id, gate]));
    const ofPairs = grouped(accepted.get(notePath) ?? [], ({ gate, model }) => JSON.stringify([gate, model]));
    return [...ofPairs.values()].flatMap((entries) => {
      const [entry] = entries.toSorted((a, b) => (timeOf(a.at) < timeOf(b.at) ? 1 : -1));
      const gate = entry && byId.get(entry.gate);
      const isNow = entry?.noteSha === noteSha && entry.gateVersion === gate?.sha;
      return gate && !isNow ? [{ notePath, noteSha, gate, entry }] : [];
    });
  });
}

/** Those of pairs of which nothing is known under their partition; or of another text, and that is earlier. */
async function unknownEntries(ledger: Ledger, earlier: readonly EarlierEntry[]): Promise<EarlierEntry[]> {
  const unknown: EarlierEntry[] = [];
  for (const [model, some] of grouped(earlier, ({ entry }) => entry.model)) {
    const modelId = model as ModelId;
    const listed = await listNewestVersions(ledger, modelId, some);
    const newest = some.map(({ gate }, index) => listed[index]?.find(({ gateId }) => gateId === gate.id));
    const known = some.flatMap(({ notePath }, index) => {
      const version = newest[index];
      return version ? [{ notePath, modelId, ...versionOf(version) }] : [];
    });
    const { decided, askedAt } = await attestationState(ledger, { pairs: known, keys: [] });
    const lastOf = new Map(
      known.map(({ notePath, gateId }, index) => [key(notePath, gateId), decided[index]]),
    );
    unknown.push(
      ...some.filter(({ notePath, noteSha, gate, entry }, index) => {
        const version = newest[index];
        const last = lastOf.get(key(notePath, gate.id));
        if (!version || !last) return true;
        return version.acceptedNoteSha !== noteSha && isDecidedAfter(entry.at, last.at, askedAt);
      }),
    );
  }
  return unknown;
}

const versionOf = ({ gateId, acceptedNoteSha, acceptedGateSha }: NewestVersion) => ({
  ...{ gateId, noteSha: acceptedNoteSha, gateSha: acceptedGateSha },
});

const key = (notePath: string, gateId: string) => JSON.stringify([notePath, gateId]);

const changedTexts = ({ notePath, noteSha, gate, entry }: EarlierEntry) => [
  ...(entry.noteSha === noteSha ? [] : [{ path: notePath, sha: entry.noteSha }]),
  ...(entry.gateVersion === gate.sha ? [] : [{ path: gate.path, sha: entry.gateVersion }]),
];

/** A gate as it was with a sha; undefined where that text is not known. */
async function inVersion(
  gate: Gate,
  sha: string,
  texts: ReadonlyMap<string, string>,
): Promise<Gate | undefined> {
  if (gate.sha === sha) return gate;
  const text = texts.get(sha);
  if (text === undefined) return undefined;
  const { data } = await readFrontMatter(text);
  return { ...gate, sha, text, evidence: data.evidence === "none" ? data.evidence : undefined };
}
