import { setImmediate } from "node:timers/promises";
import type { MarkdownIt, Token } from "markdown-it";
import { readIgnoreComment } from "./ignore-comment.ts";
import { DEEPEST, LONGEST_PARSED } from "./markdown-bounds.ts";
import { createMarkdownParser } from "./markdown-parser.ts";

/** What Markdown says, as texts that are equal only for equal content. */
export interface MarkdownMeaning {
  /** The first heading of level 1; "" without one, and all of the text where it is not certain which that is. */
  heading: string;
  /** The rest, with a mark where that heading stands. */
  rest: string;
  /** The text as it is written, without comments of one line that settle findings. */
  written: string;
}

/**
 * Reads what a Markdown text says, tables included; undefined for one that is too long, or nested deeper than is
 * looked at. White space, line wrapping of prose, blank lines, list markers and emphasis marks make no difference,
 * except inside code, nor do comments that settle findings, where they part nothing. Where another reader of Markdown may see more than
 * prose in a paragraph, it counts as it is written; so does all of a text with something by which another reader may take
 * what follows for something else, as code, a formula or a label of a link.
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
  const lines = markdown.split("\n");
  // Of code that only another reader sees, several lines could be some of it.
  const comments = parsed.filter((token) => isIgnoreComment(token) && isOneLine(token));
  const unclear = tokens.findIndex(mayLeadOn);
  const certain = unclear === -1 ? tokens : tokens.slice(0, unclear);
  const start = certain.findIndex(isTitle);
  const title = start === -1 ? [] : certain.slice(start, start + HEADING_TOKENS);
  const write = (those: readonly Token[]) => those.flatMap((token) => partsOf(token, lines));
  const others = tokens.slice(Math.max(start, 0) + title.length);
  const parts = [...write(tokens.slice(0, Math.max(start, 0))), ["title"], ...write(others)];
  const written = withoutBlocks(lines, comments);
  const isClear = unclear === -1;
  return {
    heading: start === -1 && !isClear ? written : asText(write(title)),
    rest: asText(
      isClear ? parts : [...parts, ["written", withoutBlocks(lines, [...comments, ...title]).trimEnd()]],
    ),
    written,
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

const isOneLine = ({ map }: Token) => map !== null && map[1] - map[0] === 1;

/** Whether all tokens of a heading of level 1 begin there. */
const isTitle = ({ type, tag, level }: Token, at: number, all: readonly Token[]) =>
  type === "heading_open" && tag === "h1" && level === 0 && at + HEADING_TOKENS <= all.length;

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

/** A piece of text, or something else in an array of its own, which no text can look like. */
type Part = string | readonly unknown[];

function partsOf(token: Token, lines: readonly string[]): Part[] {
  const { type, tag, attrs, content, info, markup, map, level } = token;
  if (type === "inline") return inlineParts(token, lines);
  if (type === "text") return [content.replace(WHITE_SPACE, " ")];
  if (type === "text_special") return [markup];
  if (EXACT.has(type)) return [[type, info, content]];
  // Cells beyond those of the header are shown nowhere, nor among the tokens.
  if (type === "tr_open") return [[type, lines[map?.[0] ?? -1]?.replace(/[\s|]+/g, "")]];
  // By fewer than four spaces no list is in another one for Python-Markdown, and so for MkDocs.
  if (type === "list_item_open" && level > 1) {
    const [indent = ""] = /^[ ]*/.exec(lines[map?.[0] ?? -1] ?? "") ?? [];
    return [[type, tag, attrs, Math.floor(indent.length / 4)]];
  }
  if (type === "image") return [[type, attrs, content]];
  return [[type, tag, attrs]];
}

const WHITE_SPACE = /[ \t\n]+/g;
const EXACT = new Set(["code_inline", "code_block", "fence", "html_block", "html_inline"]);

// What more may follow than a paragraph shows: formulas and environments of TeX, comments of Obsidian, shortcodes and templates, blocks of
// Pandoc, Docusaurus, MkDocs and others, and definitions of links, footnotes and abbreviations, which labels elsewhere are looked up in.
const LEADS_ON = /\$\$|%%|\\(?:[[(]|begin\b)|\{[{%<#:/]|\]:|^[ \t]*(?::::|!!!|\?\?\?|===|\/\/\/)/m;

/** Whether another reader of Markdown may take what follows for something else: HTML may open what later paragraphs stand in. */
function mayLeadOn({ type, content, children }: Token): boolean {
  if (type === "html_block") return true;
  return (
    type === "inline" &&
    (LEADS_ON.test(content) ||
      (children ?? []).some((child) => child.type === "html_inline" || isOpenTag(child)))
  );
}

/** Other readers may see a tag where this one does not. */
const isOpenTag = ({ type, content }: Token) => type === "text" && content.includes("<");

/** What means something within a paragraph to some: formulas, attributes, wiki links, cells, marks. */
const MORE_THAN_PROSE = /[$|{}^%]|::|==|\[\[/;

function inlineParts({ content, children }: Token, lines: readonly string[]): Part[] {
  if (MORE_THAN_PROSE.test(content)) return [["written", content]];
  const wrap = content.split("\n").every((line) => PROSE.test(line)) ? " " : "\n";
  return (children ?? []).flatMap((child) => (child.type === "softbreak" ? [wrap] : partsOf(child, lines)));
}

// A line of prose begins with a word, perhaps quoted or emphasized, with code or with a link. A number or a letter with
// a dot or a bracket behind it may begin an item of a list.
const PROSE =
  /^[ \t]*(?:["'“‘(]?[*_]{0,3}["'“‘(]?(?!(?:\p{Nd}+|[ivxlcdm]+|\p{L})[.)])[\p{L}\p{Nd}]|`[^`]|\[[^\]!^]*\]\()/iu;

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
