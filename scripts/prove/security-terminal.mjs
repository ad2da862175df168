// Escape sequences in everything that others write, and every command that prints.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerOf, makeKnowledgeBase, TRUSTED } from "./knowledge-base.mjs";
import { lifecycle, program, REVIEW_NESTED, REVIEW_SPLIT, withLedger } from "./review.mjs";
import { runNode } from "./run-process.mjs";

/** A bell, a title, a cleared screen, a C1 sequence, text in reverse order, a NUL where a file's name may not have one. */
const HOSTILE = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eesrever\u2066";
const REVIEWER = ["--runner", "mine", "--model", "opus", TRUSTED];
const NOTE = `notes/a${HOSTILE}b.md`;
const GATE = `prose/a${HOSTILE}b`;

/** Every command that shows what others wrote. @type {readonly (readonly string[])[]} */
const COMMANDS = [
  [REVIEW_NESTED, "bundle", NOTE, "prose", ...REVIEWER, "--dry-run"],
  [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER, "--dry-run", "--reason", "missing-review"],
  [REVIEW_NESTED, "stale", "--all-gates", "--model", "opus", "--diff"],
  [REVIEW_NESTED, "why", NOTE, GATE, "--model", "opus"],
  [REVIEW_NESTED, "warns", "--model", "opus"],
  [REVIEW_NESTED, "runs"],
  [REVIEW_NESTED, "show", "1"],
  [REVIEW_NESTED, "show", "1", "--raw"],
  [REVIEW_NESTED, "show", "1", "--log"],
  [REVIEW_NESTED, "show", "3"],
  [REVIEW_NESTED, "history", NOTE],
  [REVIEW_NESTED, "ack", NOTE, GATE, "--model", "opus", "--dry-run"],
  [REVIEW_NESTED, "gates"],
  [REVIEW_NESTED, "gates", GATE],
  [REVIEW_NESTED, "gates", "lint"],
  [REVIEW_NESTED, "config"],
  [REVIEW_NESTED, "doctor"],
  [REVIEW_NESTED, "why", `notes/none${HOSTILE}.md`, GATE, "--model", HOSTILE],
  [REVIEW_NESTED, "bundle", NOTE, "prose", ...REVIEWER],
  [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER],
  [REVIEW_SPLIT, "create", NOTE, "prose", "--runner", `mine${HOSTILE}`, "--model", "opus"],
  [REVIEW_SPLIT, "status", "--run", "4"],
  [REVIEW_SPLIT, "finalize", "--run", "4", "--check"],
  [REVIEW_SPLIT, "write", "--run", "4", "--gate", `x${HOSTILE}`, "--file", "-"],
  [REVIEW_SPLIT, "fail", "--run", "4", "--remark", `because ${HOSTILE}`],
  [REVIEW_SPLIT, "stale", "--all-gates", "--model", "opus"],
  [REVIEW_SPLIT, "gates", GATE],
];
const COMMANDS_OF_THE_SHORT_VERSION = ["why", "show", "stale", "gates"];

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* terminalTrials(size) {
  yield {
    name: "escape sequences in notes, gates, answers and names",
    run: async ({ folder, count }) => {
      await makeHostileTree(folder);
      const seen = new Set();
      /** @type {string[]} */
      const problems = [];
      for (const args of COMMANDS) {
        const [, name = ""] = args;
        const isWanted = size === "long" || (COMMANDS_OF_THE_SHORT_VERSION.includes(name) && !seen.has(name));
        if (!isWanted) continue;
        seen.add(name);
        const environment = { NO_COLOR: "1", TERM: "xterm" };
        for (const options of size === "long" ? [[], ["--json"]] : [[]]) {
          const input = "### Summary\nClear.\n\n## Result: PASS\n";
          const ran = await runNode([...args, ...options], {
            cwd: folder,
            input,
            environment,
            preload: "terminal.mjs",
          });
          problems.push(...findHarm([name, ...options].join(" "), ran));
          count("commands with hostile text on a terminal");
        }
      }
      if (problems.length > 0) throw new Error(problems.join("\n"));
    },
  };
}

/** @param {string} name @param {import("./run-process.mjs").Ran} ran */
function findHarm(name, { exitCode, stdout, stderr }) {
  // Our own picture of a running sweep moves the cursor on stderr; nothing of ours is among these.
  const acting = /\u001b\]|\u001b\[2J|[\u0000-\u0007\u000e-\u001a\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const around = (/** @type {string} */ text, /** @type {number} */ at) =>
    `${name} printed ${JSON.stringify(text.slice(Math.max(at - 60, 0), at + 40))}`;
  const found = [stdout, stderr].flatMap((text) =>
    acting.test(text) ? [around(text, text.search(acting))] : [],
  );
  if (stdout.includes("\u001b")) found.push(around(stdout, stdout.indexOf("\u001b")));
  if (exitCode === 70) found.push(`${name}: ${stderr}`);
  return found;
}

/** A tree and a ledger in which everything that others may write is hostile. @param {string} root */
async function makeHostileTree(root) {
  makeKnowledgeBase(root, {
    command: [process.execPath, program("hostile-answers.mjs")],
    files: {
      [NOTE]: `---\ntitle: "${"\\x1b[2J"}"\n---\n# ${HOSTILE}\n\n[link](${HOSTILE}.md)\n`,
      [`gates/${GATE}.md`]: `---\nname: "\\e[2J\\e]0;owned\\a"\n---\n# ${HOSTILE}\n`,
      "gates/broken/gate.md": `---\nname: [${HOSTILE}\n---\n`,
    },
  });
  const gates = ["prose", "claims"];
  await runNode([REVIEW_NESTED, "bundle", NOTE, ...gates, ...REVIEWER], { cwd: root });
  await runNode([REVIEW_NESTED, "bundle", "notes/one.md", ...gates, ...REVIEWER], { cwd: root });
  await withLedger(ledgerOf(root), async (ledger) => {
    const runId = await lifecycle.createRun(ledger, await runOf(ledger));
    await lifecycle.failRun(ledger, {
      runId,
      reason: `failed: ${HOSTILE}`,
      executionData: { debugLog: HOSTILE },
    });
  });
  writeFileSync(join(root, NOTE), `# Changed ${HOSTILE}\n`);
  mkdirSync(join(root, `notes/sub${HOSTILE}`));
}

/** @param {import("./review.mjs").Ledger} ledger */
async function runOf(ledger) {
  const { getRun, getSnapshot } = await import("../../packages/db/dist/index.js");
  const { notePath, modelId, reviewedNoteSha, gates } = await getRun(ledger, 1);
  const text = async (/** @type {string} */ sha) => ({ sha, text: (await getSnapshot(ledger, sha)) ?? "" });
  return {
    notePath,
    modelId,
    runner: `mine${HOSTILE}`,
    note: await text(reviewedNoteSha),
    gates: await Promise.all(
      gates.map(async ({ gateId, gateSha }) => ({ gateId, ...(await text(gateSha)) })),
    ),
  };
}
