import type { AttestationDecider, AttestationsToTakeIn, Attested } from "../../attestation.ts";
import type { AcceptanceDecider, AcceptancesToAppend, NewRun } from "../../changes.ts";
import type { NewOpinion } from "../../opinion.ts";
import type { QuarantineDecider } from "../../quarantine.ts";
import {
  type AcceptanceEventId,
  LOCK_RUNNER,
  type OpinionId,
  type QuarantineId,
  type RunId,
  type WaiverId,
} from "../../vocabulary.ts";
import type { WaiverDecider } from "../../waiver.ts";
import { change, LOCK_LEDGER } from "../driver/change.ts";
import type { Session } from "../driver/session.ts";
import { askForStandingEvents, toStandingEvents } from "../reads/acceptance-events.ts";
import { askForLastDecisions, toLastDecisions } from "../reads/attestation-state.ts";
import { askForPairsOfKeys, toPairsOfKeys } from "../reads/findings.ts";
import { NEWEST_QUARANTINES, toQuarantines } from "../reads/quarantines.ts";
import { askForWaiverStates, toWaiverStates } from "../reads/waivers.ts";
import { changeStatements } from "./change-runs.ts";
import { insertOpinions, insertQuarantines, insertSample } from "./insert-decisions.ts";
import { idsIn, insertEvents, insertRuns, insertSnapshots, insertWaivers, LAST_RUN } from "./insert-rows.ts";

/** See the port; so are the others here. */
export async function createRun(session: Session, run: NewRun): Promise<RunId> {
  const now = session.now();
  return change(session, async ({ ask, commit }) => {
    const [, last] = await ask(LOCK_LEDGER, LAST_RUN);
    const [before = 0] = idsIn(last);
    await commit(...insertRuns([{ ...run, id: before + 1 }], now));
    return before + 1;
  });
}

export async function appendAcceptances(
  session: Session,
  { pairs, snapshots = [], sample }: AcceptancesToAppend,
  decide: AcceptanceDecider,
): Promise<AcceptanceEventId[]> {
  const acceptedAt = session.now();
  return change(session, async ({ ask, commit }) => {
    const [, standing] = await ask(LOCK_LEDGER, askForStandingEvents(pairs));
    const events = decide(toStandingEvents(pairs, standing)).map((event) => ({ ...event, acceptedAt }));
    const statements = [...insertSnapshots(snapshots), insertEvents(events)];
    if (!sample || events.length === 0) return idsIn((await commit(...statements)).at(-1));
    const ids = idsIn((await ask(...statements)).at(-1));
    await commit(...insertSample(sample, ids, acceptedAt));
    return ids;
  });
}

export async function recordWaivers(
  session: Session,
  keys: readonly string[],
  decide: WaiverDecider,
): Promise<WaiverId[]> {
  const now = session.now();
  return change(session, async ({ ask, commit }) => {
    const [, newest, worst] = await ask(LOCK_LEDGER, ...askForWaiverStates(keys));
    const rows = await commit(insertWaivers(decide(toWaiverStates(keys, newest, worst), now), now));
    return idsIn(rows[0]);
  });
}

export async function recordQuarantines(
  session: Session,
  decide: QuarantineDecider,
): Promise<QuarantineId[]> {
  const now = session.now();
  return change(session, async ({ ask, commit }) => {
    const [, newest] = await ask(LOCK_LEDGER, NEWEST_QUARANTINES);
    const [written] = await commit(insertQuarantines(decide(toQuarantines(newest), now), now));
    return idsIn(written);
  });
}

export async function recordOpinions(
  session: Session,
  opinions: readonly NewOpinion[],
): Promise<OpinionId[]> {
  const now = session.now();
  return change(session, async ({ commit }) => {
    const [, written] = await commit(LOCK_LEDGER, insertOpinions(opinions, now));
    return idsIn(written);
  });
}

export async function attest(
  session: Session,
  { pairs, keys, claimed = [] }: AttestationsToTakeIn,
  decider: AttestationDecider,
): Promise<Attested> {
  const now = session.now();
  return change(session, async ({ ask, commit }) => {
    const [, last, lastRun, holders] = await ask(
      ...[LOCK_LEDGER, askForLastDecisions(pairs), LAST_RUN, askForPairsOfKeys(claimed)],
    );
    const decided = toLastDecisions(pairs, last);
    const [before = 0] = idsIn(lastRun);
    const runs = decider
      .runs(decided, now, toPairsOfKeys(holders))
      .map((run, index) => ({ ...run, id: before + index + 1, runner: LOCK_RUNNER }));
    const withdrawals = decider
      .withdrawals(decided, now)
      .map((event) => ({ ...event, acceptanceKind: "withdrawn" as const }));
    const changes = runs.map(({ id, gateReviews, notePath, modelId, note, gates }) => ({
      state: {
        run: {
          id,
          notePath,
          modelId,
          runner: LOCK_RUNNER,
          reviewedNoteSha: note.sha,
          startedAt: now,
          status: "running" as const,
        },
        gates: gates.map(({ gateId, sha }) => ({ gateId, gateSha: sha })),
      },
      change: {
        gateReviews: gateReviews.map((review) => ({ ...review, kind: "attested" as const })),
        end: { status: "completed" as const },
      },
    }));
    const { reviews, after } = changeStatements(changes, now, session.url);
    const taken = [...(runs.length === 0 ? [] : insertRuns(runs, now)), ...reviews, ...after];
    const rows = await ask(insertEvents(withdrawals), ...taken, ...askForWaiverStates(keys));
    const [newest, worst] = rows.slice(-2);
    const accepted = runs.length === 0 ? [] : idsIn(rows[taken.length]);
    const waivers = decider.waivers(toWaiverStates(keys, newest, worst), now);
    const [written] = await commit(insertWaivers(waivers, now));
    return { acceptances: [...idsIn(rows[0]), ...accepted], waivers: idsIn(written) };
  });
}
