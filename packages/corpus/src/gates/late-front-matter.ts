import { bodyOf } from "../text/front-matter.ts";
import { notBegunRight, problemOf } from "../text/parsed-front-matter.ts";
import { KNOWN_GATE_KEYS } from "./gate.ts";

// Of millions of blank lines the expression would overflow the stack.
const LONGEST = 10_000;
const BEFORE = /^\uFEFF?(?:\s|<!--[\s\S]*?-->)*/;
const FENCE = /^(-{3,}|\+{3,}|\{)[ \t]*(?:\r\n?|\n)/;
const END = /^[ \t]*(?:-{3,}|\+{3,}|\.{3}|\})[ \t]*$/m;
const BLANK_LINE = /^[ \t]*$/m;
const KEY = /^[ \t{]*["']?(\w+)["']?[ \t]*[:=]/gm;

/**
 * Why front matter of a gate that stands behind comments or blank lines, or of which the first line has more than it should, is not
 * read: its author thinks that it is. What is in it need not be valid. Rules and text between them are no front matter of a
 * gate without any of its keys.
 */
export function findLateFrontMatter(text: string): string | undefined {
  if (bodyOf(text) !== text) return undefined;
  const [before = ""] = BEFORE.exec(text.slice(0, LONGEST)) ?? [];
  const rest = text.slice(before.length, before.length + LONGEST);
  const [opening, fence = ""] = FENCE.exec(rest) ?? [];
  if (opening === undefined || !hasKey(rest.slice(opening.length))) return undefined;
  const line = before.split(/\r\n?|\n/).length;
  return problemOf(notBegunRight(line, fence)).problem;
}

function hasKey(inside: string): boolean {
  const end = END.exec(inside) ?? BLANK_LINE.exec(inside);
  const keys = inside.slice(0, end?.index).matchAll(KEY);
  return [...keys].some(([, key = ""]) => KNOWN_GATE_KEYS.includes(key));
}
