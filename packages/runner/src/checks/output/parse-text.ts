import { stripVTControlCharacters } from "node:util";
import { cutText } from "../../cut-text.ts";
import type { CheckFinding } from "./check-finding.ts";

/** A longer line of output is cut before anything is looked for in it. */
const MAX_LINE_CHARACTERS = 8_000;
/** A path is looked for before so many colons of a line. */
export const MAX_COLONS = 20;

/** Behind a path: `3`, `3:5`, `3:5-3:9`, and then something else. */
const PLACE = /^(\d{1,9})(?::(\d{1,9}))?(?:-(\d{1,9}):(\d{1,9}))?(?=[:\s]|$)/;
/** A line of a list under the path: `3:5 message`. */
const ROW = /^\s*(?=\d{1,9}:\d{1,9}(?:-\d{1,9}:\d{1,9})?(?::?\s|$))/;
const SEPARATOR = /^[:\s]*(?:- )?/;
const SEVERITY = /^(?:\[(error|warning)\]|(fatal error|error|warning|warn|info|note)(?=[:\s[]))/i;
/** The words of them that begin no sentence in a list. */
const RATING = /error|warn/;
/** What looks like a place in a file that is no note. */
const ELSEWHERE = /^(?=[^\s:]*[./])([^\s:]*):\d{1,9}(?::\d{1,9})?[:\s]/;

/** What every control sequence begins with. */
const ESCAPE = /[\u001b\u009b]/;

/** The lines of what a check printed, without what acts on a terminal. */
export function* outputLines(output: string): Generator<string, void> {
  for (const [line] of output.matchAll(/[^\r\n]+/g)) {
    const cut = cutText(line, MAX_LINE_CHARACTERS);
    // Nearly no line has one, and of millions each would be looked through for them.
    yield ESCAPE.test(cut) ? stripVTControlCharacters(cut) : cut;
  }
}

/** The notes whose text a check printed something about. */
export interface PrintedNotes {
  /** Whether a path is that of a note which was looked at. */
  isNote: (path: string) => boolean;
  /** Whether the check looked at one note alone. */
  isAlone: boolean;
  /** Whether the note of a path, or the only one, has a line of just these words, but for blanks around them. */
  hasLine: HasLine;
}
export type HasLine = (path: string | undefined, line: string) => boolean;

/** Lists may be about so many notes at once, where each stands as a line in one before it. */
const MAX_HEADINGS = 8;

/**
 * The findings with places in the text that a check printed: `PATH:LINE:COLUMN: message`, `PATH:LINE message`, `PATH: message`, and
 * `LINE:COLUMN message` under a line that is the path, or anywhere if the check looked at one note alone. All other lines are none, for
 * which it gives undefined, so that whoever reads millions of them can stop between them.
 * What a tool prints of a note's text is not taken for its own words: such a line neither ends nor moves a list, and says nothing of how bad a finding is.
 */
export function* parseText(
  output: string,
  { isNote, isAlone, hasLine }: PrintedNotes,
): Generator<CheckFinding | undefined, void> {
  let headings: readonly string[] = [];
  const findingOf = (line: string, path: string | undefined, rest: string): CheckFinding => {
    const finding = readFinding(path, rest);
    const mayBeQuoted = finding.severity !== undefined || isAlone;
    const isQuoted = mayBeQuoted && [line, ...endsOf(rest)].some((words) => hasLine(path, words));
    return isQuoted ? { ...finding, isQuoted } : finding;
  };
  for (const line of outputLines(output)) {
    const named = findPath(line, isNote);
    const row = ROW.exec(line)?.[0];
    if (named?.rest.trim() === "") {
      const listing = headings.filter((each) => each !== named.path && hasLine(each, line));
      headings = [...listing.slice(0, MAX_HEADINGS - 1), named.path];
      yield undefined;
    } else if (named) {
      yield findingOf(line, named.path, named.rest);
    } else if (row !== undefined && headings.length > 0) {
      for (const each of headings) yield findingOf(line, each, line.slice(row.length));
    } else if (row !== undefined && isAlone) {
      yield findingOf(line, undefined, line.slice(row.length));
    } else {
      const isOther = row === undefined && /^\S/.test(line);
      const elsewhere = isOther ? ELSEWHERE.exec(line)?.[1] : undefined;
      const isOfNote = (each: string) => [...endsOf(line)].some((words) => hasLine(each, words));
      if (isOther && !headings.some(isOfNote)) headings = [];
      yield elsewhere === undefined
        ? undefined
        : { ...findingOf(line, elsewhere, line.slice(elsewhere.length + 1)), line };
    }
  }
}

/** What stands behind a path, without the numbers that it begins with one after the other: any of them may be the note's own. */
function* endsOf(rest: string): Generator<string, void> {
  let words = rest;
  for (let numbers = 0; numbers <= 4; numbers += 1) {
    yield words;
    const number = /^\s*\d{1,9}[:\s-]/.exec(words)?.[0];
    if (number === undefined) return;
    words = words.slice(number.length);
  }
}

/** The path of a note that a line begins with or is, and what follows behind the colon. */
export function findPath(line: string, isNote: (path: string) => boolean) {
  const whole = line.trim();
  if (isNote(whole)) return { path: whole, rest: "" };
  for (const path of beginnings(line)) if (isNote(path)) return { path, rest: line.slice(path.length + 1) };
  return undefined;
}

/** What of a line may be the path that it begins with: all before each of its first colons. */
export function* beginnings(line: string): Generator<string, void> {
  let colon = line.indexOf(":");
  for (let tries = 0; colon !== -1 && tries < MAX_COLONS; tries += 1) {
    yield line.slice(0, colon);
    colon = line.indexOf(":", colon + 1);
  }
}

function readFinding(path: string | undefined, rest: string): CheckFinding {
  const [written = "", line, column, endLine, endColumn] = PLACE.exec(rest) ?? [];
  const text = rest.slice(written.length).replace(SEPARATOR, "");
  const [word = "", bracketed, bare] = SEVERITY.exec(text) ?? [];
  const isMark = bracketed !== undefined || text[word.length] === ":";
  // `error TS2322: …` keeps its word, and `Note that …` is a sentence.
  const isSaid = isMark || bare === bare?.toLowerCase();
  const said = isSaid ? (bracketed ?? bare)?.toLowerCase() : undefined;
  // In a list (`3:5 warning text`) the word is a column of its own; behind a colon it may begin a sentence (`error handling`).
  const isColumn = line !== undefined && isSaid && !rest.startsWith(":", written.length) && RATING.test(word);
  return {
    severity: said === undefined ? undefined : severityOf(said),
    message: isMark || isColumn ? text.slice(word.length).replace(SEPARATOR, "") : text,
    path,
    start: positionOf(line, column),
    end: positionOf(endLine, endColumn),
    unit: "utf16",
  };
}

function severityOf(said: string): CheckFinding["severity"] {
  if (said.includes("error")) return "fail";
  return said.startsWith("warn") ? "warn" : "note";
}

function positionOf(line: string | undefined, column: string | undefined) {
  if (!(Number(line) >= 1)) return undefined;
  return { line: Number(line), column: Number(column) >= 1 ? Number(column) : undefined };
}
