// The same reviews by the split path, by bundle, by sweep by gate and by sweep by note: the same rows, ids, clocks and
// execution data aside. By gate every pair is a run of its own; otherwise a run is a note with all its gates.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { answerPrompt } from "./answer-prompt.mjs";
import { checkLedger, query } from "./check-ledger.mjs";
import { makeKnowledgeBase, TRUSTED } from "./knowledge-base.mjs";
import { placeOfCopy, placeOfTree } from "./ledger-place.mjs";
import { program, REVIEW_NESTED, REVIEW_SPLIT } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";

/** Where the ledger of a tree is. @type {Map<string, import("./ledger-place.mjs").LedgerPlace>} */
const places = new Map();

/** @param {string} root */
function placeOf(root) {
  const place = places.get(root);
  if (!place) throw new Error(`${root} has no ledger`);
  return place;
}

/** @typedef {{ root: string, notes: string[], actualModel: string | undefined }} Task */

const REVIEWER = ["--runner", "mine", "--model", "Opus 4", TRUSTED];
const LENSES = ["claims", "prose"];
/** The note of which something is settled before. */
const SETTLED_NOTE = "notes/plain.md";

/** The ways to the same reviews. @type {Record<string, (task: Task) => Promise<void>>} */
const PATHS = {
  split: async ({ root, notes, actualModel }) => {
    for (const note of notes) {
      const created = await reviewBySplit(root, note, REVIEWER, actualModel);
      if (note === SETTLED_NOTE) await requireSameTexts(root, created);
    }
  },
  bundle: async ({ root, notes }) => {
    for (const note of notes) await review(root, [REVIEW_NESTED, "bundle", note, ...LENSES, ...REVIEWER]);
  },
  "sweep by gate": async ({ root }) => {
    await review(root, [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER]);
  },
  "sweep by note": async ({ root }) => {
    const grouped = ["--group-by", "note", "--mix-lenses"];
    await review(root, [REVIEW_NESTED, "sweep", "--all-gates", ...REVIEWER, ...grouped]);
  },
};

/**
 * Reviews a note as an agent does, which answers what a reviewer would be sent; gives what it was shown by `create`.
 * @param {string} root
 * @param {string} note
 * @param {readonly string[]} reviewer
 * @param {string | undefined} actualModel
 */
async function reviewBySplit(root, note, reviewer, actualModel) {
  const created = await review(root, [REVIEW_SPLIT, "create", note, ...LENSES, ...reviewer, "--json"]);
  const shown = JSON.parse(created);
  const runId = String(shown.runId);
  const prompt = await review(root, [REVIEW_NESTED, "bundle", note, ...LENSES, ...reviewer, "--dry-run"]);
  const files = [...blocksOf(answerPrompt(prompt))].flatMap(([gate, text], index) => {
    writeFileSync(join(root, `review-${index}.md`), text);
    return ["--gate", gate, "--file", `review-${index}.md`];
  });
  await review(root, [REVIEW_SPLIT, "write", "--run", runId, ...files]);
  const by = actualModel === undefined ? [] : ["--actual-model", actualModel];
  await review(root, [REVIEW_SPLIT, "finalize", "--run", runId, ...by]);
  return shown;
}

/** Lets another model find something in the note, and the owner let it stand. @param {string} root */
async function settle(root) {
  await reviewBySplit(root, SETTLED_NOTE, ["--runner", "mine", "--model", "sonnet"], undefined);
  const file = await placeOf(root).look(`${root}-settled`);
  const keys = query(file, "SELECT key FROM findings").map(({ key }) => String(key));
  if (keys.length === 0) throw new Error(`nothing was found in ${SETTLED_NOTE}`);
  await review(root, [REVIEW_NESTED, "waive", ...keys, "--remark", "as it was meant", TRUSTED]);
}

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "paths",
  title: "every path to the same reviews leaves the same rows",
  jobs: 2,
  *trials({ size }) {
    const [actualModels, notes] =
      size === "long"
        ? [[undefined, "claude-opus-4-8", "Claude Opus 4.8", undefined], 6]
        : [["Claude Opus 4.8"], 1];
    for (const actualModel of actualModels) {
      yield {
        name: `a random tree, answered by ${actualModel ?? "the model asked for"}`,
        run: (context) => comparePaths(context, { notes, actualModel }),
      };
    }
  },
};

