import type { Corpus, SelectedNote } from "@review/corpus";
import { ACCEPTABLE_DECISIONS, type AcceptedVersion, type Ledger, listAccepted } from "@review/db";
import { CHECKS_PARTITION, decidedWaivers } from "@review/lifecycle";
import { identityOf, type LockEntry, type LockedFinding } from "@review/lock";
import type { Finding } from "../finding.ts";
import { verdictReader } from "../pairs/verdict-reader.ts";

/** What a ledger has accepted of some notes in their versions of now. */
export interface AcceptedEntries {
  entries(notePath: string): readonly LockEntry[];
  /** When anything was last decided about what an entry could name, by `identityOf`; also that it was taken back. */
  known(notePath: string): ReadonlyMap<string, string>;
  /** Pairs without a decision. */
  undecided: number;
}

/** Makes the entries of some notes. */
export async function readAccepted(
  corpus: Corpus,
  ledger: Ledger,
  notes: readonly SelectedNote[],
): Promise<AcceptedEntries> {
  const gatesOf = new Map(
    notes.map(({ path, gates }) => [path, new Map(gates.map(({ id, sha }) => [id, sha]))]),
  );
  const versions = notes.map(({ path, sha }) => ({ notePath: path, noteSha: sha }));
  const accepted = (await listAccepted(ledger, versions)).filter(
    ({ notePath, gateId, acceptedGateSha }) => gatesOf.get(notePath)?.get(gateId) === acceptedGateSha,
  );
  const standing = accepted.filter(({ acceptanceKind }) => acceptanceKind !== "withdrawn");
  // Also those whose last day has passed: what stands in a lock must not depend on the day it is written.
  const read = await verdictReader(corpus, ledger, standing, { waiversOf: decidedWaivers });
  const entries = new Map<string, LockEntry[]>();
  const known = new Map<string, Map<string, string>>();
  let undecided = 0;
  for (const version of accepted) {
    const entry = await entryOf(version, read);
    const { notePath } = version;
    if (entry === undefined) undecided += 1;
    else if (entry !== "withdrawn") entries.set(notePath, [...(entries.get(notePath) ?? []), entry]);
    const times = known.get(notePath) ?? new Map<string, string>();
    known.set(notePath, times.set(identityOf(namesOf(version)), version.acceptedAt));
  }
  const none = new Map<string, string>();
  return {
    entries: (notePath) => entries.get(notePath) ?? [],
    known: (notePath) => known.get(notePath) ?? none,
    undecided,
  };
}

const namesOf = ({ gateId, acceptedGateSha, acceptedNoteSha, modelId }: AcceptedVersion) => ({
  gate: gateId,
  gateVersion: acceptedGateSha,
  noteSha: acceptedNoteSha,
  model: modelId,
});

/** The entry of what was accepted; undefined if it has no decision. */
async function entryOf(
  version: AcceptedVersion,
  read: Awaited<ReturnType<typeof verdictReader>>,
): Promise<LockEntry | "withdrawn" | undefined> {
  const { acceptanceKind: kind, acceptedAt: at, evidence, modelId } = version;
  if (kind === "withdrawn") return kind;
  const decision = ACCEPTABLE_DECISIONS.find((each) => each === evidence?.decision);
  if (!evidence || decision === undefined) return undefined;
  const { found } = await read(version);
  const grade = modelId === CHECKS_PARTITION ? "checks" : version.isObserved ? "observed" : "declared";
  return { ...namesOf(version), decision, evidence: grade, kind, at, findings: found.map(toLocked) };
}

function toLocked({ key, severity, message, quotes: [quote], waived }: Finding): LockedFinding {
  return {
    ...(key !== undefined && { key }),
    ...{ severity, message },
    ...(quote && { quote: quote.text }),
    ...(waived && { waived }),
  };
}
