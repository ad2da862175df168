import { randomBytes } from "node:crypto";
import { listNotePaths } from "@review/corpus";
import { LedgerError } from "@review/db";
import {
  enterWorker,
  leaveWorker,
  queueState,
  type TakeDecision,
  type TakenBatch,
  type TakeState,
  takeBatch,
} from "@review/db/queue";
import { decideTake } from "./turn/decide-take.ts";
import { runTurn } from "./turn/run-turn.ts";
import type { WorkSummary } from "./working/events.ts";
import { giveUpLost } from "./working/give-up-lost.ts";
import { beat } from "./working/heartbeat.ts";
import { rest } from "./working/rest.ts";
import { WORK_TIMES, type Working, type WorkOptions, type WorkSite } from "./working/site.ts";

/**
 * Takes batches of shared sweeps, `jobs` at a time, until none is left that it can review, or, with `wait`, until the signal aborts, which ends
 * reviewers and gives batches back at once. Says all the while that it is there, and looks after what lost workers left behind.
 * Throws a LedgerError where the ledger cannot be used for longer than it is waited for, and NotSharedError for a file.
 */
export async function work(here: WorkSite, options: WorkOptions): Promise<WorkSummary> {
  const { jobs, wait, runners } = options;
  // What breaks one batch at a time ends the others, too.
  const broken = new AbortController();
  const site = { ...here, signal: AbortSignal.any([here.signal, broken.signal]) };
  const working: Working = {
    site,
    options: {
      ...options,
      times: { ...WORK_TIMES, ...options.times },
      random: options.random ?? Math.random,
    },
    hasFiles: (await listNotePaths(site.corpus)).paths.length > 0,
    summary: {
      ...{ batches: 0, reviewed: 0, failed: 0, skipped: 0, lost: 0, forOthers: 0 },
      ...{ invocations: 0, costUsd: 0, unpriced: 0 },
      runnersLeft: [],
    },
    except: [],
    exceptRunners: new Set(),
    silences: new Map(),
    ids: new Set(),
    givenUp: new Set(),
  };
  await giveUpLost(working);
  site.report({ event: "worker-started", ...site.self, jobs });
  const over = new AbortController();
  const heart = beat(working, over.signal);
  heart.catch((error: unknown) => broken.abort(error));
  const breakOff = (error: unknown) => {
    broken.abort(error);
    throw error;
  };
  const turns = Array.from({ length: jobs }, () => takeTurns(working).catch(breakOff));
  await Promise.allSettled(turns);
  over.abort();
  await heart;
  await Promise.all(turns);
  const { summary } = working;
  if (site.signal.aborted) summary.stopped = { why: "interrupted", message: "interrupted" };
  else if (!wait)
    summary.forOthers = (await queueState(site.ledger, { ...questionOf(working), runners })).forOthers;
  site.report({ event: "worker-finished", ...summary });
  return summary;
}

/** One batch after another, under an id of its own: where a turn cannot be ended, that id falls silent, and others take over. */
async function takeTurns(working: Working): Promise<void> {
  const { site, options, givenUp } = working;
  let id: string | undefined;
  let troubleSince: number | undefined;
  while (!site.signal.aborted) {
    try {
      if (id !== undefined && givenUp.has(id)) id = forget(working, id);
      id ??= await enter(working);
      const taken = await takeBatch(site.ledger, { workerId: id, ...questionOf(working) }, (state) =>
        decide(working, state),
      );
      troubleSince = undefined;
      if (taken) {
        const mine = id;
        id = undefined;
        await haveTurn(working, mine, taken);
        id = mine;
      } else if (options.wait || (await queueState(site.ledger, questionOf(working))).forWorker) {
        await rest(options.times.pollMs * (0.5 + options.random()), site.signal);
      } else break;
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error;
      if (id !== undefined) id = forget(working, id);
      troubleSince ??= performance.now();
      if (!options.wait && performance.now() - troubleSince > options.times.patienceMs) throw error;
      site.report({ event: "ledger-trouble", reason: error.message });
      await rest(options.times.pollMs * (0.5 + options.random()), site.signal);
    }
  }
  if (id !== undefined) await leave(working, id);
}

function decide({ site }: Working, state: TakeState): TakeDecision {
  const decision = decideTake(state);
  if (decision.take === "stop") {
    site.report({ event: "sweep-stopped", sweepId: state.sweep.id, reason: decision.why });
  }
  return decision;
}

/** A turn that throws may still be open: who had it is not heard of any more. */
async function haveTurn(working: Working, id: string, taken: TakenBatch): Promise<void> {
  try {
    await runTurn(working, taken);
  } catch (error) {
    forget(working, id);
    throw error;
  }
}

async function enter({ site, ids }: Working): Promise<string> {
  const id = randomBytes(8).toString("hex");
  await enterWorker(site.ledger, { id, ...site.self });
  ids.add(id);
  return id;
}

async function leave(working: Working, id: string): Promise<void> {
  forget(working, id);
  await leaveWorker(working.site.ledger, id).catch((error: unknown) => {
    // Whoever looks next finds that it is silent.
    if (!(error instanceof LedgerError)) throw error;
  });
}

function forget({ ids, givenUp }: Working, id: string): undefined {
  ids.delete(id);
  givenUp.delete(id);
}

const questionOf = ({ options: { runners }, exceptRunners, hasFiles, except }: Working) => ({
  ...{ runners, exceptRunners: [...exceptRunners], hasFiles, except },
});
