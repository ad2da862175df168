import { openLedgerToRead, type RefusedOfLock, type Workspace } from "@review/cli-kit";
import { ledgerSource, type Verification, type VerifyQuestion, verify } from "@review/views";

/** Verifies by a ledger and the lock. It is in a file of its own because without a ledger none of it need be loaded. */
export async function verifyWithLedger(
  workspace: Workspace,
  question: VerifyQuestion,
): Promise<Verification> {
  const unproven: string[] = [];
  const onRefused = (refused: RefusedOfLock) => unproven.push(...refused.unproven);
  await using ledger = await openLedgerToRead(workspace, { onRefused });
  const source = ledgerSource(workspace.corpus, ledger, question);
  const verification = await verify(workspace.corpus, source, question);
  return { ...verification, refused: [...new Set([...verification.refused, ...unproven])] };
}
