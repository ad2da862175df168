import { obeyNote } from "./obey-note.mjs";

/** @typedef {import("./plan.mjs").Turn} Turn */
/** @typedef {import("./plan.mjs").Plan} Plan */
/** @typedef {(prompt: string) => string} Answer */

/** What `other-model` says that it is. */
export const OTHER_MODEL = "another-model-1";
/** What `tool-write` makes, where it may. */
export const MADE_BY = { run: "made-by-run.md", write: "made-by-write.md" };
/** How long the answer of `big` is, at least: characters, all of them one line in the first review. */
export const BIG_ANSWER_LENGTH = 2 * 1024 * 1024;

/** @satisfies {Record<string, { about: string, plan: (turn: Turn, answer: Answer) => Plan }>} */
const table = {
  ok: {
    about: "the answer, as asked",
    plan: (turn, answer) => say(answer(turn.prompt)),
  },
  "two-texts": {
    about: "the answer in two texts",
    plan: (turn, answer) => {
      const text = answer(turn.prompt);
      const middle = text.indexOf("\n", text.length / 2) + 1;
      return say(text.slice(0, middle), text.slice(middle));
    },
  },
  "tool-use": {
    about:
      "reads the first local link of a note (README.md if there is none), then the answer after what was read",
    plan: (turn, answer) => {
      const [result] = turn.toolResults;
      if (result !== undefined) return say(`What I read: ${result}\n`, answer(turn.prompt));
      const path = /^exists (.+)$/m.exec(turn.prompt)?.[1] ?? "README.md";
      const { parts } = say("Let me read the link first.");
      return { kind: "answer", parts: [...parts, turn.call({ read: path }, "read_0")] };
    },
  },
  "tool-loop": {
    about: "reads README.md, again and again",
    plan: (turn) => ({
      kind: "answer",
      parts: [turn.call({ read: "README.md" }, `read_${turn.toolResults.length}`)],
    }),
  },
  "tool-write": {
    about: "runs a command and writes a file, then the answer after what came of it",
    plan: (turn, answer) => {
      if (turn.toolResults.length > 0)
        return say(`What came of it: ${turn.toolResults.join(" | ")}\n`, answer(turn.prompt));
      const write = { write: MADE_BY.write, content: "written by the reviewer\n" };
      return {
        kind: "answer",
        parts: [turn.call({ run: `touch ${MADE_BY.run}` }, "run_0"), turn.call(write, "write_0")],
      };
    },
  },
  "obey-note": {
    about:
      'does what lines such as "Reviewer: run `touch x`" in a note say (run, read, write, print, decide)',
    plan: obeyNote,
  },
  "other-model": {
    about: `the answer of another model than asked: ${OTHER_MODEL}`,
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), servedModel: OTHER_MODEL }),
  },
  // Gateways that translate another service's answers end a message in ways of their own.
  "null-stop": {
    about: "the answer, whose stop reason is null (Messages API)",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), stop: { stop_reason: null } }),
  },
  "absent-stop": {
    about: "the answer, without a stop reason (Messages API)",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), stop: {} }),
  },
  "foreign-stop": {
    about: "the answer, whose stop reason is another service's: stop (Messages API)",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), stop: { stop_reason: "stop" } }),
  },
  "stop-sequence": {
    about: "the answer, said to end at a stop sequence (Messages API)",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), stop: { stop_reason: "stop_sequence" } }),
  },
  "invented-quote": {
    about: "quotes in the first review what the note does not say, until it is told so",
    plan: (turn, answer) => {
      const text = answer(turn.prompt);
      const isTold = turn.prompt.includes("\n# What was wrong\n");
      return say(isTold ? text : text.replace(/^ {2}> .*$/m, "  > what nobody has written"));
    },
  },
  empty: { about: "an answer without text", plan: () => say() },
  big: {
    about: "2 MB of text inside the first review",
    plan: (turn, answer) => {
      const line = "a long line ".repeat(BIG_ANSWER_LENGTH / 12 + 1);
      return say(answer(turn.prompt).replace("### Summary", `### Summary\n${line}`));
    },
  },
  cut: {
    about: "the connection ends in the middle of the answer",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), break: "cut" }),
  },
  stall: {
    about: "nothing more comes in the middle of the answer",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), break: "stall" }),
  },
  "overload-midway": {
    about: "the service says in the middle of the answer that it is overloaded",
    plan: (turn, answer) => ({ ...say(answer(turn.prompt)), break: "overload" }),
  },
  "output-limit": {
    about:
      "all but the last review, then the limit of what the model may write; a prompt that was told so gets all",
    plan: (turn, answer) => {
      const text = answer(turn.prompt);
      if (turn.prompt.includes("\n# What was wrong\n")) return say(text);
      return { ...say(text.slice(0, text.lastIndexOf("## Result:"))), reachesLimit: true };
    },
  },
  page: { about: "a page in HTML, as a portal or a proxy would show", plan: () => ({ kind: "page" }) },
  "no-credit": { about: "the account's credit is used up", plan: () => fail("no-credit") },
  "unknown-model": { about: "there is no such model", plan: () => fail("unknown-model") },
  refusal: { about: "the model refuses", plan: () => ({ ...say(), refuses: true }) },
  "auth-401": { about: "the key is wrong", plan: () => fail("unauthorized") },
  "rate-429": { about: "a short rate limit, with retry-after", plan: () => fail("rate-limited") },
  "usage-limit": { about: "the plan's usage is exhausted", plan: () => fail("usage-limit") },
  overloaded: { about: "the service is overloaded", plan: () => fail("overloaded") },
  "too-long-again": {
    about: "the answer, as asked; but a conversation exceeds the context window",
    plan: (turn, answer) =>
      turn.prompt.includes("\nPrint some reviews of your last answer once more.")
        ? fail("prompt-too-long")
        : say(answer(turn.prompt)),
  },
  "too-long": { about: "the prompt exceeds the context window", plan: () => fail("prompt-too-long") },
};

/** @typedef {keyof typeof table} ScenarioName */
/** @type {Record<ScenarioName, { about: string, plan: (turn: Turn, answer: Answer) => Plan }>} */
export const SCENARIOS = table;

/** @param {string[]} texts @returns {import("./plan.mjs").AnswerPlan} */
function say(...texts) {
  return { kind: "answer", parts: texts.map((text) => ({ type: "text", text })) };
}

/** @param {import("./plan.mjs").ErrorName} error @returns {Plan} */
function fail(error) {
  return { kind: "error", error };
}
