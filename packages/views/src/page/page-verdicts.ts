import {
  ACCEPTABLE_DECISIONS,
  type AcceptedVerdict,
  type AcceptedVersion,
  type Ledger,
  listAccepted,
  type ModelId,
} from "@review/db";
import { ACKNOWLEDGEMENT_KINDS } from "@review/db/vocabulary";
import { attestationOf, type NoteUnderGates } from "@review/lifecycle";
import type { FixEntry } from "../fix-queue-document.ts";
import { pairKey } from "../pairs/standing-findings.ts";
import type { PageEntry, PageVerdict } from "./page-document.ts";

/** A verdict, with the partition that it is under. */
export type NamedVerdict = Omit<PageVerdict, "model"> & { modelId: ModelId };

/**
 * What stands for the pairs of some notes, by `pairKey`: what is accepted in just their versions, and of others what is to be
 * mended, as the queue has it, or was before the gate changed.
 */
export async function pageVerdicts(
  ledger: Ledger,
  notes: readonly NoteUnderGates[],
  {
    findings,
    waived,
    disputed,
    gateChanged,
  }: Record<"findings" | "waived" | "disputed", readonly FixEntry[]> & { gateChanged: readonly PageEntry[] },
): Promise<ReadonlyMap<string, readonly NamedVerdict[]>> {
  const open = new Map(findings.map((entry) => [entry.acceptanceId, entry]));
  const amounts = (entries: readonly FixEntry[]) =>
    new Map(entries.map((entry) => [entry.acceptanceId, entry.findings.length]));
  const [settled, doubted] = [amounts(waived), amounts(disputed)];
  const found = new Map<string, NamedVerdict[]>();
  const add = (verdict: Pick<AcceptedVerdict, "notePath" | "gateId">, named: NamedVerdict) => {
    const key = pairKey(verdict);
    const known = found.get(key);
    if (known) known.push(named);
    else found.set(key, [named]);
  };
  const now = new Set<number>();
  const gatesOf = new Map(notes.map(({ notePath, gates }) => [notePath, gates]));
  for (const verdict of await listAccepted(ledger, notes)) {
    const gate = gatesOf.get(verdict.notePath)?.find(({ gateId }) => gateId === verdict.gateId);
    if (gate?.gateSha !== verdict.acceptedGateSha || verdict.acceptanceKind === "withdrawn") continue;
    const { acceptanceId, modelId, evidence } = verdict;
    now.add(acceptanceId);
    const left = settled.get(acceptanceId);
    const inDoubt = doubted.get(acceptanceId);
    const isMilder = (left ?? inDoubt) !== undefined && !open.has(acceptanceId);
    const own = ACCEPTABLE_DECISIONS.find((each) => each === evidence?.decision);
    const decision = isMilder ? "pass" : (open.get(acceptanceId)?.decision ?? own);
    const amount = { ...(left && { waived: left }), ...(inDoubt && { disputed: inDoubt }) };
    add(verdict, {
      ...{ modelId, isNow: true },
      ...(decision && { decision }),
      ...(isOverridden(verdict) && { isOverridden: true }),
      ...acknowledgedIn(verdict),
      ...amount,
    });
  }
  for (const entry of [...findings, ...gateChanged]) {
    const { acceptanceId, modelId, decision, overrideRemark } = entry;
    if (now.has(acceptanceId)) continue;
    add(entry, {
      ...{ modelId, decision, isNow: false },
      ...(overrideRemark !== undefined && { isOverridden: true }),
    });
  }
  return found;
}

/** Whether a person decided in the reviewer's place: here, or where the lock has it from. */
const isOverridden = ({ evidence, attested }: AcceptedVersion): boolean =>
  evidence?.overrideRemark !== undefined || toldIn(attested)?.kind === "manual-override";

/** How it was acknowledged: here, or where the lock has it from. */
function acknowledgedIn({ acceptanceKind, attested }: AcceptedVersion): Pick<PageVerdict, "acknowledged"> {
  const kind = acceptanceKind === "attested" ? toldIn(attested)?.kind : acceptanceKind;
  const acknowledged = ACKNOWLEDGEMENT_KINDS.find((each) => each === kind);
  return acknowledged && acknowledged !== "manual-override" ? { acknowledged } : {};
}

const toldIn = (evidence: unknown) => attestationOf({ reviewKind: "attested", evidence });
