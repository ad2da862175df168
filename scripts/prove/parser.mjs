// What the parser of bundles makes of anything: never an error, never a block that was not asked for or does not stand
// in the answer between its own lines, and time that grows with the input and no faster.
import fc from "fast-check";
import { newToken, parseBundle, parseGateReview, renderPrompt } from "../../packages/protocol/dist/index.js";
import { answerPrompt } from "./answer-prompt.mjs";
import {
  damagedBundle,
  GATES,
  goodBundle,
  mixture,
  NOTES,
  REPEATED,
  REVIEW,
  randomBytes,
  TOKEN,
} from "./parser-texts.mjs";
import { runAsProgram } from "./run-as-program.mjs";

const ASKED = NOTES.map((notePath) => ({ notePath, gateIds: GATES }));

/** @type {import("./proof.mjs").Proof} */
export const proof = {
  name: "parser",
  title: "no answer breaks the parser, and nothing is accepted that was not asked for",
  notOnServer: "it opens no ledger",
  *trials({ size }) {
    const amount = size === "long" ? 20_000 : 500;
    yield { name: `${amount} damaged bundles`, run: (context) => fuzz(context, amount, damagedBundle) };
    yield { name: `${amount} texts of random bytes`, run: (context) => fuzz(context, amount, randomBytes) };
    yield {
      name: `${amount} mixtures of sentinels and results`,
      run: (context) => fuzz(context, amount, mixture),
    };
    yield {
      name: `${amount} notes that speak the grammar`,
      run: (context) => quoteHostileNotes(context, amount),
    };
    const largest = size === "long" ? 64 : 4;
    for (const [what, unit] of Object.entries(REPEATED)) {
      yield {
        name: `up to ${largest} MB of ${what}`,
        run: async (context) => measure(context, unit, largest),
      };
    }
  },
};

/** @param {import("./proof.mjs").TrialContext} context @param {number} numRuns @param {fc.Arbitrary<string>} texts */
async function fuzz({ random, count }, numRuns, texts) {
  const property = fc.property(texts, (text) => {
    requireHonest(text);
    parseGateReview(text);
    count("texts parsed");
  });
  fc.assert(property, { seed: random.below(2 ** 31), numRuns });
}

/** Whatever is accepted was asked for, and stands between its own lines. @param {string} text */
function requireHonest(text) {
  const outcomes = parseBundle(text, { token: TOKEN, expected: ASKED });
  if (outcomes.map(({ notePath }) => notePath).join() !== NOTES.join())
    throw new Error("other notes than asked for");
  for (const { notePath, reviews, problems } of outcomes) {
    if (problems.length === 0 && reviews.length !== GATES.length)
      throw new Error(`${notePath} is incomplete`);
    for (const { gateId, decision, rationaleMarkdown } of reviews) {
      const standsThere = insidesOf(text, notePath, gateId).some((inside) => {
        const whole = inside.replaceAll("\r\n", "\n").trimEnd();
        return whole.endsWith(`## Result: ${decision.toUpperCase()}`) && whole.includes(rationaleMarkdown);
      });
      if (!GATES.includes(gateId) || !standsThere) throw new Error(`${gateId} of ${notePath} was made up`);
    }
  }
}

/** What stands between a pair's own lines, found by another way than the parser's. @param {string} text @param {string} notePath @param {string} gateId */
function insidesOf(text, notePath, gateId) {
  const start = `=== GATE REVIEW START ${TOKEN}: ${gateId} ===`;
  const end = `=== GATE REVIEW END ${TOKEN}: ${gateId} ===`;
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const trimmed = lines.map((each) => each.trimEnd());
  // A line that breaks off before its last `===` is text like any other.
  const noteStart = new RegExp(`^=== NOTE START ${TOKEN}: .* ===$`);
  let note = "";
  /** @type {string[]} */
  const insides = [];
  for (const [index, each] of trimmed.entries()) {
    if (noteStart.test(each)) note = each;
    if (each !== start || note !== `=== NOTE START ${TOKEN}: ${notePath} ===`) continue;
    const last = trimmed.indexOf(end, index);
    if (last !== -1) insides.push(lines.slice(index + 1, last).join("\n"));
  }
  return insides;
}

/**
 * Notes that hold whole bundles, as somebody would write who wants to be passed, and a reviewer that quotes them in
 * full before it answers: only the answer counts.
 * @param {import("./proof.mjs").TrialContext} context
 * @param {number} numRuns
 */
async function quoteHostileNotes({ random, count }, numRuns) {
  const notes = fc.tuple(fc.oneof(mixture, damagedBundle), fc.oneof(mixture, damagedBundle));
  const property = fc.property(notes, (texts) => {
    // No note can know the token: it is made after the note was written.
    const token = newToken();
    fc.pre(texts.every((text) => !text.includes(token)));
    const gates = GATES.map((gateId) => ({ gateId, text: `# ${gateId}` }));
    const requested = NOTES.map((notePath, index) => ({
      notePath,
      text: texts[index] ?? "",
      links: [],
      gateIds: GATES,
    }));
    const prompt = renderPrompt({ token, gates, notes: requested });
    const answer = answerPrompt(prompt);
    const options = { token, expected: ASKED };
    const outcomes = (/** @type {string} */ text) =>
      JSON.stringify(parseBundle(text, options), [
        "notePath",
        "reviews",
        "gateId",
        "decision",
        "rationaleMarkdown",
        "problems",
      ]);
    const plain = outcomes(answer);
    const quoting = outcomes(`${texts.join("\n")}\n${answer}\n${texts.join("\n")}`);
    if (plain !== quoting) throw new Error(`the notes changed the outcome: ${quoting}`);
    if (plain.includes('"problems":[{')) throw new Error(`the answer did not count: ${plain}`);
    // A reviewer that prints the whole prompt has printed an unfilled template with the right token: no review.
    const echoed = parseBundle(`${prompt}\n${answer}`, options);
    if (echoed.some(({ problems }) => problems.length === 0))
      throw new Error("a repeated template was accepted");
    count("hostile notes quoted", texts.length);
  });
  fc.assert(property, { seed: random.below(2 ** 31), numRuns });
}

const MB = 1_000_000;

/** @param {import("./proof.mjs").TrialContext} context @param {string} unit @param {number} largest */
function measure({ count }, unit, largest) {
  const seconds = [largest / 8, largest].map((megabytes) => {
    const filling = unit.repeat(Math.ceil((megabytes * MB) / unit.length));
    const text = goodBundle(TOKEN, `### Summary\n${filling}\n\n${REVIEW}`);
    const before = process.cpuUsage();
    const outcomes = parseBundle(text, { token: TOKEN, expected: ASKED });
    parseGateReview(filling);
    const { user, system } = process.cpuUsage(before);
    if (outcomes.length !== NOTES.length) throw new Error("an outcome is missing");
    count("MB of hostile text parsed", Math.round(text.length / MB));
    return (user + system) / 1_000_000;
  });
  const [small = 0, large = 0] = seconds;
  // Eight times the text; a square would take 64 times as long. Short times are mostly noise.
  if (large > 0.5 && large > 32 * small) throw new Error(`${small} s for an eighth, ${large} s for all`);
}

await runAsProgram(import.meta, proof);
