import type { SelectedNote } from "@review/corpus";
import { type Ledger, listAccepted, type ModelId } from "@review/db";
import { pairKey } from "./standing-findings.ts";

/** The pairs, by `pairKey`, for which a person's override stands under a partition in just the versions of these notes and gates. */
export async function overriddenPairs(
  ledger: Ledger,
  notes: readonly Pick<SelectedNote, "path" | "sha" | "gates">[],
  modelId: ModelId,
): Promise<ReadonlySet<string>> {
  const gatesOf = new Map(
    notes.map(({ path, gates }) => [path, new Map(gates.map(({ id, sha }) => [id, sha]))]),
  );
  const accepted = await listAccepted(
    ledger,
    notes.map(({ path, sha }) => ({ notePath: path, noteSha: sha })),
  );
  const standing = accepted.filter(
    (version) =>
      version.modelId === modelId &&
      version.acceptanceKind === "manual-override" &&
      gatesOf.get(version.notePath)?.get(version.gateId) === version.acceptedGateSha,
  );
  return new Set(standing.map(pairKey));
}
