// The commands that record and show findings, on notes of any length with a thousand of them.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingsOf, NOTES, SAID } from "./growth-notes.mjs";
import { ledgerOf, makeKnowledgeBase, TRUSTED } from "./knowledge-base.mjs";
import { requireGrowth } from "./require-growth.mjs";
import { lifecycle, program, REVIEW_NESTED, REVIEW_SPLIT, withLedger } from "./review.mjs";
import { runNode } from "./run-process.mjs";

const NOTE = "notes/one.md";
const GATE = "prose/clarity";
const MODEL = ["--model", "opus"];
const KINDS = ["an ordinary note", "links that never end", "one long line"];

const LIST = SAID.map((quote) => `- WARN: is it so?\n  > ${quote}\n`).join("");

/** Each with the exit code that it has. @type {Record<string, { args: readonly string[], exitCode: number }>} */
const COMMANDS = {
  write: { args: [REVIEW_SPLIT, "write", "--run", "2", "--gate", GATE, "--file", "review.md"], exitCode: 0 },
  bundle: { args: [REVIEW_NESTED, "bundle", NOTE, GATE, "--runner", "mine", ...MODEL, TRUSTED], exitCode: 0 },
  warns: { args: [REVIEW_NESTED, "warns", ...MODEL, "--json"], exitCode: 0 },
  why: { args: [REVIEW_NESTED, "why", NOTE, GATE, ...MODEL], exitCode: 0 },
};

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* findingTrials(size) {
  const largest = size === "long" ? 5_000_000 : 100_000;
  const kinds = size === "long" ? KINDS : KINDS.slice(0, 1);
  for (const command of Object.keys(COMMANDS)) {
    yield {
      name: `${command} with a thousand findings on ${kinds.length} kinds of note`,
      run: async (context) => {
        for (const kind of kinds) await measureCommand(context, command, kind, largest);
      },
    };
  }
}

/** @param {import("./proof.mjs").TrialContext} context @param {string} command @param {string} kind @param {number} largest */
async function measureCommand({ folder, count }, command, kind, largest) {
  try {
    await requireGrowth([largest / 2, largest], async (length) => {
      const root = join(folder, `${kind}-${length}`);
      await prepare(root, NOTES[kind]?.(length) ?? "");
      return { cpuMs: await run(root, command) };
    });
  } catch (error) {
    throw new Error(`${kind}: ${error instanceof Error ? error.message : error}`);
  }
  count("commands measured");
}

/** A note whose thousand findings are accepted and which was changed since, and a run of what it is now. @param {string} root @param {string} note */
async function prepare(root, note) {
  const found = join(root, "found.md");
  const command = [process.execPath, program("quoting-reviewer.mjs"), found];
  // A prompt may hold the largest note.
  const config = { limits: { promptBytes: 100_000_000 } };
  makeKnowledgeBase(root, { files: { [NOTE]: note, "found.md": LIST }, command, config });
  writeFileSync(
    join(root, "review.md"),
    `### Summary\n\nLook.\n\n### Findings\n\n${LIST}\n## Result: WARN\n`,
  );
  const runOf = () => ({
    notePath: NOTE,
    modelId: lifecycle.modelPartition("opus"),
    runner: "me",
    note: snapshot(root, NOTE),
    gates: [{ gateId: GATE, ...snapshot(root, `gates/${GATE}.md`) }],
  });
  await withLedger(ledgerOf(root), async (ledger) => {
    const runId = await lifecycle.createRun(ledger, runOf());
    const decision = /** @type {const} */ ("warn");
    const review = { gateId: GATE, decision, rationaleMarkdown: "It is not.", findings: findingsOf(SAID) };
    await lifecycle.recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
    writeFileSync(join(root, NOTE), `Before it.\n\n${note}\nMore.\n`);
    await lifecycle.createRun(ledger, runOf());
  });
}

/** @param {string} root @param {string} path */
function snapshot(root, path) {
  const text = readFileSync(join(root, path), "utf8");
  return { text, sha: createHash("sha256").update(text).digest("hex") };
}

/** CPU time of a command in milliseconds. @param {string} root @param {string} command @returns {Promise<number>} */
async function run(root, command) {
  const { args, exitCode } = COMMANDS[command] ?? { args: [], exitCode: 0 };
  const file = join(root, "taken.json");
  const ran = await runNode(args, {
    cwd: root,
    preload: "measure-cpu.mjs",
    environment: { PROVE_CPU_FILE: file },
  });
  if (ran.exitCode !== exitCode) {
    throw new Error(`${command} ended with ${ran.exitCode}, ${ran.signal}: ${ran.stderr.slice(0, 2000)}`);
  }
  return JSON.parse(readFileSync(file, "utf8")).cpuMs;
}
