import type { Corpus } from "@review/corpus";
import { type Ledger, listAcceptanceEvents } from "@review/db";
import { isAccepted, isWithdrawn } from "@review/lock";
import { listLeftEntries, namesByText } from "../lock/left-entries.ts";
import { viewAccepted } from "../lock/lock-content.ts";
import { lockedReader } from "../lock/locked-reader.ts";
import { pairsThere } from "../lock/pairs-there.ts";
import { readGoneGates, readGoneNotes } from "../moved/gone-names.ts";
import { readKnownQuarantines } from "../quarantine/read-quarantines.ts";
import type { AcceptedSource } from "./accepted-source.ts";
import type { PastVersion } from "./decide-pair.ts";

/** What a ledger says, and beyond it the lock. */
export function ledgerSource(corpus: Corpus, ledger: Ledger): AcceptedSource {
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
      const content = await viewAccepted(corpus, ledger, notes, inTree);
      refused.push(...content.refused);
      return notes.map(({ path }) => {
        const { entries: locked, unread } = readLocked(path);
        const wanted = content.wanted.get(path) ?? [];
        const [entries, takenBack] = [wanted.filter(isAccepted), wanted.filter(isWithdrawn)];
        return { entries, takenBack, locked, unread, past: () => pastIn(ledger, path) };
      });
    },
  };
}

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
