// Disks, clocks, files and clients that behave badly: every command ends with a clear word, the ledger is sound, and the
// next command works.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkLedger, query } from "./check-ledger.mjs";
import { ledgerOf, makeKnowledgeBase, PAIRS, REVIEWER, TRUSTED } from "./knowledge-base.mjs";
import { placeOfTree } from "./ledger-place.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode, runProgram } from "./run-process.mjs";
import { isOnServer } from "./server.mjs";
import { clientTrials } from "./surroundings-clients.mjs";
import { diskTrials } from "./surroundings-disk.mjs";
import { modeTrials } from "./surroundings-modes.mjs";

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "surroundings",
  title: "bad disks, clocks, files and clients end in a clear word and a sound ledger",
  jobs: 2,
  *trials({ size }) {
    yield* clientTrials(size);
    yield { name: "a clock that goes backwards", run: sweepBackInTime };
    // Disks, and files that are moved, are those of a ledger in a file; lost connections are in packages/db/test/postgres.
    if (isOnServer) return;
    if (size === "long") {
      yield { name: "names of thousands of characters", run: useLongNames };
      yield { name: "a ledger that is deleted under a running sweep", run: loseLedger };
      yield { name: "a ledger that is deleted under a running sweep in a repository", run: keepLedger };
      yield { name: "a PATH without the client", run: missClient };
    }
    yield* diskTrials(size);
    yield* modeTrials(size);
  },
};

/** @param {import("./proof.mjs").TrialContext} context */
async function sweepBackInTime({ folder, count }) {
  const root = join(folder, "tree");
  makeKnowledgeBase(root);
  const { environment, look, drop } = await placeOfTree(root);
  const inTree = { cwd: root, environment };
  const sweep = [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER];
  requireEnd(await runNode(sweep, { ...inTree, preload: "clock-back.mjs" }), 0);
  await checkLedger(await look(join(folder, "first")));
  writeFileSync(join(root, "notes/one.md"), "# One\n\nAnother text.\n");
  requireEnd(await runNode(sweep, { ...inTree, preload: "clock-back.mjs" }), 0);
  const file = await look(join(folder, "second"));
  await checkLedger(file);
  const [found] = query(
    file,
    "SELECT count(*) AS events, min(accepted_at) < max(accepted_at) AS moved FROM acceptance_events",
  );
  if (found?.events !== PAIRS + 3) throw new Error(`${found?.events} acceptance events`);
  const again = await runNode(sweep, inTree);
  requireEnd(again, 0, /everything is fresh/);
  await drop();
  count("sweeps with a clock that goes backwards", 2);
}

/** @param {import("./proof.mjs").TrialContext} context */
async function useLongNames({ folder, count }) {
  makeKnowledgeBase(folder);
  const refuse = async (/** @type {number} */ exitCode, /** @type {string[]} */ args) =>
    requireEnd(await runNode(args, { cwd: folder }), exitCode);
  const long = `notes/${"x".repeat(5_000)}.md`;
  const deep = `notes/${"y/".repeat(2_500)}z.md`;
  for (const path of [long, deep]) {
    await refuse(2, [REVIEW_SPLIT, "create", path, "prose", ...REVIEWER]);
    await refuse(2, [REVIEW_NESTED, "bundle", path, "prose", ...REVIEWER]);
    await refuse(2, [REVIEW_SPLIT, "stale", "prose", "--model", "opus", "--note", path]);
    await refuse(3, [REVIEW_SPLIT, "create", "notes/one.md", "prose", ...REVIEWER, "--db", path]);
  }
  await refuse(2, [REVIEW_SPLIT, "create", "notes/one.md", "p".repeat(5_000), ...REVIEWER]);
  // As long as the system allows a path to be.
  const segments = Math.floor((4_000 - folder.length) / 201);
  const path = `notes/${`${"d".repeat(200)}/`.repeat(segments)}note.md`;
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), "# Deep\n\nA note far down.\n");
  requireEnd(await runNode([REVIEW_NESTED, "bundle", path, "prose", ...REVIEWER], { cwd: folder }), 0);
  const stale = await runNode(
    [REVIEW_SPLIT, "stale", "prose", "--model", "opus", "--check", "--note", path],
    { cwd: folder },
  );
  requireEnd(stale, 0);
  await checkLedger(ledgerOf(folder));
  count("names of 4,000 and more characters", 10);
}

/** @param {import("./proof.mjs").TrialContext} context */
async function loseLedger({ folder, count }) {
  makeKnowledgeBase(folder, { command: [process.execPath, program("saboteur.mjs"), "delete the ledger"] });
  const sweep = [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER];
  requireEnd(await runNode(sweep, { cwd: folder }), 3, /moved or deleted while in use/);
  makeKnowledgeBase(folder);
  requireEnd(await runNode(sweep, { cwd: folder }), 0);
  await checkLedger(ledgerOf(folder));
  requireEvents(folder, PAIRS);
  count("sweeps that lost their ledger");
}

/** @param {import("./proof.mjs").TrialContext} context */
async function keepLedger({ folder, count }) {
  const sweep = [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER];
  makeKnowledgeBase(folder);
  await runProgram("git", ["init", "--quiet"], { cwd: folder });
  requireEnd(await runNode([...sweep, "--limit", "2"], { cwd: folder }), 0);
  makeKnowledgeBase(folder, { command: [process.execPath, program("saboteur.mjs"), "delete the ledger"] });
  requireEnd(await runNode(sweep, { cwd: folder }), 3, /moved or deleted while in use/);
  // Whoever looks first finds what was accepted before.
  requireEnd(await runNode([REVIEW_NESTED, "runs"], { cwd: folder }), 0);
  requireEvents(folder, 2);
  makeKnowledgeBase(folder);
  requireEnd(await runNode(sweep, { cwd: folder }), 0);
  await checkLedger(ledgerOf(folder));
  requireEvents(folder, PAIRS);
  count("sweeps whose ledger was put back");
}

/** @param {string} folder @param {number} events */
function requireEvents(folder, events) {
  const [found] = query(ledgerOf(folder), "SELECT count(*) AS events FROM acceptance_events");
  if (found?.events !== events) throw new Error(`${found?.events} acceptance events`);
}

/** @param {import("./proof.mjs").TrialContext} context */
async function missClient({ folder, count }) {
  makeKnowledgeBase(folder, { command: ["no-such-reviewer"] });
  for (const [runner, says] of /** @type {const} */ ([
    ["claude-code", /npm install/],
    ["codex", /npm install/],
    ["mine", /no-such-reviewer/],
  ])) {
    for (const command of [
      ["bundle", "notes/one.md", "prose"],
      ["sweep", "--all-gates"],
    ]) {
      const args = [REVIEW_NESTED, ...command, "--runner", runner, "--model", "opus", TRUSTED];
      requireEnd(await runNode(args, { cwd: folder, environment: { PATH: folder } }), 3, says);
      if (existsSync(ledgerOf(folder))) throw new Error("a ledger was made for nothing");
      count("commands without their client");
    }
  }
}

await runAsProgram(import.meta, proof);
