import { LedgerUnavailableError } from "../../errors.ts";
import { rowsOf } from "../driver/question.ts";
import { closeSession, type Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";

/** Where ids are given by a sequence, which knows those of rows that are gone. */
export const SEQUENCES = [
  ["gate_reviews", "gate_reviews_id_seq"],
  ["findings", "findings_id_seq"],
] as const;

/** Closes the session and throws LedgerUnavailableError unless its role owns the ledger. */
export async function requireOwner(session: Session): Promise<void> {
  try {
    const [row] = await rowsOf<{ isOwner: boolean }>(
      session,
      statement('SELECT review.is_owner() AS "isOwner"'),
    );
    if (row?.isOwner === true) return;
    throw new LedgerUnavailableError(
      session.url,
      "only the role that owns it copies it, or copies another one into it: name that role",
    );
  } catch (error) {
    await closeSession(session);
    throw error;
  }
}
