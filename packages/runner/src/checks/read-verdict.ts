import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { takesManyNotes } from "@review/corpus";
import { eachInTurns } from "../each-in-turns.ts";
import { toOneLine } from "../one-line.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import { collectFindings, type FoundInNote } from "./collect-findings.ts";
import { describeEnd } from "./describe-end.ts";
import { noteFinder, unquotedName } from "./note-finder.ts";
import type { CheckFinding } from "./output/check-finding.ts";
import { CheckOutputError } from "./output/json-part.ts";
import { findPath, outputLines, parseText } from "./output/parse-text.ts";
import { readFormat } from "./output/read-output.ts";
import type { CheckGate, CheckProcess } from "./plan-processes.ts";
import { isUncaughtError } from "./uncaught-error.ts";

/**
 * What a process says of its notes: what is found in each in which something is, and how many findings are in other files; or
 * why it could judge none.
 */
export type Verdict =
  | {
      found: ReadonlyMap<string, FoundInNote>;
      others: number;
      exitCode: number | undefined;
      /** Whether it printed nothing, and so nothing about any note. */
      isSilent: boolean;
      /** Of a text on stdout in which nothing is a finding, the last line that says something: it may have been meant as one. */
      unread?: string;
    }
  | { broken: string };

/**
 * What a check says by its output and its exit. Exit 0 and 1 are judgements, of a format made for findings any exit that they
 * explain. A broken check judges nothing, nor does one that exits as if it had found something, and names none of its notes. Megabytes are read in turns.
 */
export async function readVerdict(
  process: CheckProcess,
  end: ProcessEnd,
  { root, textOf }: CheckedTree,
): Promise<Verdict> {
  const judged = await judge(process, end, { root, textOf });
  const isSilent = end.stdout.trim() === "" && end.stderr.trim() === "";
  if ("broken" in judged) return judged;
  const isRead = process.gate.checkOutput !== "text" || judged.found.size > 0;
  const unread = isRead ? undefined : await findComplaint({ ...end, stderr: "" });
  return { ...judged, exitCode: end.exitCode, isSilent, ...(unread !== undefined && { unread }) };
}

/** Where a check looked, and the texts of its notes by their paths. */
interface CheckedTree {
  root: string;
  textOf: (notePath: string) => string;
}

/** A verdict, before the exit is told with it, and whether anything was said. */
type Judged =
  | Omit<Extract<Verdict, { others: number }>, "exitCode" | "isSilent" | "unread">
  | { broken: string };

async function judge(process: CheckProcess, end: ProcessEnd, { root, textOf }: CheckedTree): Promise<Judged> {
  const { gate } = process;
  if (end.cause !== "exited") return { broken: await explainEnd(gate, end) };
  if (end.exitCode !== 0 && isUncaughtError(end.stderr)) return { broken: await explainEnd(gate, end) };
  const noteOf = noteFinder(root, process.notePaths);
  const format = gate.checkOutput;
  if (format === "text") return readText(process, noteOf, end, { root, textOf });
  try {
    const verdict = await sortByNote(process, noteOf, readFormat(format, end.stdout));
    return end.exitCode === 0 || verdict.found.size > 0
      ? verdict
      : { broken: await explainUnexplained(gate, end, verdict) };
  } catch (error) {
    if (!(error instanceof CheckOutputError)) throw error;
    const isSilent = end.exitCode !== 0 && end.stdout.trim() === "";
    const why = isSilent
      ? await explainEnd(gate, end)
      : `exit code ${end.exitCode}, and ${toOneLine(error.message)}.`;
    return { broken: why };
  }
}

/** Which of its notes a path means, as the output names it. */
type NoteOf = ReturnType<typeof noteFinder>;

/** What of an output may be a finding, piece by piece; undefined for one that is none, so that there are turns between them. */
type Said = Iterable<CheckFinding | undefined>;

async function readText(
  process: CheckProcess,
  noteOf: NoteOf,
  end: ProcessEnd,
  { root, textOf }: CheckedTree,
): Promise<Judged> {
  const { gate } = process;
  if (end.exitCode !== 0 && end.exitCode !== 1) return { broken: await explainEnd(gate, end) };
  const isMany = takesManyNotes(gate.check);
  const isNote = (path: string) => noteOf(path) !== undefined;
  const only = isMany ? undefined : process.notePaths[0];
  const lines = linesReader(textOf);
  const hasLine = (path: string | undefined, line: string) => {
    const note = path === undefined ? only : noteOf(path);
    return note !== undefined && line.trim() !== "" && lines(note).has(line.trim());
  };
  const placed = parseText(`${end.stdout}\n${end.stderr}`, { isNote, isAlone: !isMany, hasLine });
  // A program that is content may still say what it was doing; but not that this is an error or a warning.
  const said = end.exitCode === 0 ? ratedBad(placed) : placed;
  const verdict = await sortByNote(process, noteOf, said);
  if (end.exitCode === 0) return verdict;
  if (isMany) {
    if (verdict.found.size === 0) return { broken: await explainUnexplained(gate, end, verdict) };
    const isOfNote = (line: string) => process.notePaths.some((path) => hasLine(path, line));
    const stranger = findStranger(root, verdict.named, isOfNote);
    // Perhaps it is one of the notes, spelt otherwise: then that has not passed.
    return stranger === undefined
      ? verdict
      : {
          broken: `exit code 1, and it tells of ${toOneLine(stranger)}, which is none of its notes, and not there.`,
        };
  }
  const isPlaced = Array.from(verdict.found.values()).some((found) => found.isPlaced);
  return isPlaced ? verdict : sortByNote(process, noteOf, linesAsFindings(end, isNote));
}

