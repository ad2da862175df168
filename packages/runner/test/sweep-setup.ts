import { type Corpus, openCorpus, resolveGates } from "@review/corpus";
import { type AcceptanceEvent, type Ledger, listAcceptanceEvents, openLedger } from "@review/db";
import { modelPartition, resolvePartitions } from "@review/lifecycle";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { onTestFinished } from "vitest";
import type { Reviewer } from "../src/batch/reviewer.ts";
import {
  type ExecuteContext,
  type Execution,
  type PlanLimits,
  type PlannedPair,
  planBatches,
  type ReviewRequest,
  type Runner,
  type SweepEvent,
  type SweepOptions,
  sweep,
} from "../src/index.ts";

type Decide = Parameters<typeof answerFromPrompt>[1];
type Answer = (request: ReviewRequest, context: ExecuteContext, call: number) => Promise<Partial<Execution>>;

/** A complete answer to a prompt: PASS for every pair, unless told otherwise. */
export function reviewed(
  request: ReviewRequest,
  changes: Partial<Execution> = {},
  decide?: Decide,
): Execution {
  const text = answerFromPrompt(request.prompt, decide);
  return { ended: { how: "completed" }, text, debugLog: "", ...changes };
}

/** An execution without an answer. */
export function endedBadly(ended: Execution["ended"], changes: Partial<Execution> = {}): Execution {
  return { ended, text: "", debugLog: "", ...changes };
}

/** A runner in this process; `call` counts from 1. */
export function runnerBy(answer: Answer): Runner & { requests: ReviewRequest[] } {
  const requests: ReviewRequest[] = [];
  return {
    name: "scripted",
    usesModel: true,
    canJudge: () => true,
    preflight: async () => undefined,
    requests,
    execute: async (request, context) => {
      requests.push(request);
      return { ...reviewed(request), ...(await answer(request, context, requests.length)) };
    },
  };
}

/** A runner that passes everything. */
export const passing = () => runnerBy(async () => ({}));

/** `count` notes and `gateIds`, on disk, with a ledger in memory or at a path. */
export async function prepareSweep({
  notes = 4,
  gateIds = ["prose/a"],
  url = ":memory:",
}: {
  notes?: number;
  gateIds?: readonly string[];
  url?: string;
} = {}) {
  const names = Array.from(
    { length: notes },
    (_, index) => `notes/n${String(index + 1).padStart(2, "0")}.md`,
  );
  const root = await createTree({
    ...Object.fromEntries(names.map((name) => [name, `# ${name}\n\nText of ${name}.\n`])),
    ...Object.fromEntries(gateIds.map((id) => [`gates/${id}.md`, `# ${id}\n\nIs it so?\n`])),
  });
  const corpus = await openCorpus({ cwd: root });
  const ledger = await openLedger(url);
  onTestFinished(() => ledger.close());
  return { corpus, ledger, notes: names, gateIds };
}

export interface SweepSetup {
  corpus: Corpus;
  ledger: Ledger;
  notes: readonly string[];
  gateIds: readonly string[];
}

/** All pairs, in batches. */
export async function planAll(
  { corpus, notes, gateIds }: SweepSetup,
  limits: Partial<PlanLimits> = {},
): Promise<PlannedPair[][]> {
  const gates = await resolveGates(corpus, gateIds);
  const pairs = notes.flatMap((notePath) => gates.map((gate) => ({ notePath, noteBytes: 40, gate })));
  return planBatches(pairs, {
    groupBy: "gate",
    batchSize: 2,
    gatesPerPrompt: 12,
    promptBytes: 400_000,
    ...limits,
  });
}

/** Runs a sweep and gives its summary, its events and every pause it took, in milliseconds. */
export async function runSweep(
  setup: SweepSetup,
  runner: Runner,
  {
    model = "opus",
    aliases = {},
    requireModel = false,
    repair = false,
    limits,
    signal = new AbortController().signal,
    confirm,
    onEvent,
    ...options
  }: Partial<SweepOptions> & {
    model?: string;
    aliases?: Reviewer["aliases"];
    requireModel?: boolean;
    repair?: boolean;
    limits?: Partial<PlanLimits>;
    signal?: AbortSignal;
    /** The second model, which the same runner asks. */
    confirm?: string;
    onEvent?: (event: SweepEvent) => void;
  } = {},
) {
  const { corpus, ledger } = setup;
  const events: SweepEvent[] = [];
  const pauses: number[] = [];
  const summary = await sweep(
    {
      corpus,
      ledger,
      root: corpus.root,
      environment: {},
      signal,
      timeoutMs: 60_000,
      toolVersion: "0.0.0",
      repair,
    },
    {
      runner,
      model,
      aliases,
      requireModel,
      ...(confirm !== undefined && {
        second: { runner, model: confirm, modelId: modelPartition(confirm) },
      }),
      ...(await resolvePartitions(ledger, { model, aliases, exact: requireModel })),
    },
    {
      batches: await planAll(setup, limits),
      jobs: 1,
      maxFailures: 10,
      wait: async (ms) => {
        pauses.push(ms);
      },
      random: () => 1,
      report: (event) => {
        events.push(event);
        onEvent?.(event);
      },
      ...options,
    },
  );
  return { summary, events, pauses };
}

/** `note gate` of every acceptance event under a partition, sorted. */
export async function acceptedPairs(ledger: Ledger, model: string): Promise<string[]> {
  const events: AcceptanceEvent[] = await listAcceptanceEvents(ledger, { modelId: modelPartition(model) });
  return events.map(({ notePath, gateId }) => `${notePath} ${gateId}`).sort();
}

/** Lets a test decide when something goes on. */
export function gateway() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
