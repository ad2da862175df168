import {
  type AcceptanceEventId,
  type AttestationState,
  attestationState,
  type Ledger,
  type ModelId,
  type PairVersion,
  type WaiverId,
} from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { attest as takeIn } from "@review/db/transitions";
import { decideAttest, decideTakenBack, type LastOf, versionOf } from "./deciders/attest.ts";
import { requireSameHolders, untilKeysHold } from "./key-holders.ts";
import {
  type AttestedEntry,
  type AttestedFinding,
  checkEntries,
  isTakenBack,
  type RefusedEntry,
  type TakenBackEntry,
} from "./lock/attested-entry.ts";
import { carriedBy, decideCarried } from "./lock/carried-decisions.ts";
import { takenBackProblem } from "./lock/entry-problem.ts";
import { agreedDecisions, type PairsThere, type RekeyedEntry } from "./lock/foreign-keys.ts";
import { keyHolders, prove } from "./lock/refused-entries.ts";
import { saysMore } from "./lock/says-more.ts";

/** What became of some entries of the lock. */
export interface AttestResult {
  /** The acceptance events that were appended, one for each entry taken in. */
  attested: AcceptanceEventId[];
  /** The decisions about findings that came with entries. */
  waived: WaiverId[];
  /** What cannot be taken in, and why. */
  refused: RefusedEntry[];
  /** What has the key of another pair's finding, and counts by one of its own. */
  rekeyed: RekeyedEntry[];
  /** How many entries were left alone: nothing more is said by them than is decided here, or another of them says it. */
  known: number;
}

/**
 * Takes in what the lock says that others decided, in one transaction: of each pair about which nothing was ever decided in just
 * these versions under its partition, or what came from the lock, too, and earlier, a review and its acceptance of the kind `attested`; that
 * what was accepted is taken back; and what is decided about findings, as far as it is later than what was decided here. Called
 * again it changes nothing, and what was reviewed or overridden here stays so. Of a pair in one version that is taken back in one entry
 * no other counts. One entry that cannot be proven does not keep the others back, and nothing that it decides counts; nor does what one decides about the finding of
 * another pair that is `there` (if that is not given, no other one is): its own gets another key. Writes nothing where nothing is new.
 * Throws InvalidInputError for a sha that is not its text's.
 */
export async function attest(
  ledger: Ledger,
  entries: readonly (AttestedEntry | TakenBackEntry)[],
  there: PairsThere = nothingThere,
): Promise<AttestResult> {
  checkFields({ entries, there }, "attest", ASKED);
  return untilKeysHold(() => examineAndTakeIn(ledger, entries, there));
}

async function examineAndTakeIn(
  ledger: Ledger,
  entries: readonly (AttestedEntry | TakenBackEntry)[],
  there: PairsThere,
): Promise<AttestResult> {
  const { proven, takenBack, refused, rekeyed, carried, known, isNothingNew } = await examine(
    ledger,
    entries,
    there,
  );
  const left = entries.length - refused.length;
  if (isNothingNew) return { attested: [], waived: [], refused, rekeyed, known: left };
  const asked = [...takenBack, ...proven.map(({ entry }) => entry)];
  const taken = await takeIn(
    ledger,
    {
      ...{ pairs: asked.map(pairOf), keys: [...carried.keys()] },
      claimed: known.keys,
    },
    {
      runs: (decided, now, holders) => {
        requireSameHolders(known.holders, holders);
        return decideAttest(lastReader(asked, decided), proven, now);
      },
      withdrawals: (decided, now) => decideTakenBack(lastReader(asked, decided), takenBack, now),
      waivers: (states, now) => decideCarried(states, now, carried),
    },
  );
  return {
    attested: taken.acceptances,
    waived: taken.waivers,
    refused,
    rekeyed,
    known: left - taken.acceptances.length,
  };
}

/** What `attest` would find: what it would refuse, and whether it would record anything. Throws as it does, and writes nothing. */
export async function foreseeAttest(
  ledger: Ledger,
  entries: readonly (AttestedEntry | TakenBackEntry)[],
  there: PairsThere = nothingThere,
): Promise<Pick<AttestResult, "refused" | "rekeyed"> & { isNothingNew: boolean }> {
  checkFields({ entries, there }, "foreseeAttest", ASKED);
  const { refused, rekeyed, isNothingNew } = await examine(ledger, entries, there);
  return { refused, rekeyed, isNothingNew };
}

const ASKED = { entries: "list", there: "function" } as const;
const nothingThere: PairsThere = async (pairs) => pairs.map(() => undefined);

async function examine(
  ledger: Ledger,
  entries: readonly (AttestedEntry | TakenBackEntry)[],
  there: PairsThere,
) {
  checkEntries(entries);
  const accepted = entries.filter((entry): entry is AttestedEntry => !isTakenBack(entry));
  const keys = [...carriedBy(findingsOf(accepted)).keys()];
  const state = await attestationState(ledger, { pairs: entries.map(pairOf), keys });
  const lastOf = lastReader(entries, state.decided);
  const { takenBack, refused: malformed } = proveTakenBack(entries.filter(isTakenBack));
  const withdrawn = new Set(takenBack.map(versionOf));
  const isNews = (entry: AttestedEntry) =>
    !withdrawn.has(versionOf(entry)) && saysMore(entry, lastOf(entry), state.askedAt);
  const open = accepted.filter((entry) => isNews(entry) || entry.findings.some(isDecidedAbout));
  const holders = keyHolders(ledger, open, there);
  const keysNow = [...new Set(holders.claimed.map(({ key }) => key))];
  const known = { keys: keysNow, holders: await holders.known(keysNow) };
  const { proven, refused, rekeyed } = await prove(open, holders);
  const carried = await agreedDecisions(
    proven.map(({ entry }) => entry),
    holders,
  );
  const news = proven.filter(({ entry }) => isNews(entry));
  const isNothingNew =
    news.length === 0 &&
    decideTakenBack(lastOf, takenBack, state.askedAt).length === 0 &&
    decideCarried(state.waivers, state.askedAt, carried).length === 0;
  return {
    proven: news,
    takenBack,
    refused: [...malformed, ...refused],
    rekeyed,
    carried,
    known,
    isNothingNew,
  };
}

const isDecidedAbout = ({ waived, unwaived }: AttestedFinding) => (waived ?? unwaived) !== undefined;

const findingsOf = (entries: readonly AttestedEntry[]) => entries.flatMap(({ findings }) => findings);

/** What was last decided about the versions of entries, given what the ledger says of each in their order. */
function lastReader(
  entries: readonly (AttestedEntry | TakenBackEntry)[],
  decided: AttestationState["decided"],
): LastOf {
  const last = new Map(entries.map((entry, index) => [versionOf(entry), decided[index]]));
  return (entry) => last.get(versionOf(entry));
}

// What is no partition is refused before it is recorded; until then it is only asked for.
const pairOf = ({ notePath, note, gate, modelId }: AttestedEntry | TakenBackEntry): PairVersion => ({
  notePath,
  gateId: gate.gateId,
  noteSha: note.sha,
  gateSha: gate.sha,
  modelId: modelId as ModelId,
});

function proveTakenBack(entries: readonly TakenBackEntry[]) {
  const takenBack: TakenBackEntry[] = [];
  const refused: RefusedEntry[] = [];
  for (const entry of entries) {
    const message = takenBackProblem(entry);
    if (message === undefined) takenBack.push(entry);
    else refused.push({ entry, code: "malformed-entry", message });
  }
  return { takenBack, refused };
}
