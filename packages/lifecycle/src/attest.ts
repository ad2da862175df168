import {
  type AcceptanceEventId,
  type AttestationState,
  attestationState,
  type Ledger,
  type ModelId,
  type PairVersion,
  type Snapshot,
  type WaiverId,
} from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { attest as takeIn } from "@review/db/transitions";
import { checkSnapshot } from "./create-run.ts";
import { decideAttest, decideTakenBack, type LastOf, versionOf } from "./deciders/attest.ts";
import {
  type AttestedEntry,
  checkEntries,
  isTakenBack,
  type RefusedEntry,
  type TakenBackEntry,
} from "./lock/attested-entry.ts";
import { carriedBy, decideCarried } from "./lock/carried-decisions.ts";
import { takenBackProblem } from "./lock/entry-problem.ts";
import type { ProvenEntry } from "./lock/prove-entry.ts";
import { saysMore } from "./lock/says-more.ts";

/** What became of some entries of the lock. */
export interface AttestResult {
  /** The acceptance events that were appended, one for each entry taken in. */
  attested: AcceptanceEventId[];
  /** The decisions about findings that came with entries. */
  waived: WaiverId[];
  /** What cannot be taken in, and why. */
  refused: RefusedEntry[];
  /** How many entries were left alone: nothing more is said by them than is decided here, or another of them says it. */
  known: number;
}

/**
 * Takes in what the lock says that others decided, in one transaction: of each pair about which nothing was ever decided in just
 * these versions under its partition, or what came from the lock, too, and earlier, a review and its acceptance of the kind `attested`; that
 * what was accepted is taken back; and what is decided about findings, as far as it is later than what was decided here. Called
 * again it changes nothing, and what was reviewed or overridden here stays so. Of a pair in one version that is taken back in one entry
 * no other counts. One entry that cannot be proven does not keep the others back. Writes nothing where nothing is new.
 * Throws InvalidInputError for a sha that is not its text's.
 */
export async function attest(
  ledger: Ledger,
  entries: readonly (AttestedEntry | TakenBackEntry)[],
): Promise<AttestResult> {
  checkFields({ entries }, "attest", { entries: "list" });
  const { proven, takenBack, refused, carried, isNothingNew } = await examine(ledger, entries);
  const left = entries.length - refused.length;
  if (isNothingNew) return { attested: [], waived: [], refused, known: left };
  const asked = [...takenBack, ...proven.map(({ entry }) => entry)];
  const taken = await takeIn(
    ledger,
    { pairs: asked.map(pairOf), keys: [...carried.keys()] },
    {
      runs: (decided, now) => decideAttest(lastReader(asked, decided), proven, now),
      withdrawals: (decided, now) => decideTakenBack(lastReader(asked, decided), takenBack, now),
      waivers: (states, now) => decideCarried(states, now, carried),
    },
  );
  return {
    attested: taken.acceptances,
    waived: taken.waivers,
    refused,
    known: left - taken.acceptances.length,
  };
}

/** What `attest` would find: what it would refuse, and whether it would record anything. Throws as it does, and writes nothing. */
export async function foreseeAttest(
  ledger: Ledger,
  entries: readonly (AttestedEntry | TakenBackEntry)[],
): Promise<Pick<AttestResult, "refused"> & { isNothingNew: boolean }> {
  checkFields({ entries }, "foreseeAttest", { entries: "list" });
  const { refused, isNothingNew } = await examine(ledger, entries);
  return { refused, isNothingNew };
}

async function examine(ledger: Ledger, entries: readonly (AttestedEntry | TakenBackEntry)[]) {
  checkEntries(entries);
  const accepted = entries.filter((entry): entry is AttestedEntry => !isTakenBack(entry));
  const keys = [...carriedBy(findingsOf(accepted)).keys()];
  const state = await attestationState(ledger, { pairs: entries.map(pairOf), keys });
  const lastOf = lastReader(entries, state.decided);
  const { takenBack, refused: malformed } = proveTakenBack(entries.filter(isTakenBack));
  const withdrawn = new Set(takenBack.map(versionOf));
  const open = accepted.filter(
    (entry) => !withdrawn.has(versionOf(entry)) && saysMore(entry, lastOf(entry), state.askedAt),
  );
  const { proven, refused } = await prove(open);
  const unproven = new Set(refused.map(({ entry }) => entry));
  const carried = carriedBy(findingsOf(accepted.filter((entry) => !unproven.has(entry))));
  const isNothingNew =
    proven.length === 0 &&
    decideTakenBack(lastOf, takenBack, state.askedAt).length === 0 &&
    decideCarried(state.waivers, state.askedAt, carried).length === 0;
  return { proven, takenBack, refused: [...malformed, ...refused], carried, isNothingNew };
}

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

async function prove(
  entries: readonly AttestedEntry[],
): Promise<{ proven: ProvenEntry[]; refused: RefusedEntry[] }> {
  const proven: ProvenEntry[] = [];
  const refused: RefusedEntry[] = [];
  if (entries.length === 0) return { proven, refused };
  const check = textChecker();
  // Most commands find nothing new in the lock.
  const { proveEntries } = await import("./lock/prove-entries.ts");
  for (const entry of entries) {
    check(entry.notePath, entry.note);
    check(entry.gate.gateId, entry.gate);
  }
  for (const outcome of await proveEntries(entries)) {
    if ("code" in outcome) refused.push(outcome);
    else proven.push(outcome);
  }
  return { proven, refused };
}

/** Checks a text once, however many entries have it. */
function textChecker(): (name: string, snapshot: Snapshot) => void {
  const checked = new Map<string, string>();
  return (name, snapshot) => {
    if (checked.get(snapshot.sha) === snapshot.text) return;
    checkSnapshot(name, snapshot);
    checked.set(snapshot.sha, snapshot.text);
  };
}
