import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getRun, getRunOutput, type Ledger, listRuns, openLedger, type RunDetails } from "@review/db";
import { expect, vi } from "vitest";
import { generationsOf } from "../../../../scripts/clients/client-versions.mjs";
import { type InstalledClients, locateClients } from "../../../../scripts/clients/install-clients.mjs";
import type { ScenarioName } from "../model-server/scenarios.mjs";
import { type ModelServer, startModelServer } from "../model-server/start-model-server.mjs";
import { type ClientSandbox, DUMMY_KEY, PRIVATE_KEY, withClientSandbox } from "./client-sandbox.mjs";
import { type CommandRun, runReviewNested } from "./run-review-nested.ts";
import { TRAP_TEXT } from "./sandbox-traps.mjs";

let located: InstalledClients | undefined;
const GONE_WITHIN = { timeout: 2000, interval: 50 };

/** The runners, each as a person would choose it. */
export const REVIEWERS = [
  { runner: "claude-code", choice: ["--runner", "claude-code", "--model", "opus"] },
  { runner: "codex", choice: ["--runner", "codex", "--model", "gpt-5.4", "--effort", "xhigh"] },
  { runner: "gemini-cli", choice: ["--runner", "gemini-cli", "--model", "gemini-2.5-pro"] },
  { runner: "opencode", choice: ["--runner", "opencode", "--model", "loop/gpt-x"] },
] as const;

/** A run with all that the ledger keeps of it. */
export type RecordedRun = RunDetails & { rawBundleMarkdown?: string; debugLog?: string };

export interface RealReview {
  /** The clients that are on the sandbox's PATH. */
  clients: InstalledClients;
  sandbox: ClientSandbox;
  server: ModelServer;
  run(args: readonly string[], interruptWhen?: () => boolean): Promise<CommandRun>;
  /** Reads the ledger as it is now. */
  readLedger<Result>(read: (ledger: Ledger) => Promise<Result>): Promise<Result>;
  /** Every run of the ledger, the oldest first. */
  recordedRuns(): Promise<RecordedRun[]>;
}

interface Scene {
  scenario: ScenarioName;
  answer?: (prompt: string) => string;
  claudeLogin?: "key" | "subscription";
  /** The root's and the user's settings of the client apply, by the user's own wish: what they start may run. */
  isOpen?: boolean;
}

/** The clients of the generation that this run of the tests is about; looked for once. */
function locate(): InstalledClients {
  const [generation = "newest"] = generationsOf(process.env.REVIEW_CLIENTS);
  located ??= locateClients(generation);
  return located;
}

/**
 * Gives `use` a model server that plays a scenario and a sandbox whose clients talk to it, and sees to it that
 * whatever happens there, nothing is left running, run, changed or told that should not be.
 */
export async function reviewForReal(scene: Scene, use: (review: RealReview) => Promise<void>): Promise<void> {
  const { scenario, answer, claudeLogin } = scene;
  const clients = locate();
  const server = await startModelServer({ scenario, ...(answer && { answer }) });
  try {
    const options = { clients, url: server.url, ...(claudeLogin && { claudeLogin }) };
    await withClientSandbox(options, async (sandbox) => {
      const told: string[] = [];
      const readLedger: RealReview["readLedger"] = async (read) => {
        await using ledger = await openLedger(join(sandbox.root, ".review/ledger.sqlite"), {
          readOnly: true,
        });
        return await read(ledger);
      };
      const review: RealReview = {
        clients,
        sandbox,
        server,
        run: async (args, interruptWhen) => {
          const run = await runReviewNested(sandbox, args, interruptWhen);
          told.push(run.stdout, run.stderr);
          return run;
        },
        readLedger,
        recordedRuns: () => readLedger(readRuns),
      };
      await use(review);
      await expectNoTrace(review, told, scene.isOpen ?? false);
    });
  } finally {
    await server.close();
  }
}

async function readRuns(ledger: Ledger): Promise<RecordedRun[]> {
  const runs = await listRuns(ledger);
  return Promise.all(
    runs
      .toReversed()
      .map(async ({ id }) => ({ ...(await getRun(ledger, id)), ...(await getRunOutput(ledger, id)) })),
  );
}

async function expectNoTrace(
  { sandbox, server }: RealReview,
  told: readonly string[],
  isOpen: boolean,
): Promise<void> {
  const running = () => sandbox.starts().filter(({ pid }) => isGroupAlive(pid));
  // What was killed is gone only when the system has got round to it.
  await vi.waitUntil(() => running().length === 0, GONE_WITHIN).catch(() => expect(running()).toEqual([]));
  expect(sandbox.sprung().length > 0).toBe(isOpen);
  expect(readdirSync(sandbox.temporary).filter((name) => name.startsWith("review-"))).toEqual([]);
  const changed = execFileSync("git", ["status", "--porcelain"], { cwd: sandbox.root, encoding: "utf8" });
  expect(changed).toBe("");
  const sent = server.requests().map(({ body }) => body);
  // Not every command makes a ledger.
  const folder = join(sandbox.root, ".review");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const kept = files.map((name) => readFileSync(join(folder, name), "latin1"));
  if (!isOpen) expectNowhere(TRAP_TEXT, sent);
  expectNowhere(PRIVATE_KEY, [...sent, ...kept, ...told]);
  expectNowhere(DUMMY_KEY, [...sent, ...kept, ...told]);
}

/** Not `toContain`: that would print megabytes. */
function expectNowhere(secret: string, texts: readonly string[]): void {
  expect(texts.filter((text) => text.includes(secret)).map((text) => text.length)).toEqual([]);
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
