import { type Corpus, grouped, type SelectedNote } from "@review/corpus";
import {
  ACCEPTABLE_DECISIONS,
  ACCEPTANCE_KINDS,
  type AcceptableDecision,
  type AcceptedFilter,
  type AcceptedVersion,
  type Ledger,
  listAccepted,
  listSamples,
  type NoteWithGates,
  type Sample,
} from "@review/db";
import { decidedBy } from "@review/db/guards";
import { attestationOf, attestedRemarks, CHECKS_PARTITION, findPartition } from "@review/lifecycle";
import {
  type AcceptedEntry,
  EVIDENCE_GRADES,
  type EvidenceGrade,
  identityOf,
  LONGEST_REMARK,
  type LockEntry,
  type LockedFinding,
  type WithdrawnEntry,
} from "@review/lock";
import type { Finding } from "../finding.ts";
import { viewSample } from "../sample-figures.ts";
import { verdictReader } from "../verdict-reader.ts";
import { tellingQuotes, type WordsOf } from "./telling-quotes.ts";

/** What a ledger has accepted of some notes in their versions of now. */
export interface AcceptedEntries {
  entries(notePath: string): readonly LockEntry[];
  /** When anything was last decided about what an entry could name, by `identityOf`; also that it was taken back. */
  known(notePath: string): ReadonlyMap<string, string>;
  /** Pairs without a decision. */
  undecided: number;
}

/** Makes the entries of some notes, or of what a filter tells of them. */
export async function readAccepted(
  corpus: Corpus,
  ledger: Ledger,
  notes: readonly SelectedNote[],
  filter: AcceptedFilter = {},
): Promise<AcceptedEntries> {
  const accepted = await listAccepted(ledger, notes.map(versionsAsker()), filter);
  const standing = accepted.filter(({ acceptanceKind }) => acceptanceKind !== "withdrawn");
  const samples = await listSamples(
    ledger,
    standing.map(({ acceptanceId }) => acceptanceId),
  );
  const readers: Readers = {
    sampleOf: ({ acceptanceId }) => samples.get(acceptanceId),
    read: await verdictReader(corpus, ledger, standing),
    tellingOf: tellingQuotes(corpus),
  };
  const entries = new Map<string, LockEntry[]>();
  const known = new Map<string, Map<string, string>>();
  let undecided = 0;
  for (const [notePath, versions] of grouped(accepted, (version) => version.notePath)) {
    const made = await entriesOf(notePath, versions, readers);
    entries.set(notePath, made);
    undecided += versions.length - made.length;
    known.set(notePath, new Map(versions.map((version) => [identityOf(namesOf(version)), knownAt(version)])));
  }
  const none = new Map<string, string>();
  return {
    entries: (notePath) => entries.get(notePath) ?? [],
    known: (notePath) => known.get(notePath) ?? none,
    undecided,
  };
}

/** Notes to which the same gates apply share their versions, too. */
export function versionsAsker(): (note: Pick<SelectedNote, "path" | "sha" | "gates">) => NoteWithGates {
  const known = new Map<SelectedNote["gates"], NoteWithGates["gates"]>();
  return ({ path, sha, gates }) => {
    const versions = known.get(gates) ?? gates.map((gate) => ({ gateId: gate.id, gateSha: gate.sha }));
    known.set(gates, versions);
    return { notePath: path, noteSha: sha, gates: versions };
  };
}

const namesOf = ({ gateId, acceptedGateSha, acceptedNoteSha, modelId }: AcceptedVersion) => ({
  gate: gateId,
  gateVersion: acceptedGateSha,
  noteSha: acceptedNoteSha,
  model: modelId,
});

/** The entry of what was taken back; undefined if it stands. */
function withdrawalOf(version: AcceptedVersion): WithdrawnEntry | undefined {
  const { acceptanceKind, acceptedAt: at, remark = "" } = version;
  return acceptanceKind === "withdrawn"
    ? { ...namesOf(version), kind: acceptanceKind, at, remark }
    : undefined;
}

interface Readers {
  sampleOf: (version: AcceptedVersion) => Sample | undefined;
  read: Awaited<ReturnType<typeof verdictReader>>;
  tellingOf: ReturnType<typeof tellingQuotes>;
}

/** The entries of one note; of what was accepted without a decision there is none. */
async function entriesOf(
  notePath: string,
  versions: readonly AcceptedVersion[],
  { read, tellingOf, sampleOf }: Readers,
): Promise<LockEntry[]> {
  const told: { version: AcceptedVersion; modelId: string; isCarried: boolean; found: readonly Finding[] }[] =
    [];
  for (const version of versions) {
    const { modelId, acceptanceKind } = version;
    const found = acceptanceKind === "withdrawn" ? [] : (await read(version)).found;
    told.push({ version, modelId, isCarried: isCarried(version), found });
  }
  const wordsOf = await tellingOf(notePath, told);
  return told.flatMap(
    ({ version, found }) =>
      withdrawalOf(version) ?? entryOf(version, found, { wordsOf, sample: sampleOf(version) }) ?? [],
  );
}

