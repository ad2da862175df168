// The commands on a note of any length, as they are started by people and agents.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingsFor } from "./findings.mjs";
import { FRONT_MATTER, MARKDOWN } from "./growth-texts.mjs";
import { ledgerOf, makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { requireGrowth } from "./require-growth.mjs";
import { lifecycle, REVIEW_NESTED, REVIEW_SPLIT, withLedger } from "./review.mjs";
import { runNode } from "./run-process.mjs";

const NOTE = "notes/one.md";
const GATE = "prose/clarity";
const MODEL = ["--model", "opus"];
/** More memory than this is more than a few hundred megabytes. */
const MOST_MEGABYTES = 800;

/** @type {Record<string, readonly string[]>} */
const COMMANDS = {
  create: [REVIEW_SPLIT, "create", NOTE, GATE, "--runner", "me", ...MODEL, "--json"],
  "stale --diff": [REVIEW_NESTED, "stale", GATE, ...MODEL, "--diff", "--json"],
  "stale --where": [REVIEW_NESTED, "stale", "--all-gates", ...MODEL, "--where", "a=b"],
  why: [REVIEW_NESTED, "why", NOTE, GATE, ...MODEL],
  "ack --trivial": [REVIEW_NESTED, "ack", "--trivial", "--dry-run", ...MODEL],
  "bundle --dry-run": [REVIEW_NESTED, "bundle", NOTE, GATE, "--runner", "mine", ...MODEL, "--dry-run"],
  doctor: [REVIEW_NESTED, "doctor"],
};

/** @type {Record<string, (length: number) => string>} */
const NOTES = {
  ...pickOf(MARKDOWN, [
    "an ordinary note",
    "links that never end",
    "emphasis that never ends",
    "comments that never end",
    "lines that differ",
    "spaces between words",
  ]),
  "front matter of spaces": (length) => `---\n${FRONT_MATTER["spaces in a list"]?.(length)}\n---\n# A\n`,
  "front matter that never ends": (length) => `---\n${FRONT_MATTER["a long plain list"]?.(length)}`,
};

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* commandTrials(size) {
  const isLong = size === "long";
  const largest = isLong ? 5_000_000 : 400_000;
  const commands = isLong ? Object.keys(COMMANDS) : ["create", "why"];
  const kinds = isLong ? Object.keys(NOTES) : ["links that never end", "lines that differ"];
  for (const command of commands) {
    yield {
      name: `${command} on ${kinds.length} kinds of note`,
      run: async (context) => {
        for (const kind of kinds) await measureCommand(context, command, kind, largest);
      },
    };
  }
  yield { name: "Ctrl-C while a sweep reads a hostile note", run: (context) => interrupt(context, largest) };
}

/** @param {import("./proof.mjs").TrialContext} context @param {string} command @param {string} kind @param {number} largest */
async function measureCommand({ folder, count }, command, kind, largest) {
  const write = NOTES[kind];
  if (!write) throw new Error(`there is no note of ${kind}`);
  let most = 0;
  const measure = async (/** @type {number} */ length) => {
    const root = join(folder, `${kind}-${length}`);
    const note = write(length);
    makeKnowledgeBase(root, { files: { [NOTE]: note } });
    await accept(root);
    // Every line is another one now, as after a change of line ends.
    writeFileSync(join(root, NOTE), `${note.replaceAll("\n", "\r\n")}\nMore.\n`);
    const { cpuMs, megabytes } = await runMeasured(root, COMMANDS[command] ?? []);
    most = Math.max(most, megabytes);
    return { cpuMs };
  };
  try {
    await requireGrowth([largest / 2, largest], measure);
  } catch (error) {
    throw new Error(`${kind}: ${error instanceof Error ? error.message : error}`);
  }
  count("commands measured");
  if (most > MOST_MEGABYTES) throw new Error(`${kind}: it took ${most} MB of memory`);
}

/** The note as it is now, accepted under `opus`. @param {string} root */
async function accept(root) {
  const snapshot = (/** @type {string} */ path) => {
    const text = readFileSync(join(root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  await withLedger(ledgerOf(root), async (ledger) => {
    const runId = await lifecycle.createRun(ledger, {
      notePath: NOTE,
      modelId: lifecycle.modelPartition("opus"),
      runner: "me",
      note: snapshot(NOTE),
      gates: [{ gateId: GATE, ...snapshot(`gates/${GATE}.md`) }],
    });
    const decision = /** @type {const} */ ("warn");
    const review = { gateId: GATE, decision, rationaleMarkdown: "It is not.", ...findingsFor(decision) };
    await lifecycle.recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  });
}

/** @param {string} root @param {readonly string[]} command @returns {Promise<{ cpuMs: number, megabytes: number }>} */
export async function runMeasured(root, command) {
  const file = join(root, "taken.json");
  const ran = await runNode(command, {
    cwd: root,
    preload: "measure-cpu.mjs",
    environment: { PROVE_CPU_FILE: file },
  });
  if (ran.signal !== null || ran.exitCode === 70 || ran.stderr.includes("    at ")) {
    throw new Error(`${command.join(" ")} broke, exit code ${ran.exitCode}: ${ran.stderr.slice(0, 2000)}`);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Nobody waits longer than this for a Ctrl-C. */
const PATIENCE_MS = 60_000;

/** @param {import("./proof.mjs").TrialContext} context @param {number} length */
async function interrupt({ folder, count }, length) {
  const never = [process.execPath, "-e", "setInterval(() => undefined, 1000)"];
  const note = NOTES["links that never end"]?.(length) ?? "";
  makeKnowledgeBase(folder, { files: { [NOTE]: note }, command: never });
  const ran = await runNode([REVIEW_NESTED, "sweep", GATE, ...REVIEWER, "--json"], {
    cwd: folder,
    started: (child) => {
      child.stdout?.once("data", () => child.kill("SIGINT"));
      const tooLate = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
      child.once("close", () => clearTimeout(tooLate));
    },
  });
  if (ran.exitCode !== 130) throw new Error(`exit code ${ran.exitCode}, ${ran.signal}: ${ran.stderr}`);
  count("sweeps interrupted");
}

/** @template T @param {Record<string, T>} record @param {readonly string[]} keys */
function pickOf(record, keys) {
  return Object.fromEntries(Object.entries(record).filter(([key]) => keys.includes(key)));
}
