import { findFrontMatter, offsetFinder, positionFinder } from "@review/protocol";
import type { Token } from "markdown-it";
import { type IgnoreComment, isComment, mentionsIgnore, readIgnoreComment } from "../text/ignore-comment.ts";
import { LONGEST_PARSED } from "../text/markdown-bounds.ts";
import { createMarkdownParser } from "../text/markdown-parser.ts";

/** A comment in a note that settles the findings of some gates in one block. */
export interface Ignore {
  /** Gates or lenses, as written. */
  gateIds: readonly string[];
  reason: string;
  /** UTF-16 offsets of the block, in whole lines. */
  start: number;
  end: number;
  /** Where the comment stands, 1-based. */
  line: number;
}

/** A comment that settles nothing. */
export interface IgnoreProblem {
  line: number;
  /** Says how to mend it. */
  message: string;
}

export interface FoundIgnores {
  /** In order of appearance. */
  ignores: Ignore[];
  problems: IgnoreProblem[];
}

/**
 * Finds the comments `<!-- review-ignore GATE: reason -->` of a note (in MDX `{/* … *\/}`), and the block that each covers: the one that
 * follows it in the same list item or quote, other comments passed over; `review-ignore-file` before all else covers the
 * whole note. What looks like one in code is none. Takes time in proportion to the text; in more than 65,536 characters
 * none is found, and a problem says so.
 */
export async function findIgnores(text: string): Promise<FoundIgnores> {
  if (!mentionsIgnore(text)) return { ignores: [], problems: [] };
  if (text.length > LONGEST_PARSED) return { ignores: [], problems: OPENING.test(text) ? [tooLong()] : [] };
  const { tokens, before } = await parseBody(text);
  const lines: Lines = { text, before, offsetOf: offsetFinder(text) };
  const found = commentsOf(tokens).map((comment) => placeComment(comment, lines));
  const problems = [...found.filter((each) => "message" in each), ...misplacedOf(tokens, lines)];
  return {
    ignores: found.filter((each) => "reason" in each),
    problems: problems.sort((a, b) => a.line - b.line),
  };
}

const OPENING = /(?<!\\)(?:<!--|\{\/\*)\s*review-ignore(?:-\w+)*(?!\w)/i;

/** Made when it is needed: the first number that `toLocaleString` writes takes 12 ms. */
const tooLong = (): IgnoreProblem => ({
  line: 1,
  message: `is longer than ${LONGEST_PARSED.toLocaleString("en")} characters, and review-ignore is not looked for; split it, or waive the finding`,
});

interface Lines {
  text: string;
  /** Lines above the body. */
  before: number;
  offsetOf: ReturnType<typeof offsetFinder>;
}

interface PlacedComment extends IgnoreComment {
  /** Counted from the first of the body. */
  line: number;
  /** Nothing but comments stands above it. */
  isFirst: boolean;
  /** First line of the block that follows, and the line behind its last. */
  block: readonly [number, number] | undefined;
}

/** All comments of a note that stand on lines of their own, with the line of each; none of a text that is too long to be parsed. */
export async function findComments(text: string): Promise<{ html: string; line: number }[]> {
  if (text.length > LONGEST_PARSED) return [];
  const { tokens, before } = await parseBody(text);
  return tokens
    .filter(({ type, content }) => type === "html_block" && isComment(content))
    .map(({ content, map }) => ({ html: content, line: before + (map?.[0] ?? 0) + 1 }));
}

/** The blocks below the front matter, and how many lines stand above them. */
async function parseBody(text: string): Promise<{ tokens: Token[]; before: number }> {
  const start = findFrontMatter(text)?.whole.length ?? (text.startsWith("\uFEFF") ? 1 : 0);
  return {
    tokens: await parseBlocks(text.slice(start)),
    before: positionFinder(text)(start).line - 1,
  };
}

/** What is within a line matters to nobody here, and takes most of the time. */
async function parseBlocks(markdown: string): Promise<Token[]> {
  const parser = await createMarkdownParser();
  parser.core.ruler.enableOnly(["normalize", "block"]);
  return parser.parse(markdown, {});
}

function commentsOf(tokens: readonly Token[]): PlacedComment[] {
  const comments: PlacedComment[] = [];
  const isPassedOver = ({ type, content }: Token) => type === "html_block" && isComment(content);
  const first = tokens.findIndex((token) => !isPassedOver(token));
  let block: PlacedComment["block"];
  // Backwards, so that each of many comments is looked at once.
  for (const [index, token] of [...tokens.entries()].reverse()) {
    if (!isPassedOver(token)) {
      block = token.map ?? undefined;
      continue;
    }
    const comment = readIgnoreComment(token.content);
    const isFirst = first === -1 || index < first;
    if (comment) comments.push({ ...comment, line: token.map?.[0] ?? 0, isFirst, block });
  }
  return comments.reverse();
}

function placeComment(comment: PlacedComment, lines: Lines): Ignore | IgnoreProblem {
  const { ofFile, gateIds, reason, isFirst, block } = comment;
  const line = lines.before + comment.line + 1;
  if (comment.problem !== undefined) return { line, message: comment.problem };
  if (ofFile) {
    return isFirst
      ? { gateIds, reason, start: 0, end: lines.text.length, line }
      : { line, message: NOT_AT_TOP };
  }
  return block === undefined
    ? { line, message: NOTHING_AFTER }
    : { gateIds, reason, ...spanOf(block, lines), line };
}

const NOT_AT_TOP =
  "review-ignore-file does not stand at the top of the note; move it there, or write review-ignore before a block";
const NOTHING_AFTER = "review-ignore has no block after it; put it before the block that it is about";

function spanOf(
  [from, to]: readonly [number, number],
  { text, before, offsetOf }: Lines,
): { start: number; end: number } {
  const startOf = (line: number) => offsetOf(before + line + 1, 1, "utf16") ?? text.length;
  const start = startOf(from);
  return { start, end: start + text.slice(start, startOf(to)).trimEnd().length };
}

/** Comments with something else beside them, and those that are never closed. */
function misplacedOf(tokens: readonly Token[], { before }: Lines): IgnoreProblem[] {
  const problems: IgnoreProblem[] = [];
  let block = 0;
  for (const { type, content, map } of tokens) {
    block = map?.[0] ?? block;
    const isText = type === "inline" && !content.includes("`");
    const isHtml = type === "html_block" && !isComment(content);
    const at = isText || isHtml ? content.search(OPENING) : -1;
    if (at === -1) continue;
    const line = before + block + positionFinder(content)(at).line;
    problems.push({ line, message: MISPLACED });
  }
  return problems;
}

const MISPLACED =
  "review-ignore settles nothing here: write it as a comment that ends with -->, on lines of its own, within no other HTML (in MDX {/* … */} between two blocks)";