/**
 * @param {import("./proof.mjs").TrialContext} context
 * @param {{ notes: number, actualModel: string | undefined }} options
 */
async function comparePaths({ random, folder, count }, { notes: amount, actualModel }) {
  const fresh = join(folder, "fresh");
  mkdirSync(fresh);
  const notes = makeTree(fresh, random, { amount, actualModel });
  places.set(fresh, await placeOfTree(fresh));
  await settle(fresh);
  /** @type {{ name: string, found: ReturnType<typeof describeLedger> }[]} */
  const results = [];
  for (const [name, takePath] of Object.entries(PATHS)) {
    const root = join(folder, name);
    cpSync(fresh, root, { recursive: true });
    places.set(root, await placeOfCopy(placeOf(fresh), root));
    await takePath({ root, notes, actualModel });
    const file = await placeOf(root).look(`${root}-seen`);
    await checkLedger(file);
    results.push({ name, found: describeLedger(file) });
  }
  const [first, ...others] = results;
  for (const { name, found } of others) {
    for (const what of /** @type {const} */ ([
      "gateReviews",
      "acceptances",
      "texts",
      "pairsOfRuns",
      "runs",
    ])) {
      if (what === "runs" && name === "sweep by gate") continue;
      const [a, b] = [JSON.stringify(first?.found[what], null, 1), JSON.stringify(found[what], null, 1)];
      if (a !== b) throw new Error(`${what} of ${name} differ from those of ${first?.name}:\n${a}\n${b}`);
    }
  }
  count("gate reviews compared on each of 4 paths", first?.found.gateReviews.length ?? 0);
}

/**
 * So many notes beside one that is always there, with randomness in names, traits and line ends; the notes' paths.
 * @param {string} root
 * @param {import("./random.mjs").Random} random
 * @param {{ amount: number, actualModel: string | undefined }} options
 */
function makeTree(root, random, { amount, actualModel }) {
  const by = actualModel === undefined ? [] : ["--answers-as", actualModel];
  makeKnowledgeBase(root, {
    command: [process.execPath, program("reviewer.mjs"), ...by],
    files: {
      "gates/claims/sources.md": "---\nrequires_trait: has-sources\n---\n# Sources\n\nIs it sourced?\n",
    },
  });
  rmSync(join(root, "notes"), { recursive: true });
  const notes = [SETTLED_NOTE];
  for (let index = 0; index < amount; index += 1) {
    notes.push(`notes/${random.pick(["a", "größe ", "sub folder/c", "-dash"])}-${index}.md`);
  }
  for (const note of notes) {
    const traits = random.pick([
      "",
      "---\ntraits: [has-sources]\n---\n",
      "---\r\ntraits: [other]\r\n---\r\n",
    ]);
    mkdirSync(dirname(join(root, note)), { recursive: true });
    writeFileSync(
      join(root, note),
      `${traits}# ${note}\n\n<!-- review-ignore claims: quoted -->\n\n\`\`\`\nA fence that nobody closes, and a [link](plain.md).\n`,
    );
  }
  return notes;
}

