// Where a name that a repository chooses stands in a line of a command, which is printed as it is: with what is not seen in it, a name can
// be taken for another one. `tell`, `print`, `warn`, errors and the cells of tables show names themselves.
import { parseSync } from "oxc-parser";

/** @typedef {{ type: string, start: number, end: number } & Record<string, unknown>} Node */

/** What holds such a name, whatever object it is of. */
const NAMES = /(?:^|\.)(?:notePath|gateId|modelId|path)$|(?:^|\.)(?:note\.path|gate\.id)$/;

/** What shows the names in the text that it is given. */
const SHOWS = /^(?:nameLine|lineWithNames|tell|writeTalk|print|warn|nameWord|shellWord|escapeUnclear)$/;

/**
 * The names that one module puts into lines as they are, each with its line: parts of the texts of a function that returns `string[]`,
 * and whatever is given to `oneLine`, which is for texts that somebody wrote.
 * @param {string} text
 * @returns {string[]}
 */
export function rawNamesIn(text) {
  /** @type {string[]} */
  const found = [];
  const wordsOf = (/** @type {Node} */ { start, end }) => text.slice(start, end);
  /** Either of two may be what is shown. @param {Node} node @returns {Node[]} */
  const shownOf = (node) =>
    [node.consequent, node.alternate, node.left, node.right].some(Boolean)
      ? [node.consequent, node.alternate, node.left, node.right].flatMap((each) =>
          each ? shownOf(/** @type {Node} */ (each)) : [],
        )
      : [node];
  const look = (/** @type {unknown} */ nodes) => {
    for (const node of /** @type {Node[]} */ (nodes).flatMap(shownOf)) {
      const line = text.slice(0, node.start).split("\n").length;
      if (NAMES.test(wordsOf(node).replaceAll("?.", "."))) found.push(`${line}: ${wordsOf(node)}`);
    }
  };
  /** @param {unknown} value @param {boolean} inLines */
  const walk = (value, inLines) => {
    if (Array.isArray(value)) for (const each of value) walk(each, inLines);
    if (typeof value !== "object" || value === null || !("type" in value)) return;
    const node = /** @type {Node} */ (value);
    const callee = node.type === "CallExpression" ? wordsOf(/** @type {Node} */ (node.callee)) : "";
    const returned = node.returnType ? wordsOf(/** @type {Node} */ (node.returnType)) : undefined;
    const isLines = returned === undefined ? inLines : /^: (?:readonly )?string\[\]/.test(returned);
    const isShown = SHOWS.test(callee) || node.type === "NewExpression";
    if (callee === "oneLine") look(node.arguments);
    if (node.type === "TemplateLiteral" && isLines) look(node.expressions);
    for (const each of Object.values(node)) walk(each, isLines && !isShown);
  };
  walk(parseSync("module.ts", text).program, false);
  return found;
}
