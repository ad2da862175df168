// What is accepted is what was judged: reviewers whose verdict is a function of the two texts, in a repository that does
// not hold still; afterwards every verdict is made again from the texts that were kept.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkLedger, query } from "./check-ledger.mjs";
import { judgeAsCheck, judgeAsModel, wordOf } from "./judge-text.mjs";
import { GATES, makeTree, pickNote, storm } from "./judged-tree.mjs";
import { REVIEWER, TRUSTED } from "./knowledge-base.mjs";
import { placeOfTree } from "./ledger-place.mjs";
import { createRandom } from "./random.mjs";
import { requireEnd } from "./require-end.mjs";
import { REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";

/** @typedef {import("./proof.mjs").TrialContext} Context */

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "judged",
  title: "what is accepted is what was judged, whatever is done to notes and gates meanwhile",
  *trials({ size }) {
    const [trials, times] = size === "long" ? [4, 12] : [1, 2];
    for (let trial = 0; trial < trials; trial += 1) {
      yield {
        name: `two sweeps, bundle, split path and ack, ${times} times each, in a storm`,
        run: (context) => reviewInStorm(context, times),
      };
    }
  },
};

/** What commands in a tree need to find its ledger. @type {Map<string, Readonly<Record<string, string>>>} */
const environments = new Map();
const inTree = (/** @type {string} */ root) => ({ cwd: root, environment: environments.get(root) ?? {} });

const CHECKS = ["--runner", "checks", TRUSTED];
/** By name: a gate with a check is judged by a model only where it is named. */
const PROSE = GATES.filter((gate) => gate.startsWith("prose/"));
const SWEEP = [REVIEW_NESTED, "sweep", ...GATES, "--batch-size", "3"];

/** Who works beside the storm. @type {Record<string, (root: string, random: Context["random"]) => Promise<unknown>>} */
const WORKERS = {
  "a sweep": (root) => review(root, [...SWEEP, ...REVIEWER]),
  "a sweep of checks": (root) => review(root, [...SWEEP, ...CHECKS]),
  "a bundle": async (root, random) => {
    const note = pickNote(root, random);
    await review(root, [REVIEW_NESTED, "bundle", note, ...PROSE, ...random.pick([REVIEWER, CHECKS])]);
  },
  "the split path": takeSplitPath,
  acknowledgements: async (root, random) => {
    const model = ["--model", random.pick(["opus", "checks"])];
    const [gate, cohort] = [random.pick(GATES), ["--reason", "gate-changed", "--all", "--yes"]];
    const pair = [pickNote(root, random), gate, "--remark", "it still holds"];
    for (const what of [pair, ["--trivial"], ["--gate", gate, ...cohort]]) {
      await review(root, [REVIEW_NESTED, "ack", ...what, ...model]);
    }
  },
};

/** @param {Context} context @param {number} times */
async function reviewInStorm({ folder: root, random, count }, times) {
  const tree = await makeTree(root, random);
  const { environment, look, drop } = await placeOfTree(root);
  environments.set(root, environment);
  // So that there is something to acknowledge.
  await sweepAll(root);
  const calm = new AbortController();
  const storming = storm(tree, calm.signal);
  // Each with randomness of its own: whose turn it is when is nobody's choice.
  const working = Object.values(WORKERS).map(async (work) => {
    const own = createRandom(random.next());
    for (let time = 0; time < times; time += 1) await work(root, own);
  });
  const worked = await Promise.allSettled(working);
  calm.abort();
  count("edits, renames, deletions and branch switches", await storming);
  for (const ended of worked) if (ended.status === "rejected") throw ended.reason;
  const file = await look(`${root}-seen`);
  await checkLedger(file);
  recompute(file, count);

  await sweepAll(root);
  for (const model of ["opus", "checks"]) {
    const check = [REVIEW_NESTED, "stale", ...GATES, "--model", model, "--check"];
    requireEnd(await runNode(check, inTree(root)), 0);
  }
  recompute(await look(`${root}-seen-again`), () => undefined);
  await drop();
}

/** Nothing keeps it from reviewing everything. @param {string} root */
async function sweepAll(root) {
  for (const by of [REVIEWER, CHECKS]) requireEnd(await runNode([...SWEEP, ...by], inTree(root)), 0);
}

