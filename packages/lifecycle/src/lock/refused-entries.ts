import { type Ledger, listPairsOfKeys, type Snapshot } from "@review/db";
import { checkEach, checkFields } from "@review/db/check-fields";
import { checkSnapshot } from "../create-run.ts";
import { type AttestedEntry, checkEntries, type RefusedEntry } from "./attested-entry.ts";
import { claimedBy, type KeyHolders, refuseForeign } from "./foreign-keys.ts";
import type { ProvenEntry } from "./prove-entry.ts";

/**
 * Which of some entries, as `attest` is given them, do not count, and why, whatever a ledger knows of their versions. What they have themselves
 * need not be `claimed`.
 */
export async function refusedEntries(
  entries: readonly AttestedEntry[],
  holders: KeyHolders,
): Promise<RefusedEntry[]> {
  checkFields({ entries }, "refusedEntries", { entries: "list" });
  checkFields(holders, "refusedEntries", { known: "list", claimed: "list", there: "function" });
  for (const of of ["known", "claimed"] as const) checkEach(holders[of], of, KEY_OF_PAIR);
  checkEntries(entries);
  const claimed = [...holders.claimed, ...claimedBy(entries)];
  const foreign = await refuseForeign(entries, { ...holders, claimed });
  const { doubtfulEntries } = await import("./plain-entries.ts");
  const { refused } = await prove(doubtfulEntries(entries), { known: [], claimed: [], there: holders.there });
  const unproven = new Set(refused.map(({ entry }) => entry));
  return [...refused, ...foreign.filter(({ entry }) => !unproven.has(entry))];
}

const KEY_OF_PAIR = { key: "text", notePath: "text", gateId: "text" } as const;

/** What a ledger knows of the keys of some entries, and what they say themselves. */
export async function readHolders(
  ledger: Ledger,
  entries: readonly AttestedEntry[],
): Promise<Pick<KeyHolders, "known" | "claimed">> {
  const claimed = claimedBy(entries);
  return { known: await listPairsOfKeys(ledger, [...new Set(claimed.map(({ key }) => key))]), claimed };
}

/** What entries are worth: which can be taken in, and which do not count. */
export async function prove(
  entries: readonly AttestedEntry[],
  holders: KeyHolders,
): Promise<{ proven: ProvenEntry[]; refused: RefusedEntry[] }> {
  const proven: ProvenEntry[] = [];
  const refused: RefusedEntry[] = [];
  if (entries.length === 0) return { proven, refused };
  const check = textChecker();
  // Most commands find nothing new in the lock.
  const { proveEntries } = await import("./prove-entries.ts");
  for (const entry of entries) {
    check(entry.notePath, entry.note);
    check(entry.gate.gateId, entry.gate);
  }
  const foreign = new Map((await refuseForeign(entries, holders)).map((each) => [each.entry, each]));
  for (const outcome of await proveEntries(entries)) {
    const why = "code" in outcome ? outcome : foreign.get(outcome.entry);
    if (why) refused.push(why);
    else if (!("code" in outcome)) proven.push(outcome);
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
