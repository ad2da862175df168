// Exotic names of notes and gates: each acceptance names the pair that was judged, whether a reviewer copies names
// exactly or respells them, and no name is read by a shell.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkLedger, query } from "./check-ledger.mjs";
import { judgeAsCheck, judgeAsModel } from "./judge-text.mjs";
import { REVIEWER, TRUSTED } from "./knowledge-base.mjs";
import { placeOfTree } from "./ledger-place.mjs";
import { FAMILIES, FOLDERS, MARKER } from "./names-exotic.mjs";
import { requireEnd } from "./require-end.mjs";
import { program, REVIEW_NESTED } from "./review.mjs";
import { runAsProgram } from "./run-as-program.mjs";
import { runNode } from "./run-process.mjs";

/**
 * @typedef {import("./proof.mjs").TrialContext} Context
 * @typedef {{ name: string, text: string, word: string }} Named a note by its path or a gate by its id
 */

const BY_GATE = ["--group-by", "gate", "--batch-size", "25"];
const BY_NOTE = ["--group-by", "note", "--batch-size", "25", "--mix-lenses"];
const CHECKS = ["--runner", "checks", TRUSTED];

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "names",
  title: "whatever notes and gates are called, each verdict is that of its pair, and no shell reads a name",
  *trials({ size }) {
    const amounts = size === "long" ? { notes: 50, gates: 25, asked: 10 } : { notes: 10, gates: 4, asked: 1 };
    for (const [order, sweep] of /** @type {const} */ ([
      ["by gate", BY_GATE],
      ["by note", BY_NOTE],
    ])) {
      for (const reviewer of [[], ["--respell"]]) {
        const copied = reviewer.length === 0 ? "exactly" : "in another spelling";
        yield {
          name: `${amounts.notes} notes and ${amounts.gates} gates ${order}, their names copied ${copied}`,
          run: (context) => sweepNames(context, amounts, { reviewer, sweep: [...sweep, ...REVIEWER] }),
        };
      }
    }
    yield {
      name: `${amounts.notes} notes and ${amounts.gates} gates with checks`,
      run: (context) => sweepNames(context, amounts, { reviewer: [], sweep: CHECKS }),
    };
  },
};

/**
 * @param {Context} context
 * @param {{ notes: number, gates: number, asked: number }} amounts `asked`: notes that a command is asked about by name
 * @param {{ reviewer: readonly string[], sweep: readonly string[] }} how
 */
async function sweepNames({ folder, random, count }, amounts, { reviewer, sweep }) {
  const root = join(folder, "root");
  const config = {
    runners: { mine: { command: [process.execPath, program("judge.mjs"), ...reviewer] } },
    limits: { gatesPerPrompt: 25 },
  };
  mkdirSync(root);
  writeFileSync(join(root, "review.config.json"), JSON.stringify(config));
  const gateOf = sweep === CHECKS ? gateWithCheck : gateForModel;
  const notes = writeNamed(root, random, { folder: "notes", amount: amounts.notes, textOf: noteOf });
  const gates = writeNamed(root, random, { folder: "gates", amount: amounts.gates, textOf: gateOf });
  const { environment, look, drop } = await placeOfTree(root);
  const inTree = { cwd: root, environment };
  const ran = await runNode([REVIEW_NESTED, "sweep", "--all-gates", ...sweep], inTree);
  requireEnd(ran, 0);
  const file = await look(join(folder, "seen"));
  await checkLedger(file);
  requireVerdicts(file, notes, gates, sweep === CHECKS);
  count("pairs of exotic names judged", notes.length * gates.length);

  const model = ["--model", sweep === CHECKS ? "checks" : "opus"];
  const again = await runNode([REVIEW_NESTED, "stale", "--all-gates", "--check", ...model], inTree);
  requireEnd(again, 0, /nothing is stale/);
  for (const { name: note } of random.sample(notes, amounts.asked)) {
    const pair = ["--", note, random.pick(gates).name];
    const why = await runNode([REVIEW_NESTED, "why", "--json", ...model, ...pair], inTree);
    requireEnd(why, 0);
    const { notePath, gateId } = JSON.parse(why.stdout);
    if (notePath !== pair[1] || gateId !== pair[2]) throw new Error(`asked for ${pair}: ${why.stdout}`);
  }
  await drop();
  const touched = readdirSync(folder, { recursive: true }).filter((path) =>
    String(path).split("/").at(-1)?.startsWith(MARKER),
  );
  if (touched.length > 0) throw new Error(`a shell read a name: ${touched}`);
}

/**
 * Writes so many files with exotic names; those that are easily confused come together.
 * @param {string} root
 * @param {Context["random"]} random
 * @param {{ folder: "notes" | "gates", amount: number, textOf: (word: string) => string }} what
 */
function writeNamed(root, random, { folder, amount, textOf }) {
  /** @type {Named[]} */
  const named = [];
  const families = random.sample(FAMILIES, FAMILIES.length);
  while (named.length < amount) {
    const family = families.splice(random.below(families.length), 1)[0] ?? [];
    const within = random.pick(FOLDERS);
    for (const name of family) {
      const path = `${folder}/${within}${name}.md`;
      if (named.length === amount || existsSync(join(root, path))) continue;
      const word = `w${random.below(2 ** 31)}`;
      const text = textOf(word);
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
      named.push({ name: folder === "notes" ? path : `${within}${name}`, text, word });
    }
  }
  return named;
}

/** @param {string} word */
const noteOf = (word) => `# A note\n\n${word}\n`;

/** @param {string} word */
const gateForModel = (word) => `Is it so? ${word}\n`;

/** @param {string} word */
const gateWithCheck = (word) =>
  `---\ncheck: ${process.execPath} ${program("judge-file.mjs")} ${word}\n---\nIs it so? ${word}\n`;

/**
 * Throws unless each pair has been accepted once, with the verdict of its own two texts.
 * @param {string} file
 * @param {readonly Named[]} notes
 * @param {readonly Named[]} gates
 * @param {boolean} byChecks
 */
function requireVerdicts(file, notes, gates, byChecks) {
  const events = query(
    file,
    `SELECT event.note_path, event.gate_id, review.decision, review.rationale_markdown AS rationale
    FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = event.accepted_review_id`,
  );
  const found = new Map(events.map((event) => [JSON.stringify([event.note_path, event.gate_id]), event]));
  const pairs = notes.length * gates.length;
  if (events.length !== pairs) throw new Error(`${events.length} acceptances of ${pairs} pairs`);
  for (const note of notes) {
    for (const gate of gates) {
      const pair = JSON.stringify([note.name, gate.name]);
      const { digest, result } = byChecks
        ? judgeAsCheck(note.text, gate.word)
        : judgeAsModel(note.text, gate.text);
      const { decision, rationale = "" } = found.get(pair) ?? {};
      if (decision !== result.toLowerCase()) throw new Error(`${pair}: ${decision} instead of ${result}`);
      const isSilent = byChecks && result === "PASS";
      if (!isSilent && !rationale.includes(digest)) throw new Error(`${pair} has the review of another`);
    }
  }
}

await runAsProgram(import.meta, proof);
