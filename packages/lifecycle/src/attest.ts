import {
  type AcceptanceEventId,
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
import { type CarriedWaiver, decideAttest, decideCarriedWaivers } from "./deciders/attest.ts";
import { type AttestedEntry, checkEntries, type RefusedEntry } from "./lock/attested-entry.ts";
import type { ProvenEntry } from "./lock/prove-entry.ts";

/** What became of some entries of the lock. */
export interface AttestResult {
  /** The acceptance events that were appended, one for each entry taken in. */
  attested: AcceptanceEventId[];
  /** The waivers that came with entries. */
  waived: WaiverId[];
  /** What cannot be taken in, and why. */
  refused: RefusedEntry[];
  /** How many entries were left alone: something is decided about their pairs here, or another of them says it. */
  known: number;
}

/**
 * Takes in what the lock says that others accepted, in one transaction: of each pair about which nothing was ever decided in just
 * these versions under its partition, a review and its acceptance of the kind `attested`; and the waivers of findings about
 * which nothing was decided here. Called again it changes nothing, and what was reopened here stays so. One entry that cannot be
 * proven does not keep the others back. Writes nothing where nothing is new.
 * Throws InvalidInputError for a sha that is not its text's.
 */
export async function attest(ledger: Ledger, entries: readonly AttestedEntry[]): Promise<AttestResult> {
  checkFields({ entries }, "attest", { entries: "list" });
  const { proven, refused, known, carried, isNothingNew } = await examine(ledger, entries);
  if (isNothingNew) return { attested: [], waived: [], refused, known };
  const taken = await takeIn(
    ledger,
    { pairs: proven.map(({ entry }) => pairOf(entry)), keys: [...carried.keys()] },
    {
      runs: (decidedNow) => decideAttest(decidedNow, proven),
      waivers: (states, now) => decideCarriedWaivers(states, now, carried),
    },
  );
  return {
    attested: taken.acceptances,
    waived: taken.waivers,
    refused,
    known: known + proven.length - taken.acceptances.length,
  };
}

/** What `attest` would find: what it would refuse, and whether it would record anything. Throws as it does, and writes nothing. */
export async function foreseeAttest(
  ledger: Ledger,
  entries: readonly AttestedEntry[],
): Promise<Pick<AttestResult, "refused"> & { isNothingNew: boolean }> {
  checkFields({ entries }, "foreseeAttest", { entries: "list" });
  const { refused, isNothingNew } = await examine(ledger, entries);
  return { refused, isNothingNew };
}

async function examine(ledger: Ledger, entries: readonly AttestedEntry[]) {
  checkEntries(entries);
  const keys = [...carriedBy(entries).keys()];
  const state = await attestationState(ledger, { pairs: entries.map(pairOf), keys });
  const settled = entries.filter((_, index) => state.decided[index]);
  const { proven, refused } = await prove(entries.filter((_, index) => !state.decided[index]));
  const carried = carriedBy([...settled, ...proven.map(({ entry }) => entry)]);
  const waivers = decideCarriedWaivers(state.waivers, state.askedAt, carried);
  const isNothingNew = proven.length + waivers.length === 0;
  return { proven, refused, known: settled.length, carried, isNothingNew };
}

// What is no partition is refused before it is recorded; until then it is only asked for.
const pairOf = ({ notePath, note, gate, modelId }: AttestedEntry): PairVersion => ({
  notePath,
  gateId: gate.gateId,
  noteSha: note.sha,
  gateSha: gate.sha,
  modelId: modelId as ModelId,
});

/** What is waived in some entries, by key; of several decisions about one the first. */
function carriedBy(entries: readonly AttestedEntry[]): Map<string, CarriedWaiver> {
  const carried = new Map<string, CarriedWaiver>();
  for (const { key, severity, waived } of entries.flatMap(({ findings }) => findings)) {
    if (key !== undefined && waived && !carried.has(key))
      carried.set(key, { ...waived, severity: waived.severity ?? severity });
  }
  return carried;
}

async function prove(
  entries: readonly AttestedEntry[],
): Promise<{ proven: ProvenEntry[]; refused: RefusedEntry[] }> {
  const proven: ProvenEntry[] = [];
  const refused: RefusedEntry[] = [];
  if (entries.length === 0) return { proven, refused };
  const check = textChecker();
  // Most commands find nothing new in the lock.
  const { proveEntry } = await import("./lock/prove-entry.ts");
  for (const entry of entries) {
    check(entry.notePath, entry.note);
    check(entry.gate.gateId, entry.gate);
    const outcome = await proveEntry(entry);
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
