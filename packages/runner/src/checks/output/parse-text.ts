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

/**
 * The findings with places in the text that a check printed: `PATH:LINE:COLUMN: message`, `PATH:LINE message`, `PATH: message`, and
 * `LINE:COLUMN message` under a line that is the path, or anywhere if the check looked at one note alone. All other lines are none, for
 * which it gives undefined, so that whoever reads millions of them can stop between them.
 * `isNote` says whether a path is that of a note which was looked at.
 */
export function* parseText(
  output: string,
  { isNote, isAlone }: { isNote: (path: string) => boolean; isAlone: boolean },
): Generator<CheckFinding | undefined, void> {
  let heading: string | undefined;
  for (const line of outputLines(output)) {
    const named = findPath(line, isNote);
    const row = ROW.exec(line);
    let finding: CheckFinding | undefined;
    if (named?.rest.trim() === "") heading = named.path;
    else if (named) finding = findingOf(named.path, named.rest);
    else if (row && (isAlone || heading !== undefined))
      finding = findingOf(heading, line.slice(row[0].length));
    else if (!row && /^\S/.test(line)) {
      heading = undefined;
      const elsewhere = ELSEWHERE.exec(line)?.[1];
      if (elsewhere !== undefined) finding = findingOf(elsewhere, line.slice(elsewhere.length + 1));
    }
    yield finding;
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

function findingOf(path: string | undefined, rest: string): CheckFinding {
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
