import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "@review/cli-kit";
import { type Ledger, openLedger } from "@review/db";
import { createRun, failRun, modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import { checkPrinted } from "@review/test-kit/documents.ts";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { type KnowledgeBase, makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { commands } from "../src/commands.ts";

export const GATES = "kb/instructions/review-gates";
export const opus = modelPartition("claude-opus-4-8");
export const gpt = modelPartition("gpt-5.4");

/** A judgement with two findings; the first names a severity and quotes. */
const WARNING = [
  "### Summary\nNot quite.\n\n### Findings",
  "- WARN: the second sentence leans on a term that nobody has explained so far, and the reader cannot go on",
  "  > Plain text.",
  "- WARN: another finding",
  "  > # A",
].join("\n");

export interface Ran {
  out: string;
  err: string;
  exitCode: number;
}

export interface RunNested {
  columns?: number;
  answer?: string;
  environment?: Record<string, string>;
}

/** Runs `review-nested` within this process, on a terminal if it is given a width. */
export async function nested(cwd: string, args: readonly string[], options: RunNested = {}): Promise<Ran> {
  // A home folder of nobody, so that no login of the person who runs the tests is seen, nor a model server of theirs.
  const services = { OPENAI_COMPATIBLE_BASE_URL: "http://models.invalid/v1" };
  const environment = { HOME: "/nonexistent", NO_COLOR: "1", ...services, ...options.environment };
  const { io, out, err } = fakeIo({ cwd, ...options, environment });
  const exitCode = await runCli(
    { name: "review-nested", describe: "", version: "0.0.0", commands },
    args,
    io,
  );
  checkPrinted("NestedDocuments", args, out());
  return { out: out(), err: err(), exitCode };
}

/** As `nested` with `--json`: the document. */
export async function nestedJson(
  cwd: string,
  args: readonly string[],
  options: RunNested = {},
): Promise<Record<string, unknown> & { exitCode: number }> {
  const { out, exitCode } = await nested(cwd, [...args, "--json"], options);
  return { ...JSON.parse(out), exitCode };
}

/** The lines of a text that are wider than a terminal. */
export const tooWide = (text: string, columns: number) =>
  text.split("\n").filter((line) => [...line].length > columns);

export interface ReviewedBase extends KnowledgeBase {
  /** Opens the ledger, to change it with the functions of the lifecycle. */
  open(): Promise<Ledger>;
  /** A run of a note against gates as they are now. */
  start(ledger: Ledger, note: string, gates: readonly string[], changes?: Partial<NewRun>): Promise<number>;
}

type NewRun = Parameters<typeof createRun>[1];

/** A knowledge base of two notes and four gates, with an empty ledger. */
export function makeBase(files: Record<string, string> = {}): ReviewedBase {
  return withLedger(makeKnowledgeBase(files));
}

/** A knowledge base that is there already, with the ledger in it. */
export function withLedger(base: KnowledgeBase): ReviewedBase {
  const versionOf = (path: string) => {
    const text = readFileSync(join(base.root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  return {
    ...base,
    open: () => openLedger(ledgerPath(base.root)),
    start: (ledger, note, gates, changes = {}) =>
      createRun(ledger, {
        notePath: note,
        modelId: opus,
        runner: "claude-code",
        note: versionOf(note),
        gates: gates.map((gateId) => ({ gateId, ...versionOf(`${GATES}/${gateId}.md`) })),
        ...changes,
      }),
  };
}

/**
 * The same with three runs: 1 completed (a.md: clarity warns, brevity passes) with all execution data, 2 failed
 * (b.md), 3 running since yesterday (b.md, gpt).
 */
export async function makeReviewedBase(files: Record<string, string> = {}): Promise<ReviewedBase> {
  const base = makeBase(files);
  await using ledger = await base.open();
  const runId = await base.start(ledger, "kb/notes/a.md", ["prose/clarity", "prose/brevity"]);
  await recordAndFinalizeRun(ledger, {
    runId,
    gateReviews: [
      { gateId: "prose/clarity", decision: "warn", rationaleMarkdown: WARNING },
      { gateId: "prose/brevity", decision: "pass", rationaleMarkdown: "### Summary\nShort enough." },
    ],
    executionData: {
      telemetry: {
        invocationId: "i-1",
        clientVersion: "2.1.197",
        requestedModelId: "opus",
        model: "claude-opus-4-8",
        modelEvidence: "observed",
        sessionId: "s-1",
        usage: { inputTokens: 12_345, cachedInputTokens: 9000, outputTokens: 678 },
        costUsd: 0.125,
        durationMs: 4200,
        exitCode: 0,
        batchSize: 2,
        promptBytes: 7293,
        promptSha: "29f19de5c150".padEnd(64, "0"),
        toolVersion: "0.1.0",
      },
      rawBundleMarkdown: "the \u001b[31mraw\u001b[0m bundle\r\nwithout an end",
      debugLog: "the log\n",
    },
  });
  const failed = await base.start(ledger, "kb/notes/b.md", ["claims/title"]);
  await failRun(ledger, { runId: failed, reason: "the answer had no block for claims/title" });
  await base.start(ledger, "kb/notes/b.md", ["prose/clarity"], {
    modelId: gpt,
    runner: "codex",
    startedAt: new Date(Date.now() - 26 * 3_600_000).toISOString(),
  });
  return base;
}
