import type { SelectedNote } from "@review/corpus";
import { type Ledger, listAccepted, type ModelId } from "@review/db";
import { versionsAsker } from "../lock/accepted-entries.ts";
import { pairKey } from "./standing-findings.ts";

/** The pairs, by `pairKey`, for which a person's override stands under a partition in just the versions of these notes and gates. */
export async function overriddenPairs(
  ledger: Ledger,
  notes: readonly Pick<SelectedNote, "path" | "sha" | "gates">[],
  modelId: ModelId,
): Promise<ReadonlySet<string>> {
  const accepted = await listAccepted(ledger, notes.map(versionsAsker()), { modelIds: [modelId] });
  return new Set(accepted.filter(({ acceptanceKind }) => acceptanceKind === "manual-override").map(pairKey));
}
