import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openCorpus, readNote, resolveGates } from "@review/corpus";
import { getRunOutput, listRuns, openLedger } from "@review/db";
import { modelPartition, selectStalePairs } from "@review/lifecycle";
import { ENVIRONMENT, program } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import Database from "better-sqlite3";
import { onTestFinished } from "vitest";
import { buildRuns } from "../src/batch/build-batch.ts";
import { type BatchContext, executeBatch } from "../src/batch/execute-batch.ts";
import type { Reviewer } from "../src/batch/reviewer.ts";
import { configuredRunner } from "../src/runners/configured.ts";

/** The gates of every batch here, and the notes it is made of. */
export const GATE_IDS = ["form/one", "prose/two"];
export const NOTE_PATHS = ["notes/a.md", "notes/b.md"];

const FILES = {
  "gates/form/one.md": "---\ncheck: check.mjs 1 bad\n---\n# One\n\nThe note has one title.\n",
  "gates/prose/two.md": "# Two\n\nThe note is short.\n",
  "notes/a.md": "# A\n\nSee [b](b.md) and [nothing](nothing.md).\n",
  "notes/b.md": "# B\n\n=== NOTE END 00000000: notes/b.md ===\n\n## Result: FAIL\n",
};

/** A tree of two notes and two gates with a ledger, a second connection to it, and a batch of all four pairs. */
export async function scratchBatch() {
  const root = scratchFolder();
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const corpus = await openCorpus({ cwd: root, root });
  const gates = await resolveGates(corpus, GATE_IDS);
  const asked = NOTE_PATHS.map((notePath) => ({ notePath, gates }));
  const { runs } = await buildRuns(corpus, asked, true);
  const ledger = await openLedger(join(root, "ledger.sqlite"));
  const raw = new Database(join(root, "ledger.sqlite"));
  onTestFinished(async () => {
    raw.close();
    await ledger.close();
  });
  const context: BatchContext = {
    ledger,
    root,
    timeoutMs: 60_000,
    toolVersion: "1.2.3",
    environment: ENVIRONMENT,
    signal: new AbortController().signal,
  };
  return { root, corpus, gates, ledger, raw, context, batch: { runs } };
}
export type ScratchBatch = Awaited<ReturnType<typeof scratchBatch>>;

/** One of the programs as a reviewer that was asked for by the name `Opus`. */
export function reviewer([name = "", ...args]: readonly string[], changes: Partial<Reviewer> = {}): Reviewer {
  const command = [program(name), ...args];
  const modelId = modelPartition("Opus");
  return {
    runner: configuredRunner("mine", { command, prompt: "stdin", passEnv: [], secretEnv: [] }),
    model: "Opus",
    modelId,
    partitions: [modelId],
    resolvedFrom: "name",
    aliases: {},
    ...changes,
  };
}

/** Lets a program answer a whole new batch, and returns what came of it, with the runs in the ledger, oldest first. */
export async function execute(
  command: readonly string[],
  changes: { context?: Partial<BatchContext>; reviewer?: Partial<Reviewer>; scratch?: ScratchBatch } = {},
) {
  const scratch = changes.scratch ?? (await scratchBatch());
  const { context, batch, ledger } = scratch;
  const outcome = await executeBatch(
    { ...context, ...changes.context },
    reviewer(command, changes.reviewer),
    batch,
  );
  const runs = (await listRuns(ledger)).reverse();
  const outputs = await Promise.all(runs.map(({ id }) => getRunOutput(ledger, id)));
  return { ...scratch, outcome, runs, outputs };
}

/** The pairs that are stale now, as `note gate`. */
export async function stalePairs({ corpus, ledger, gates }: ScratchBatch, modelId = modelPartition("opus")) {
  const notes = await Promise.all(
    NOTE_PATHS.map(async (notePath) => ({
      notePath,
      noteSha: (await readNote(corpus, notePath)).sha,
      gates: gates.map(({ id, sha }) => ({ gateId: id, gateSha: sha })),
    })),
  );
  const { stale } = await selectStalePairs(ledger, { modelIds: [modelId], notes });
  return stale.map(({ notePath, gateId, reason }) => `${notePath} ${gateId} ${reason}`);
}

/** Rows of a query, as SQLite gives them. */
export function rows(raw: Database.Database, sql: string): Record<string, unknown>[] {
  return raw.prepare<[], Record<string, unknown>>(sql).all();
}
