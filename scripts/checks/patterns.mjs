// The regular expressions of sources, and which of them may take the square of a text's length, or worse.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { analyse } from "scslre";

/** @typedef {{ file: string, source: string, flags: string }} Pattern */

/**
 * The patterns of one module: literals, and what `new RegExp` makes of constants of the module. `unread` has the text of each
 * `new RegExp` whose pattern is known only when it runs.
 * @param {string} file
 * @param {string} text
 * @returns {{ patterns: Pattern[], unread: { file: string, text: string }[] }}
 */
export function patternsOf(file, text) {
  const { program } = parseSync(file, text);
  /** @type {Map<string, Node>} */
  const constants = new Map();
  /** @type {Pattern[]} */
  const patterns = [];
  /** @type {Node[]} */
  const made = [];
  const visitMade = (/** @type {unknown} */ node) => {
    const call = /** @type {Node} */ (node);
    if (call.callee?.name === "RegExp") made.push(call);
  };
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === "Identifier" && init) constants.set(id.name, /** @type {Node} */ (init));
    },
    Literal(node) {
      if ("regex" in node) patterns.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
    NewExpression: visitMade,
    CallExpression: visitMade,
  }).visit(program);
  /** @type {{ file: string, text: string }[]} */
  const unread = [];
  for (const { start, end, arguments: [pattern, flags] = [] } of made) {
    const [source, letters] = [textOf(pattern, constants), flags ? textOf(flags, constants) : ""];
    if (source === undefined || letters === undefined) unread.push({ file, text: text.slice(start, end) });
    else patterns.push({ file, source, flags: letters });
  }
  return { patterns, unread };
}

/**
 * @typedef {object} Node
 * @property {string} type
 * @property {number} start
 * @property {number} end
 * @property {string} [name]
 * @property {unknown} [value]
 * @property {Node} [callee]
 * @property {Node[]} [arguments]
 * @property {Node} [tag]
 * @property {Node} [quasi]
 * @property {{ value: { raw: string, cooked: string } }[]} [quasis]
 * @property {Node[]} [expressions]
 */

/** What a text made of constants is; undefined for any other. @param {Node | undefined} node @param {ReadonlyMap<string, Node>} constants @returns {string | undefined} */
function textOf(node, constants) {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "Identifier") return textOf(constants.get(node.name ?? ""), constants);
  const isRaw = node?.type === "TaggedTemplateExpression";
  const { quasis, expressions = [] } = (isRaw ? node.quasi : node) ?? {};
  if (!quasis) return undefined;
  const held = expressions.map((each) => textOf(each, constants));
  if (held.includes(undefined)) return undefined;
  return quasis.map(({ value }, at) => value[isRaw ? "raw" : "cooked"] + (held[at] ?? "")).join("");
}

/** Every pattern of the sources of packages, tests left out. @param {string} packages the folder that holds them */
export function patternsIn(packages) {
  const files = readdirSync(packages, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test|\.d)\.(?:tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(packages, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => /^(?!test-kit\/)[^/]+\/src\//.test(file));
  const read = files.map((file) => patternsOf(file, readFileSync(join(packages, file), "utf8")));
  return {
    patterns: read.flatMap(({ patterns }) => patterns),
    unread: read.flatMap(({ unread }) => unread),
  };
}

/**
 * Whether a pattern takes longer than in proportion to some text that repeats one character: two of its parts take the same characters one
 * behind the other, or it is tried again at each of those that it passed. Of texts that repeat a word nothing is found.
 * @param {Pick<Pattern, "source" | "flags">} pattern
 */
export function isSlow({ source, flags }) {
  return analyse({ source, flags }, { assumeRejectingSuffix: false }).reports.length > 0;
}