/** @param {string} root @param {Context["random"]} random */
async function takeSplitPath(root, random) {
  const asked = [pickNote(root, random), ...PROSE, "--runner", "agent", "--model", "opus", "--json"];
  const created = await review(root, [REVIEW_SPLIT, "create", ...asked]);
  if (created.exitCode !== 0) return;
  const { runId, note, gates } = JSON.parse(created.stdout);
  for (const { gateId, text } of gates) {
    mkdirSync(join(root, ".review"), { recursive: true });
    const file = join(root, ".review", "answer.md");
    writeFileSync(file, reviewOf(note.text, text));
    const write = ["write", "--run", String(runId), "--gate", gateId, "--file", file];
    requireEnd(await runNode([REVIEW_SPLIT, ...write], inTree(root)), 0);
  }
  requireEnd(await runNode([REVIEW_SPLIT, "finalize", "--run", String(runId)], inTree(root)), 0);
}

/** What an agent writes who judges as the reviewer does. @param {string} note @param {string} gate */
function reviewOf(note, gate) {
  const { digest, result } = judgeAsModel(note, gate);
  const findings = result === "PASS" ? "None." : `- ${result}: as it was decided\n  > A note`;
  return `### Summary\nJudged ${digest}.\n\n### Findings\n${findings}\n\n## Result: ${result}\n`;
}

/** A command whose note, gate or accepted review may be gone, or another one, at any moment. @param {string} root @param {string[]} args */
async function review(root, args) {
  const ran = await runNode(args, inTree(root));
  if (![0, 1, 2, 4].includes(ran.exitCode ?? -1)) requireEnd(ran, 0);
  return ran;
}

/** Makes every verdict that was accepted again. @param {string} ledger @param {Context["count"]} count */
function recompute(ledger, count) {
  const events = query(
    ledger,
    `SELECT event.id, event.note_path, event.gate_id, event.acceptance_kind AS kind, run.runner, review.decision,
      review.rationale_markdown AS rationale, note.text AS note, gate.text AS gate,
      review.reviewed_note_sha AS note_sha, review.gate_sha, event.accepted_note_sha, event.accepted_gate_sha
    FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = event.accepted_review_id
    JOIN review_runs AS run ON run.id = review.review_run_id
    LEFT JOIN snapshots AS note ON note.sha = review.reviewed_note_sha
    LEFT JOIN snapshots AS gate ON gate.sha = review.gate_sha`,
  );
  const wrong = events.flatMap((event) => {
    const why = findWrong(event);
    return why === undefined ? [] : [`event ${event.id}, ${event.note_path} ${event.gate_id}: ${why}`];
  });
  if (wrong.length > 0) throw new Error(`${wrong.length} of ${events.length}: ${wrong.join("; ")}`);
  for (const { kind, runner } of events) {
    count(kind === "full-review" ? `acceptances of ${runner} judged again` : "acknowledgements looked at");
  }
  const [missed] = query(
    ledger,
    "SELECT count(*) AS runs FROM review_runs WHERE debug_log LIKE '%its file was changed meanwhile%'",
  );
  count("checks whose note changed", missed?.runs);
  if (events.length === 0) throw new Error("nothing was accepted");
}

/** @param {Record<string, any>} event */
function findWrong({ kind, runner, decision, rationale, note, gate, ...shas }) {
  if (shaOf(note) !== shas.note_sha || shaOf(gate) !== shas.gate_sha) return "a text has another sha";
  const accepted = [shas.accepted_note_sha, shas.accepted_gate_sha].join();
  if (kind === "full-review" && accepted !== [shas.note_sha, shas.gate_sha].join()) {
    return "another text was accepted";
  }
  const { digest, result } =
    runner === "checks" ? judgeAsCheck(note, wordOf(gate)) : judgeAsModel(note, gate);
  if (decision !== result.toLowerCase()) return `${decision} instead of ${result}`;
  const isSilent = runner === "checks" && result === "PASS";
  return isSilent || rationale.includes(digest) ? undefined : "another text was judged";
}

/** @param {string} text */
const shaOf = (text) => createHash("sha256").update(text).digest("hex");

await runAsProgram(import.meta, proof);
