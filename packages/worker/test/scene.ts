import { type Corpus, listGates, openCorpus } from "@review/corpus";
import { initLedger, type Ledger, openLedger } from "@review/db";
import { CHECKS_PARTITION, modelPartition } from "@review/lifecycle";
import type { Execution, PlannedPair, ReviewRequest, Runner } from "@review/runner";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { type ScratchDatabase, scratchDatabase } from "@review/test-kit/scratch-database.ts";
import { onTestFinished } from "vitest";
import {
  type ReviewerHere,
  type SweepToShare,
  shareSweep,
  type WorkEvent,
  type WorkOptions,
  work,
} from "../src/index.ts";

/** Times in which nothing is waited for that a test would notice. */
export const QUICK = { pollMs: 5, beatMs: 10, silentMs: 30_000, postponeMs: 5, patienceMs: 1_000 };

export interface Scene {
  corpus: Corpus;
  ledger: Ledger;
  /** A connection past all functions of ours. */
  raw: Awaited<ReturnType<ScratchDatabase["connect"]>>;
  events: WorkEvent[];
  /** Hands all pairs of the tree, one note a batch, to the workers. */
  share(more?: Partial<SweepToShare>): Promise<number>;
  work(
    runner: Runner,
    more?: Partial<WorkOptions> & { signal?: AbortSignal; corpus?: Corpus },
  ): ReturnType<typeof work>;
  /** How often each pair is accepted, by `note gate`. */
  accepted(): Promise<Record<string, number>>;
}

/** A reviewer in this process; it opens no files. `ending` says, for each time that it is asked, how that ends. */
export function runnerOf({
  name = "agent",
  opensFiles = false,
  costUsd = 0.01,
  before = async () => undefined,
}: {
  /** Null: its price is not known. */
  costUsd?: number | null;
  name?: string;
  opensFiles?: boolean;
  before?: (request: ReviewRequest, signal: AbortSignal) => Promise<Execution["ended"] | undefined>;
} = {}): Runner & { asked: ReviewRequest[] } {
  const asked: ReviewRequest[] = [];
  return {
    ...{ name, asked, opensFiles, usesModel: true },
    canJudge: () => true,
    preflight: async () => undefined,
    execute: async (request, { signal }) => {
      asked.push(request);
      const ended = (await before(request, signal)) ?? { how: "completed" as const };
      const text = ended.how === "completed" ? answerFromPrompt(request.prompt) : "";
      const usage = { inputTokens: 90, outputTokens: 10 };
      const telemetry = { usage, ...(costUsd !== null && { costUsd }) };
      return { ended, text, debugLog: "", telemetry };
    },
  };
}

/** A tree of some notes under two gates, and a ledger on a server. */
export async function makeScene(notes = 4, files: Record<string, string> = {}): Promise<Scene> {
  const base = makeKnowledgeBase();
  for (let note = 1; note <= notes; note += 1) base.write(`notes/n${note}.md`, `# Note ${note}\n\nText.\n`);
  for (const gate of ["a", "b"]) base.write(`gates/${gate}.md`, `# ${gate}\n\nIs it so?\n`);
  base.write("review.config.json", JSON.stringify({ notes: ["notes/*.md"], gates: "gates" }));
  for (const [path, text] of Object.entries(files)) base.write(path, text);
  const corpus = await openCorpus({ cwd: base.root, root: base.root, userId: process.geteuid?.() });
  const database = await scratchDatabase({
    name: "worker",
    build: (url) => initLedger(url, { grantTo: ["clerk"] }),
  });
  const ledger = await openLedger(database.url("clerk"));
  onTestFinished(() => ledger.close());
  const raw = await database.connect("postgres");
  const events: WorkEvent[] = [];
  const share: Scene["share"] = async (more = {}) => {
    const { gates } = await listGates(corpus);
    const batches: PlannedPair[][] = Array.from({ length: notes }, (_, index) =>
      gates.map((gate) => ({ notePath: `notes/n${index + 1}.md`, noteBytes: 20, gate })),
    );
    const plan = await shareSweep(
      { corpus, ledger },
      {
        runner: runnerOf(),
        reviewer: { model: "opus", modelId: modelPartition("opus") },
        settings: { exactModel: false, repair: true, timeoutMs: 60_000, aliases: {} },
        limits: { maxFailures: 10 },
        ...{ asked: {}, madeBy: { host: "desk", pid: 1 }, batches },
        ...more,
      },
    );
    if (!plan) throw new Error("nothing was shared");
    return plan.id;
  };
  return {
    ...{ corpus, ledger, raw, events, share },
    work: (runner, { signal = new AbortController().signal, corpus: other = corpus, ...more } = {}) => {
      const model = runner.usesModel ? "opus" : CHECKS_PARTITION;
      const here: ReviewerHere = { runner, model, repair: true };
      return work(
        {
          ...{
            ledger,
            corpus: other,
            signal,
            environment: {},
            self: { host: "desk", pid: 7 },
            toolVersion: "0",
          },
          reviewerFor: async () => here,
          report: (event) => events.push(event),
        },
        { jobs: 2, wait: false, times: QUICK, random: () => 0.5, ...more },
      );
    },
    accepted: async () => {
      const { rows } = await raw.query(
        `SELECT note_path || ' ' || gate_id AS pair, count(*)::int AS times FROM review.acceptance_events
         WHERE acceptance_kind = 'full-review' GROUP BY 1 ORDER BY 1`,
      );
      return Object.fromEntries(rows.map(({ pair, times }) => [pair, times]));
    },
  };
}

/** Each pair of so many notes, accepted once. */
export const eachOnce = (notes: number): Record<string, number> =>
  Object.fromEntries(
    Array.from({ length: notes }, (_, index) =>
      ["a", "b"].map((gate) => [`notes/n${index + 1}.md ${gate}`, 1]),
    ).flat(),
  );
