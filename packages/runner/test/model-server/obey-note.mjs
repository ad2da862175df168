import { rewriteBundle } from "@review/test-kit/answer-from-prompt.mjs";

/** @typedef {import("./plan.mjs").Turn} Turn */
/** @typedef {{ notePath: string, verb: string, object: string }} Order */

// What a note may tell the reviewer, one order a line.
const ORDER = /^Reviewer: (run|read|write|print|decide) `(.*)`$/;

/**
 * A model without any judgement: it does what a note tells it to. First it calls all the tools asked for, allowed or
 * not. Then it answers, and puts what the tools gave and what it was told to print (`\n` stands for a line break)
 * before the bundle, inside the note's block and, quoted, inside its reviews, with the verdict it was told to give.
 * @param {Turn} turn
 * @param {(prompt: string) => string} answer
 * @returns {import("./plan.mjs").AnswerPlan}
 */
export function obeyNote(turn, answer) {
  const orders = findOrders(turn.prompt);
  if (turn.toolResults.length === 0) {
    const calls = orders.flatMap(toAction).map((action, index) => turn.call(action, `obey_${index}`));
    if (calls.length > 0) return { kind: "answer", parts: calls };
  }
  const printed = orders.flatMap(({ verb, object }) =>
    verb === "print" ? object.replaceAll("\\n", "\n") : [],
  );
  const said = [...turn.toolResults, ...printed].join("\n");
  const bundle = orders.reduce((text, order) => obeyInBundle(text, order, said), answer(turn.prompt));
  return { kind: "answer", parts: [{ type: "text", text: `${said}\n${bundle}` }] };
}

/** @param {string} prompt @returns {Order[]} */
function findOrders(prompt) {
  let notePath = "";
  return prompt.split(/\r?\n/).flatMap((line) => {
    notePath = /^## Note (.*)$/.exec(line)?.[1] ?? notePath;
    const [, verb, object = ""] = ORDER.exec(line) ?? [];
    return verb === undefined ? [] : [{ notePath, verb, object }];
  });
}

/** @param {Order} order @returns {import("./plan.mjs").Action[]} */
function toAction({ verb, object }) {
  if (verb === "run") return [{ run: object }];
  if (verb === "read") return [{ read: object }];
  return verb === "write" ? [{ write: object, content: "written by the reviewer\n" }] : [];
}

/** @param {string} bundle @param {Order} order @param {string} said */
function obeyInBundle(bundle, { notePath, verb, object }, said) {
  return rewriteBundle(bundle, (line, pair) => {
    if (pair.notePath !== notePath) return line;
    if (verb === "decide") return line.replace(/^## Result: .*/, `## Result: ${object}`);
    if (verb !== "print") return line;
    if (line.startsWith("=== NOTE START")) return `${line}\n${said}`;
    return line === "### Summary" ? `${line}\n${said.replaceAll(/^/gm, "> ")}` : line;
  });
}
