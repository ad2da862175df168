import { entityAt } from "./entities.ts";
import { definedLabels, foldLabel, hiddenMarkupFinder } from "./hidden-markup.ts";
import { droppedMark, foldMark, foldText, isSpaceOfSign, SIGNS } from "./marks.ts";

/** A text without what a copy of it may lose or change, and where each of its UTF-16 units comes from. */
export interface Folded {
  text: string;
  /** Offset in the source at which what became this unit begins. */
  starts: Uint32Array;
  /** Offset behind it. */
  ends: Uint32Array;
  /** Offsets in `text` at which a paragraph ends. */
  paragraphs: number[];
}

/** Block quote marks, bullets and headings at the beginning of a line; numbers of lists are kept, they say something. */
const LINE_MARKS = /(?:[ \t]*(?:>|[-*+](?=[ \t])|#{1,6}(?=[ \t])))*[ \t]*/y;
const LIST_NUMBER = /\d{1,9}[.)][ \t]+/y;
/** `](target)` and `][label]`. Bounded, so that brackets that never close cost no more than their length. */
const LINK_END = /\](?:\((?:[^()\\\n]|\\.|\([^()\n]{0,500}\)){0,2000}\)|\[[^[\]\n]{0,200}\])/y;
const WIKI_START = /\[\[(?:[^[\]|\n]{1,300}\|)?(?=[^[\]\n]{1,300}\]\])/y;
const AUTOLINK = /<((?:https?|mailto):[^<>\s]{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255})>/y;
/** What Unicode may compose: a letter with its marks, and the parts of a Korean syllable. */
const COMPOSED = /[^\p{M}]\p{M}{1,30}|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?/uy;
const SPACE = /[\s|]/;
const LONGEST_LABEL = 200;

/** A unit that turned out to be a mark. */
const GONE = -1;

/**
 * Folds Markdown to the words that a reader sees: white space and line ends of any length to one space, marks of block
 * quotes, lists, headings, emphasis, code, links and tables left out, typographic quotes, dashes and dots as on a typewriter, letters
 * composed, entities decoded. Without `numbers` the numbers of lists are left out, too; with `shown` what is hidden where the text is shown as a
 * page (see `hiddenMarkupFinder`): not for words that somebody copied from such a page. Takes time in proportion to the text.
 */
