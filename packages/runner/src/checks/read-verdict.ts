import { takesManyNotes } from "@review/corpus";
import { eachInTurns } from "../each-in-turns.ts";
import { lastLine, toOneLine } from "../one-line.ts";
import type { ProcessEnd } from "../process/subprocess.ts";
import type { RequestedGate } from "../runner.ts";
import { collectFindings, type FoundInNote } from "./collect-findings.ts";
import { describeEnd } from "./describe-end.ts";
import { noteFinder } from "./note-finder.ts";
import type { CheckFinding } from "./output/check-finding.ts";
import { CheckOutputError } from "./output/json-part.ts";
import { outputLines, parseText } from "./output/parse-text.ts";
import { readFormat } from "./output/read-output.ts";

/** One process of a gate's check, and the notes that it looks at. */
export interface CheckProcess {
  gate: RequestedGate;
  notePaths: readonly string[];
}

/**
 * What a process says of its notes: what is found in each in which something is, and how many findings are in other files; or
 * why it could judge none.
 */
export type Verdict = { found: ReadonlyMap<string, FoundInNote>; others: number } | { broken: string };

/**
 * What a check says by its output and its exit. Exit 0 and 1 are judgements, of a format made for findings any exit that they
 * explain. A broken check judges nothing, nor does one that exits as if it had found something, and names none of its notes. Megabytes are read in turns.
 */
export async function readVerdict(process: CheckProcess, root: string, end: ProcessEnd): Promise<Verdict> {
  const { gate } = process;
  if (end.cause !== "exited") return { broken: await explainEnd(gate, end) };
  if (end.exitCode !== 0 && isUncaughtError(end.stderr)) return { broken: await explainEnd(gate, end) };
  const format = gate.checkOutput ?? "text";
  if (format === "text") return readText(process, root, end);
  try {
    const verdict = await sortByNote(process, root, readFormat(format, end.stdout));
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

async function readText(process: CheckProcess, root: string, end: ProcessEnd): Promise<Verdict> {
  const { gate, notePaths } = process;
  if (end.exitCode !== 0 && end.exitCode !== 1) return { broken: await explainEnd(gate, end) };
  const isMany = takesManyNotes(gate.check ?? []);
  const noteOf = noteFinder(root, notePaths);
  const how = { isNote: (path: string) => noteOf(path) !== undefined, isAlone: !isMany };
  const placed = parseText(`${end.stdout}\n${end.stderr}`, how);
  // A program that is content may still say what it was doing; but not that this is an error or a warning.
  const said = end.exitCode === 0 ? complaintsIn(placed) : placed;
  const verdict = await sortByNote(process, root, said);
  if (end.exitCode === 0) return verdict;
  if (isMany)
    return verdict.found.size > 0 ? verdict : { broken: await explainUnexplained(gate, end, verdict) };
  const isPlaced = Array.from(verdict.found.values()).some((found) => found.isPlaced);
  return isPlaced ? verdict : sortByNote(process, root, linesAsFindings(process, root, end));
}

/** Of findings those that say themselves what and where they are; the others are none. */
function* complaintsIn(
  findings: Iterable<CheckFinding | undefined>,
): Generator<CheckFinding | undefined, void> {
  for (const finding of findings) yield finding?.severity && finding.start ? finding : undefined;
}

/** Each finding to the note that it is of; one without a path is of the only note there is. What was none is undefined. */
async function sortByNote(
  { gate, notePaths }: CheckProcess,
  root: string,
  findings: Iterable<CheckFinding | undefined>,
) {
  const noteOf = noteFinder(root, notePaths);
  const only = takesManyNotes(gate.check ?? []) ? undefined : notePaths[0];
  const collected = new Map<string, ReturnType<typeof collectFindings>>();
  let others = 0;
  let elsewhere: string | undefined;
  await eachInTurns(findings, (finding) => {
    if (finding === undefined) return;
    const note = finding.path === undefined ? only : noteOf(finding.path);
    if (note === undefined) {
      others += 1;
      elsewhere ??= finding.path;
      return;
    }
    const ofNote = collected.get(note) ?? collectFindings(gate.severity);
    collected.set(note, ofNote);
    ofNote.add(finding);
  });
  const found = new Map(Array.from(collected, ([note, ofNote]) => [note, ofNote.found()]));
  return { found, others, elsewhere };
}

/** Every line that says something is a finding, where no place tells which of them are; any other is none. */
function* linesAsFindings(
  { notePaths }: CheckProcess,
  root: string,
  end: ProcessEnd,
): Generator<CheckFinding | undefined, void> {
  const [notePath = ""] = notePaths;
  let isSilent = true;
  for (const line of linesWithoutPath(end, root, notePath)) {
    const isSaid = toOneLine(line) !== "";
    if (isSaid) isSilent = false;
    yield isSaid ? { message: line, unit: "utf16" } : undefined;
  }
  if (isSilent) yield { message: "", unit: "utf16" };
}

/** Linters begin each line, or a list, with the path of the file, which says nothing new here. */
function* linesWithoutPath(
  { stdout, stderr }: ProcessEnd,
  root: string,
  notePath: string,
): Generator<string, void> {
  const paths = [`./${notePath}`, notePath, `${root}/${notePath}`];
  for (const output of [stdout, stderr]) {
    for (const line of outputLines(output)) {
      const plain = line.trim();
      const path = paths.find((known) => plain === known || plain.startsWith(`${known}:`)) ?? "";
      yield path === "" ? plain : plain.slice(path.length + 1);
    }
  }
}

/** The last line that Node leaves of an uncaught error. */
const NODE_VERSION = /^Node\.js v\d+\.\d+\.\d+/;
/** The first line that Python leaves of one; the last is that of the error. */
const TRACEBACK = /^Traceback \(most recent call last\):$/m;
/** The line in which an error gives its name and message, e.g. `TypeError: x is not a function`. */
const NAMED_ERROR = /^[\w.]*(?:Error|Exception)\b.*:/;

/** Exit 1 is for findings, but it is also how a script ends that breaks, for example because it lacks a module. */
function isUncaughtError(stderr: string): boolean {
  const last = lastLine(stderr) ?? "";
  return NODE_VERSION.test(last) || (NAMED_ERROR.test(last) && TRACEBACK.test(stderr));
}

async function explainEnd(gate: RequestedGate, end: ProcessEnd, more = ""): Promise<string> {
  const said = await findComplaint(end);
  return `${describeEnd(gate, end)}${more}.${said === undefined ? "" : ` It said: ${said}`}`;
}

async function explainUnexplained(
  gate: RequestedGate,
  end: ProcessEnd,
  { elsewhere }: { elsewhere: string | undefined },
): Promise<string> {
  if (elsewhere !== undefined)
    return `exit code ${end.exitCode}, and its findings are in none of its notes, but in ${toOneLine(elsewhere)}.`;
  // What it printed in a format is for no reader.
  const isForReaders = (gate.checkOutput ?? "text") === "text";
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
