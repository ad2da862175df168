import type { Corpus } from "@review/corpus";
import { type AcceptedFilter, type Ledger, listAcceptanceEvents } from "@review/db";
import { CHECKS_PARTITION } from "@review/lifecycle";
import { isAccepted, isWithdrawn, type LockEntry } from "@review/lock";
import { listLeftEntries, namesByText } from "../lock/left-entries.ts";
import { viewAccepted } from "../lock/lock-content.ts";
import { lockedReader } from "../lock/locked-reader.ts";
import { pairsThere } from "../lock/pairs-there.ts";
import { readGoneGates, readGoneNotes } from "../moved/gone-names.ts";
import { readKnownQuarantines } from "../quarantine/read-quarantines.ts";
import type { AcceptedSource } from "./accepted-source.ts";
import type { PastVersion } from "./decide-pair.ts";
import type { VerifyQuestion } from "./verify.ts";

/** For what a ledger is read. */
type AskedOfLedger = Pick<VerifyQuestion, "policy" | "withEntries">;

/**
 * What a ledger says, and beyond it the lock: as much as tells whether pairs hold by a policy, if one is given. What of each note is left out then
 * can be asked for.
 */
export function ledgerSource(corpus: Corpus, ledger: Ledger, asked?: AskedOfLedger): AcceptedSource {
  const part = asked ? partOf(asked) : {};
  const isWhole = part.modelIds === undefined && part.inFull === undefined;
  const refused: string[] = [];
  const readLocked = lockedReader(corpus);
  const inTree = pairsThere(corpus);
  return {
    refused,
    leftNames: async (there, texts) => {
      const names = namesByText(await listLeftEntries(corpus, there, { texts }));
      for (const [sha, gone] of await readGoneNotes(corpus, ledger, new Set(there.keys()))) {
        const all = names.get(sha) ?? new Map<string, { isGone: boolean }>();
        for (const name of gone.names) all.set(name, { isGone: true });
        names.set(sha, all);
      }
      return names;
    },
    goneGates: async (gateIds) => {
      const gone = await readGoneGates(ledger, gateIds);
      return new Map([...gone].map(([sha, { names }]) => [sha, names]));
    },
    quarantines: () => readKnownQuarantines(corpus, ledger),
    accepted: async (notes) => {
      const content = await viewAccepted(corpus, ledger, notes, { there: inTree, part });
      refused.push(...content.refused);
      return notes.map((note) => {
        const { path } = note;
        const { entries: locked, unread } = readLocked(path);
        const all = async () =>
          split((await viewAccepted(corpus, ledger, [note], { there: inTree })).wanted.get(path));
        return {
          ...split(content.wanted.get(path)),
          ...{ locked, unread },
          past: () => pastIn(ledger, path),
          ...(!isWhole && { all }),
        };
      });
    },
  };
}

/** Whom a policy asks is all that decides, and of passes that are told apart by nothing but their model one does. */
function partOf({
  policy: { partitions, requireObserved },
  withEntries = false,
}: AskedOfLedger): AcceptedFilter {
  const checks = [CHECKS_PARTITION];
  return {
    modelIds: partitions && [...partitions, ...checks],
    inFull: requireObserved || withEntries ? undefined : checks,
  };
}

const split = (wanted: readonly LockEntry[] = []) => ({
  entries: wanted.filter(isAccepted),
  takenBack: wanted.filter(isWithdrawn),
});

async function pastIn(ledger: Ledger, notePath: string): Promise<PastVersion[]> {
  const events = await listAcceptanceEvents(ledger, { notePath });
  return events.map(({ gateId, acceptedGateSha, acceptedNoteSha, modelId, acceptanceKind, remark }) => ({
    gate: gateId,
    gateVersion: acceptedGateSha,
    noteSha: acceptedNoteSha,
    model: modelId,
    ...(acceptanceKind === "withdrawn" && { takenBackFor: remark ?? "" }),
  }));
}