export function foldMarkdown(source: string, { numbers = true, shown = false } = {}): Folded {
  const hiddenAt = shown ? hiddenMarkupFinder(source) : undefined;
  const labels = shown ? definedLabels(source) : undefined;
  const units: number[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const paragraphs: number[] = [];
  const brackets: number[] = [];
  let isAfterSpace = true;
  let wikiEnds = 0;
  /** Units that are signs before which a space may say nothing. */
  const signs: number[] = [];

  const emit = (text: string, start: number, end: number) => {
    const canFollowSpace = isAfterSpace || units.at(-1) === BRACKET;
    if (canFollowSpace && (SIGNS.has(text) || source[start] === "»")) signs.push(units.length);
    for (let at = 0; at < text.length; at += 1) {
      units.push(text.charCodeAt(at));
      starts.push(start);
      ends.push(end);
    }
    isAfterSpace = text === " ";
  };
  const match = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0].length ?? 0;
  };
  const lineStart = (at: number) => {
    const marks = match(LINE_MARKS, at);
    return at + marks + (numbers ? 0 : match(LIST_NUMBER, at + marks));
  };

  let at = lineStart(0);
  while (at < source.length) {
    const character = source[at] ?? "";
    if (SPACE.test(character)) {
      let end = at + 1;
      let lines = character === "\n" ? 1 : 0;
      while (end < source.length && SPACE.test(source[end] ?? "")) {
        if (source[end] === "\n") lines += 1;
        end += 1;
      }
      if (lines > 1) paragraphs.push(units.length);
      if (!isAfterSpace) emit(" ", at, end);
      at = lines > 0 ? lineStart(end) : end;
      // A line of block quote marks alone is as empty as one without.
      if (lines > 0 && /[\r\n]/.test(source[at] ?? "")) paragraphs.push(units.length);
      continue;
    }
    const hidden = hiddenAt?.(at);
    if (hidden) {
      if (hidden.parts && !isAfterSpace) emit(" ", at, at + hidden.length);
      at += hidden.length;
      continue;
    }
    const entity = character === "&" ? entityAt(source, at) : undefined;
    if (entity) {
      const text = foldText(entity.text);
      const end = at + entity.length;
      if (text !== " " || !isAfterSpace) emit(text, at, end);
      at = end;
      continue;
    }
    // What stands behind it is folded as without it: a reader sees no backslash, and may copy it or not.
    if (character === "\\" && /[!-/:-@[-`{-~]/.test(source[at + 1] ?? "")) {
      at += 1;
      if (source[at] !== "\\") continue;
    }
    if (character === "[") {
      const wiki = match(WIKI_START, at);
      if (wiki > 0) {
        wikiEnds += 1;
        at += wiki;
        continue;
      }
      brackets.push(units.length);
    } else if (character === "]") {
      if (wikiEnds > 0 && source[at + 1] === "]") {
        wikiEnds -= 1;
        at += 2;
        continue;
      }
      const opened = brackets.pop();
      const link = opened === undefined ? 0 : match(LINK_END, at);
      if (opened !== undefined && link > 0) {
        units[opened] = GONE;
        if (units[opened - 1] === BANG) units[opened - 1] = GONE;
        at += link;
        continue;
      }
      const start = opened === undefined ? undefined : starts[opened];
      if (labels && opened !== undefined && start !== undefined && at - start <= LONGEST_LABEL) {
        if (labels.has(foldLabel(source.slice(start + 1, at)))) {
          units[opened] = GONE;
          at += 1;
          continue;
        }
      }
    } else if (character === "<") {
      const link = match(AUTOLINK, at);
      if (link > 0) {
        for (let inner = at + 1; inner < at + link - 1; inner += 1)
          emit(source[inner] ?? "", inner, inner + 1);
        at += link;
        continue;
      }
    }
    const length = droppedMark(source, at);
    if (length > 0) {
      at += length;
      continue;
    }
    const size =
      character < "\x80" && (source[at + 1] ?? "") < "\u0300" ? 1 : Math.max(1, match(COMPOSED, at));
    const { text, end } = foldMark(source, at, size);
    if (text !== "") emit(text, at, end);
    at = end;
  }
  const isParting = (at: number) => source[starts[at] ?? 0] === "»";
  dropSpaces(units, signs, { breaks: new Set(paragraphs), isParting });
  return compact(units, starts, ends, paragraphs);
}

/**
 * Leaves out the spaces that say nothing before signs; those between two paragraphs stay. `isParting` answers for a unit that was folded.
 */
function dropSpaces(
  units: number[],
  signs: readonly number[],
  { breaks, isParting }: { breaks: ReadonlySet<number>; isParting: (at: number) => boolean },
): void {
  const kept = (from: number, step: 1 | -1) => {
    let at = from;
    while (units[at] === GONE) at += step;
    return at;
  };
  const unitAt = (at: number) => {
    const unit = units[at];
    return unit === undefined ? "" : String.fromCharCode(unit);
  };
  for (const at of signs) {
    const space = kept(at - 1, -1);
    if (unitAt(space) !== " " || breaks.has(space)) continue;
    const sign = isParting(at) ? "»" : unitAt(at);
    if (isSpaceOfSign(unitAt(kept(space - 1, -1)), sign, unitAt(kept(at + 1, 1)))) units[space] = GONE;
  }
}

const BANG = "!".charCodeAt(0);
const BRACKET = "[".charCodeAt(0);

/** Leaves out the units that turned out to be marks. */
function compact(units: number[], starts: number[], ends: number[], paragraphs: number[]): Folded {
  let kept = 0;
  const moved = paragraphs.values();
  let next = moved.next();
  const kinds: number[] = [];
  const pieces: string[] = [];
  let piece: number[] = [];
  for (let at = 0; at <= units.length; at += 1) {
    while (!next.done && next.value === at) {
      kinds.push(kept);
      next = moved.next();
    }
    const unit = units[at] ?? GONE;
    if (unit === GONE) continue;
    starts[kept] = starts[at] ?? 0;
    ends[kept] = ends[at] ?? 0;
    kept += 1;
    piece.push(unit);
    if (piece.length === PIECE) {
      pieces.push(String.fromCharCode(...piece));
      piece = [];
    }
  }
  pieces.push(String.fromCharCode(...piece));
  return {
    text: pieces.join(""),
    starts: Uint32Array.from(starts.slice(0, kept)),
    ends: Uint32Array.from(ends.slice(0, kept)),
    paragraphs: kinds,
  };
}

/** Arguments that a call takes without trouble. */
const PIECE = 8192;
