import { codeFinder } from "./code-ranges.ts";

/** Markup that is not seen where Markdown is shown. */
export interface HiddenMarkup {
  length: number;
  /** Whether what stands on both sides of it is seen apart. */
  parts: boolean;
}

const TAGS = /(?:<\/?[a-z][a-z0-9.:-]{0,40}(?:\s[^<>]{0,1000})?\/?>)+/iy;
/** Elements within a line; others part what stands around them. */
const INLINE =
  /^(?:<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*|\/)?>)+$/i;
const FOOTNOTE = /\[\^[^\]\s[]{1,100}\](?!:)/y;
/** Emphasis within a word, as of languages without spaces. */
const STRONG = /\*\*(?=[^\s*])[^*\n]{1,200}\*\*(?!\*)/y;
const LETTER = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/u;

/**
 * Answers what hidden markup begins at an offset of a text: HTML tags and comments, comments of MDX, marks of footnotes, `**` within a word; nothing
 * of it in code. Only a comment is hidden between two digits: `10<sup>2</sup>` is not 102. To be asked in ascending order.
 */
export function hiddenMarkupFinder(source: string): (at: number) => HiddenMarkup | undefined {
  const isCode = codeFinder(source);
  const lastEnd = { "-->": source.lastIndexOf("-->"), "*/}": source.lastIndexOf("*/}") };
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? "";
  };
  const comment = (at: number, opening: string, closing: keyof typeof lastEnd) => {
    const from = at + opening.length;
    if (!source.startsWith(opening, at) || lastEnd[closing] < from) return "";
    return source.slice(at, source.indexOf(closing, from) + closing.length);
  };
  let strongEnds = -1;
  const find = (at: number): { written: string; parts: boolean } => {
    switch (source[at]) {
      case "<": {
        const written = comment(at, "<!--", "-->") || match(TAGS, at);
        return { written, parts: !written.startsWith("<!--") && !INLINE.test(written) };
      }
      case "{":
        return { written: comment(at, "{/*", "*/}"), parts: false };
      case "[": {
        const written = match(FOOTNOTE, at);
        const isBetween = LETTER.test(source[at - 1] ?? "") && LETTER.test(source[at + written.length] ?? "");
        return { written: isBetween ? "" : written, parts: false };
      }
      case "*": {
        if (at === strongEnds) return { written: "**", parts: false };
        const strong = match(STRONG, at);
        if (strong !== "") strongEnds = at + strong.length - 2;
        return { written: strong.slice(0, 2), parts: false };
      }
      default:
        return { written: "", parts: false };
    }
  };
  return (at) => {
    if (!/[<{[*]/.test(source[at] ?? "") || source[at - 1] === "\\" || isCode(at)) return undefined;
    const { written, parts } = find(at);
    if (written.startsWith("<!--")) return { length: written.length, parts };
    const isInNumber = DIGIT.test(source[at - 1] ?? "") && DIGIT.test(source[at + written.length] ?? "");
    return written === "" || isInNumber ? undefined : { length: written.length, parts };
  };
}

/** The labels that a text defines, `[label]: target`; `[label]` alone is a link then. */
export function definedLabels(source: string): ReadonlySet<string> {
  return new Set(
    Array.from(source.matchAll(/^[ \t>]*\[([^\]\n]{1,200})\]:/gm), ([, label = ""]) => foldLabel(label)),
  );
}

export const foldLabel = (label: string): string => label.replace(/\s+/g, " ").trim().toLowerCase();