/** What a ledger says, without ids, clocks and execution data. @param {string} path */
function describeLedger(path) {
  const rows = (/** @type {string} */ sql) => query(path, sql);
  return {
    gateReviews: rows(`
      SELECT review.note_path, review.gate_id, review.model_id, decision, rationale_markdown, evidence_json, gate_sha,
        review.reviewed_note_sha, review_kind, runner, status
      FROM gate_reviews AS review JOIN review_runs AS run ON run.id = review_run_id ORDER BY 1, 2`),
    findings: rows(`
      SELECT note_path, gate_id, finding.ordinal, severity, message, suggestion, key, quote.ordinal AS quote, exact, prefix,
        suffix, start_offset, end_offset, start_line, start_column, end_line, end_column
      FROM findings AS finding JOIN gate_reviews AS review ON review.id = gate_review_id
      LEFT JOIN finding_quotes AS quote ON finding_id = finding.id ORDER BY 1, 2, 3, 8`),
    acceptances: rows(`
      SELECT event.note_path, event.gate_id, event.model_id, accepted_note_sha, accepted_gate_sha, acceptance_kind,
        override_decision, remark, decision, review.note_path = event.note_path AND review.gate_id = event.gate_id AS own
      FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = accepted_review_id ORDER BY 1, 2`),
    texts: rows("SELECT sha, text FROM snapshots ORDER BY sha"),
    pairsOfRuns: rows(`
      SELECT note_path, model_id, runner, reviewed_note_sha, status, failure_reason, gate_id, gate_sha
      FROM review_runs AS run JOIN review_run_gates ON review_run_id = run.id ORDER BY note_path, gate_id`),
    runs: rows(`
      SELECT note_path, model_id, runner, reviewed_note_sha, status, failure_reason,
        (SELECT json_group_array(json_array(gate_id, gate_sha, ordinal) ORDER BY ordinal)
         FROM review_run_gates WHERE review_run_id = run.id) AS gates
      FROM review_runs AS run ORDER BY note_path`),
  };
}

/** Runs a command that must do its work; gives its stdout. @param {string} cwd @param {readonly string[]} args */
async function review(cwd, args) {
  const { environment } = placeOf(cwd);
  const { exitCode, stdout, stderr } = await runNode(args, { cwd, environment });
  if (exitCode !== 0) throw new Error(`${args.slice(1).join(" ")}: exit ${exitCode}: ${stderr}`);
  return stdout;
}

/**
 * Every other path sends a reviewer the same prompt, and each text that the agent is shown stands in it, that of what is settled,
 * too.
 * @param {string} root
 * @param {{ note: { text: string }, gates: { text: string }[], settled?: string }} shown
 */
async function requireSameTexts(root, { note, gates, settled = "" }) {
  for (const reason of ["as it was meant", "quoted"]) {
    if (!settled.includes(`  Reason: ${reason}\n`)) throw new Error(`not settled: ${reason}\n${settled}`);
  }
  const bundle = [REVIEW_NESTED, "bundle", SETTLED_NOTE, ...LENSES, ...REVIEWER, "--dry-run"];
  const byNote = ["--group-by", "note", "--mix-lenses", "--force", "--dry-run", "--json"];
  const sweep = [REVIEW_NESTED, "sweep", ...LENSES, "--note", SETTLED_NOTE, ...REVIEWER, ...byNote];
  const { batches } = JSON.parse(await review(root, sweep));
  const prompt = await review(root, bundle);
  if (prompt.trim() !== batches[0].text.trim()) throw new Error(`another prompt:\n${batches[0].text}`);
  // A prompt has what a gate asks, without its front matter.
  const asked = gates.map(({ text }) => text.replace(/^---\n.*?\n---\n/s, ""));
  for (const text of [note.text, ...asked, settled]) {
    if (!prompt.includes(text.trim())) throw new Error(`not in the prompt:\n${text}`);
  }
}

/** The inside of each gate's block in a bundle. @param {string} bundle @returns {Map<string, string>} */
function blocksOf(bundle) {
  const blocks = bundle.matchAll(/^=== GATE REVIEW START \w+: (.*) ===\n([\s\S]*?)^=== GATE REVIEW END/gm);
  return new Map(Array.from(blocks, ([, gate = "", text = ""]) => [gate, text]));
}

await runAsProgram(import.meta, proof);
