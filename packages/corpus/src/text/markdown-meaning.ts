import { setImmediate } from "node:timers/promises";
import type { MarkdownIt, Token } from "markdown-it";
import { readIgnoreComment } from "./ignore-comment.ts";
import { DEEPEST, LONGEST_PARSED } from "./markdown-bounds.ts";
import { createMarkdownParser } from "./markdown-parser.ts";

/** What Markdown says, as texts that are equal only for equal content. */
export interface MarkdownMeaning {
  /** The first heading of level 1, in Markdown or in HTML; "" without one. */
  heading: string;
  /** The rest, with a mark where that heading stands. */
  rest: string;
  /** The text as it is written, without comments that settle findings. */
  written: string;
}

/**
 * Reads what a Markdown text says, tables included; undefined for one that is too long, or nested deeper than is
 * looked at. White space, line wrapping of prose, blank lines, list markers and emphasis marks make no difference,
 * except inside code, nor do comments that settle findings, where they part nothing. Where another reader of Markdown may see more than prose (a row of a table, a `:::` block, a
 * definition), line breaks count.
 */
export async function readMeaning(markdown: string): Promise<MarkdownMeaning | undefined> {
  if (markdown.length > LONGEST_PARSED) return undefined;
  const parser = await createMeaningParser();
  // Two texts in one go would keep others waiting for twice as long.
  await setImmediate();
  const parsed = parser.parse(markdown, {});
  const tokens = parsed.filter((token) => !isIgnoreComment(token));
  // What is nested deeper is not among the tokens.
  if (tokens.some(({ level }) => level >= DEEPEST - 1)) return undefined;
  const source = {
    lines: markdown.split("\n"),
    withMarks: tokens.some(({ content }) => content.includes("]:")),
  };
  const start = tokens.findIndex(isHeading);
  const end = start === -1 ? 0 : start + (tokens[start]?.type === "heading_open" ? HEADING_TOKENS : 1);
  const write = (those: readonly Token[]) => those.flatMap((token) => partsOf(token, source));
  return {
    heading: start === -1 ? "" : asText(write(tokens.slice(start, end))),
    rest: asText([...write(tokens.slice(0, Math.max(start, 0))), ["title"], ...write(tokens.slice(end))]),
    written: withoutBlocks(source.lines, parsed.filter(isIgnoreComment)),
  };
}

/** Lines without those of some blocks, and without the blank ones behind each. */
function withoutBlocks(lines: readonly string[], blocks: readonly Token[]): string {
  const left = new Set<number>();
  for (const { map } of blocks) {
    const [start, end] = map ?? [0, 0];
    for (let at = start; at < end || lines[at]?.trim() === ""; at += 1) left.add(at);
  }
  return lines.filter((_, at) => !left.has(at)).join("\n");
}

function isIgnoreComment({ type, content }: Token): boolean {
  return type === "html_block" && readIgnoreComment(content) !== undefined;
}

/** HTML is compared as a whole, so all of a block that holds the heading counts as it. */
function isHeading({ type, tag, level, content, children }: Token): boolean {
  if (type === "heading_open") return tag === "h1" && level === 0;
  if (type === "html_block") return HTML_HEADING.test(content);
  return children?.some((child) => child.type === "html_inline" && HTML_HEADING.test(child.content)) ?? false;
}

const HTML_HEADING = /<h1[\s>]/i;

/** Its beginning, its text and its end. */
const HEADING_TOKENS = 3;

async function createMeaningParser(): Promise<MarkdownIt> {
  const parser = await createMarkdownParser();
  // Escaped characters are compared as written, and definitions as the text that they are written in.
  parser.disable("text_join");
  parser.validateLink = () => true;
  parser.normalizeLink = (url) => url;
  return parser;
}

interface Source {
  lines: readonly string[];
  /** Whether emphasis marks count: there are definitions, which are found by labels in which every character does. */
  withMarks: boolean;
}

/** A piece of text, or something else in an array of its own, which no text can look like. */
type Part = string | readonly unknown[];

function partsOf(token: Token, source: Source): Part[] {
  const { type, tag, attrs, content, info, markup, map } = token;
  if (type === "inline") return inlineParts(token, source);
  if (type === "text") return [content.replace(WHITE_SPACE, " ")];
  if (type === "text_special") return [markup];
  if (EXACT.has(type)) return [[type, info, content]];
  // Cells beyond those of the header are shown nowhere, nor among the tokens.
  if (type === "tr_open") return [[type, source.lines[map?.[0] ?? -1]?.replace(/[\s|]+/g, "")]];
  if (type === "image") return [[type, attrs, content]];
  const isMark = type.startsWith("em_") || type.startsWith("strong_");
  return [[type, tag, attrs, isMark && source.withMarks ? markup : ""]];
}

const WHITE_SPACE = /[ \t\n]+/g;
const EXACT = new Set(["code_inline", "code_block", "fence", "html_block", "html_inline"]);

// Code that is not Markdown's own: HTML within a line, formulas, comments of Obsidian, shortcodes and templates.
const OTHER_CODE = /<(?:code|kbd|listing|plaintext|pre|samp|script|style|svg|textarea|xmp)\b|\$|%%|\{[{%<]/i;

function inlineParts({ content, children }: Token, source: Source): Part[] {
  if (OTHER_CODE.test(content)) return [["written", content]];
  const wrap = content.split("\n").every(isProse) ? " " : "\n";
  return (children ?? []).flatMap((child) => (child.type === "softbreak" ? [wrap] : partsOf(child, source)));
}

// A line of prose begins with a word, perhaps quoted or emphasized, with code or with a link. A number or a letter with
// a dot or a bracket behind it may begin an item of a list.
const PROSE =
  /^[ \t]*(?:["'“‘(]?[*_]{0,3}["'“‘(]?(?!(?:\p{Nd}+|[ivxlcdm]+|\p{L})[.)])[\p{L}\p{Nd}]|`[^`]|\[[^\]!^]*\]\()/iu;

function isProse(line: string): boolean {
  return PROSE.test(line) && !line.includes("|") && !line.includes("::");
}

/** Parts as one text; neighbouring texts are joined, so that it does not matter how a parser came upon them. */
function asText(parts: readonly Part[]): string {
  const joined: Part[] = [];
  let text: string[] = [];
  for (const part of [...parts, []]) {
    if (typeof part === "string") text.push(part);
    else {
      joined.push(text.join(""), part);
      text = [];
    }
  }
  return JSON.stringify(joined);
}