/** The entry of what was accepted; undefined if it has no decision. */
function entryOf(
  version: AcceptedVersion,
  found: readonly Finding[],
  { wordsOf, sample }: { wordsOf: WordsOf; sample: Sample | undefined },
): AcceptedEntry | undefined {
  const { evidence, modelId, requestedModelId: requested } = version;
  const decision = ACCEPTABLE_DECISIONS.find((each) => each === evidence?.decision);
  if (!evidence || decision === undefined) return undefined;
  const isAskedOtherwise =
    requested !== undefined && requested !== modelId && findPartition(requested) === requested;
  // A remark of an override here stands before what was taken in.
  const before = evidence.overrideRemark === undefined ? 0 : 1;
  const remarks = attestedRemarks(reviewOf(version));
  return {
    ...namesOf(version),
    ...(isAskedOtherwise && { requested }),
    decision,
    evidence: gradeOf(version),
    kind: kindOf(version),
    at: timeOf(version),
    ...remarkIn(version),
    ...sampleIn(version, sample),
    findings: found.map((finding, index) =>
      toLocked(finding, decision, {
        wordsOf: (text) => wordsOf({ modelId, isCarried: isCarried(version) }, text),
        isRemark: remarks.has(index - before),
      }),
    ),
  };
}

/** What is taken in from the lock is there again as it was. */
const reviewOf = ({ attested }: AcceptedVersion) =>
  ({ reviewKind: attested === undefined ? "full-review" : "attested", evidence: attested }) as const;

function gradeOf(version: AcceptedVersion): EvidenceGrade {
  if (version.modelId === CHECKS_PARTITION) return "checks";
  const attested = attestationOf(reviewOf(version))?.evidence;
  const known = EVIDENCE_GRADES.find((grade) => grade === attested);
  return known ?? (version.isObserved ? "observed" : "declared");
}

/** Of an acceptance that was taken in what the lock said of it; of a later one that rests on the same review its own. */
const attestationOfEvent = (version: AcceptedVersion) =>
  version.acceptanceKind === "attested" ? attestationOf(reviewOf(version)) : undefined;

const timeOf = (version: AcceptedVersion): string => attestationOfEvent(version)?.at ?? version.acceptedAt;

/** Why a person decided: for what is accepted, or, where nothing was said with that, for the override that stands. What is taken in from the lock is there again. */
function remarkIn(version: AcceptedVersion): Pick<AcceptedEntry, "remark"> {
  const told = attestationOfEvent(version);
  if (told) return told.remark === undefined ? {} : { remark: told.remark };
  const before = attestationOf(reviewOf(version));
  const overridden = before?.kind === "manual-override" ? before.remark : undefined;
  const said = oneLine(version.remark ?? version.evidence?.overrideRemark ?? overridden ?? "");
  return said === "" ? {} : { remark: said };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST_REMARK ? `${line.slice(0, LONGEST_REMARK - 1).toWellFormed()}…` : line;
}

/** What is taken in from the lock is there again. */
function sampleIn(version: AcceptedVersion, sample: Sample | undefined): Pick<AcceptedEntry, "sample"> {
  const told = sample ? viewSample(sample) : attestationOfEvent(version)?.sample;
  return told ? { sample: told } : {};
}

/** When something was decided, as far as that has to do with what else was: not later than it was taken in, and what was to come then before all else. */
function knownAt(version: AcceptedVersion): string {
  const at = decidedBy(version.acceptedAt)(timeOf(version));
  const isBefore = at < version.acceptedAt;
  return isBefore ? at : version.acceptedAt;
}

function kindOf(version: AcceptedVersion): AcceptedEntry["kind"] {
  const told = attestationOfEvent(version)?.kind ?? version.acceptanceKind;
  return ACCEPTED_KINDS.find((kind) => kind === told) ?? "attested";
}

/** Whether it stands for this text by something else than a review of it. */
const isCarried = (version: AcceptedVersion): boolean => kindOf(version) !== "full-review";

const ACCEPTED_KINDS = ACCEPTANCE_KINDS.filter((kind) => kind !== "withdrawn");

/** At most as bad as the decision: what a person has made milder is so for everybody. */
function toLocked(
  { key, severity, message, quotes, waived, disputed }: Finding,
  decision: AcceptableDecision,
  { wordsOf, isRemark }: { wordsOf: (text: string) => string | undefined; isRemark: boolean },
): LockedFinding {
  const [quote] = quotes.flatMap(({ text }) => wordsOf(text) ?? []);
  return {
    ...(key !== undefined && !isRemark && { key }),
    ...{ severity: decision === "warn" ? decision : severity, message },
    ...(quote !== undefined && { quote }),
    ...(waived && { waived }),
    ...(disputed && { disputed: { model: disputed.modelId, reason: disputed.reason, at: disputed.at } }),
  };
}