/** The first of the files that an output names which is not there; a line of a note's names none. */
function findStranger(
  root: string,
  named: ReadonlyMap<string, string>,
  isOfNote: (line: string) => boolean,
): string | undefined {
  for (const [path, line] of named) {
    const isThere = [path, unquotedName(path)].some(
      (each) => each !== undefined && existsSync(resolve(root, each)),
    );
    if (!isThere && !isOfNote(line)) return path;
  }
  return undefined;
}

/** The lines of notes as a check would print them, without the blanks around them. */
function linesReader(textOf: CheckedTree["textOf"]): (notePath: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (notePath) => {
    const lines =
      known.get(notePath) ?? new Set(Array.from(outputLines(textOf(notePath)), (line) => line.trim()));
    known.set(notePath, lines);
    return lines;
  };
}

/** Of findings those that say where they are, and that this is an error or a warning. */
function* ratedBad(findings: Said): Generator<CheckFinding | undefined, void> {
  for (const finding of findings) {
    const isBad = finding?.severity === "warn" || finding?.severity === "fail";
    yield isBad && finding.start ? finding : undefined;
  }
}

/** As many other files that an output names are looked for. Our choice. */
const MOST_NAMED = 10_000;

/** Each finding to the note that it is of; one without a path is of the only note there is. */
async function sortByNote({ gate, notePaths }: CheckProcess, noteOf: NoteOf, findings: Said) {
  const only = takesManyNotes(gate.check) ? undefined : notePaths[0];
  const collected = new Map<string, ReturnType<typeof collectFindings>>();
  let others = 0;
  let elsewhere: string | undefined;
  const named = new Map<string, string>();
  const noteNamedIn = ({ path, written }: CheckFinding) =>
    (path === undefined ? undefined : noteOf(path)) ?? (written === undefined ? undefined : noteOf(written));
  await eachInTurns(findings, (finding) => {
    if (finding === undefined) return;
    const note = finding.path === undefined ? only : noteNamedIn(finding);
    if (note === undefined) {
      others += 1;
      elsewhere ??= finding.path;
      const { path, line } = finding;
      if (path !== undefined && line !== undefined && named.size < MOST_NAMED) named.set(path, line);
      return;
    }
    const ofNote = collected.get(note) ?? collectFindings(gate.severity);
    collected.set(note, ofNote);
    ofNote.add(finding);
  });
  const found = new Map(Array.from(collected, ([note, ofNote]) => [note, ofNote.found()]));
  return { found, others, elsewhere, named };
}

/** Every line that says something is a finding, where no place tells which of them are. */
function* linesAsFindings(
  end: ProcessEnd,
  isNote: (path: string) => boolean,
): Generator<CheckFinding | undefined, void> {
  let isSilent = true;
  for (const line of linesWithoutPath(end, isNote)) {
    const isSaid = toOneLine(line) !== "";
    if (isSaid) isSilent = false;
    yield isSaid ? { message: line, unit: "utf16" } : undefined;
  }
  if (isSilent) yield { message: "", unit: "utf16" };
}

/** Linters begin each line, or a list, with the path of the file, which says nothing new here. */
function* linesWithoutPath(
  { stdout, stderr }: ProcessEnd,
  isNote: (path: string) => boolean,
): Generator<string, void> {
  for (const output of [stdout, stderr]) {
    for (const line of outputLines(output)) {
      const plain = line.trim();
      yield findPath(plain, isNote)?.rest ?? plain;
    }
  }
}

/** The line in which an error gives its name and message, e.g. `TypeError: x is not a function`. */
const NAMED_ERROR = /^(?=[\w.]*(?:Error|Exception)\b).*:/;

async function explainEnd(gate: CheckGate, end: ProcessEnd, more = ""): Promise<string> {
  const said = await findComplaint(end);
  return `${describeEnd(gate, end)}${more}.${said === undefined ? "" : ` It said: ${said}`}`;
}

async function explainUnexplained(
  gate: CheckGate,
  end: ProcessEnd,
  { elsewhere }: { elsewhere: string | undefined },
): Promise<string> {
  if (elsewhere !== undefined)
    return `exit code ${end.exitCode}, and its findings are in none of its notes, but in ${toOneLine(elsewhere)}.`;
  // What it printed in a format is for no reader.
  const isForReaders = gate.checkOutput === "text";
  return explainEnd(gate, isForReaders ? end : { ...end, stdout: "" }, ", without a finding");
}

/** The line that says what went wrong: that of a named error, else the last one. */
async function findComplaint({ stdout, stderr }: ProcessEnd): Promise<string | undefined> {
  let [named, last]: (string | undefined)[] = [];
  for (const output of [stdout, stderr]) {
    await eachInTurns(outputLines(output), (line) => {
      if (named !== undefined) return;
      const text = toOneLine(line);
      if (NAMED_ERROR.test(text)) named = text;
      last = text || last;
    });
  }
  return named ?? last;
}
