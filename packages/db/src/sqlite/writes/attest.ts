import type { Database } from "better-sqlite3";
import type { AttestationDecider, AttestationsToTakeIn, Attested } from "../../attestation.ts";
import { type AcceptanceEventId, LOCK_RUNNER } from "../../vocabulary.ts";
import { lastId } from "../import/last-id.ts";
import { lastDecisions } from "../reads/attestation-state.ts";
import { listPairsOfKeys } from "../reads/list-findings.ts";
import { appendAcceptance } from "./append-acceptances.ts";
import { changeRun } from "./change-run.ts";
import { insertRun } from "./insert-run.ts";
import { recordWaivers } from "./record-waivers.ts";

/** Takes in what the lock says: what is taken back, then runs that are completed at once, then the waivers. To be called in a write transaction. */
export function attest(
  sqlite: Database,
  { pairs, keys, claimed = [] }: AttestationsToTakeIn,
  decider: AttestationDecider,
  { now, url }: { now: string; url: string },
): Attested {
  const before = lastId(sqlite, "acceptance_events");
  const decided = lastDecisions(sqlite, pairs);
  const runs = decider.runs(decided, now, listPairsOfKeys(sqlite, claimed));
  for (const { acceptedAt, ...event } of decider.withdrawals(decided, now)) {
    appendAcceptance(sqlite, { ...event, acceptanceKind: "withdrawn" }, acceptedAt);
  }
  for (const { gateReviews, ...run } of runs) {
    const id = insertRun(sqlite, { ...run, runner: LOCK_RUNNER }, now);
    const change = {
      gateReviews: gateReviews.map((review) => ({ ...review, kind: "attested" as const })),
      end: { status: "completed" as const },
    };
    changeRun(sqlite, id, () => ({ change }), { now, url });
  }
  return {
    acceptances: sqlite
      .prepare<[number], AcceptanceEventId>("SELECT id FROM acceptance_events WHERE id > ? ORDER BY id")
      .pluck()
      .all(before),
    waivers: recordWaivers(sqlite, keys, decider.waivers, now),
  };
}
