import { isObject } from "@review/db/guards";
import { GLOB_BELOW_ROOT, isExclusion, isQuickGlob, QUICK_GLOB } from "../text/globs.ts";
import { CHECK_OUTPUTS, type CheckOutput, findPlaceholderProblem } from "./check-command.ts";
import type { Gate } from "./gate.ts";
import { type SplitWords, splitWords } from "./split-words.ts";

/** What the front matter of a gate says of its scope and its check. */
export interface GateFields extends Omit<Gate, "id" | "lens" | "path" | "sha" | "text" | "name" | "inputs"> {
  /** Paths relative to the root. */
  inputs?: readonly string[] | undefined;
}

/** Reads the fields of a gate from its front matter, or says which key is wrong. Unknown keys are ignored. */
export function readGateFields(data: Record<string, unknown>): GateFields | { problem: string } {
  const { requires_trait: requiresTrait, watches, inputs, evidence, volatile = "false" } = data;
  if (requiresTrait !== undefined && !isWord(requiresTrait))
    return { problem: "requires_trait must be one word" };
  const { applies_to: appliesTo } = data;
  if (appliesTo !== undefined && !isGlobList(appliesTo)) return { problem: `applies_to ${NO_GLOBS}` };
  if (!(appliesTo ?? []).every(isQuickGlob))
    return { problem: `applies_to must be globs with ${QUICK_GLOB}` };
  if ((appliesTo ?? []).length > MOST_CONDITIONS)
    return { problem: `applies_to must be at most ${MOST_CONDITIONS} globs` };
  const requires = readRequires(data.requires);
  if (requires === null) return { problem: `requires ${NO_CONDITIONS}` };
  if (Object.values(requires ?? {}).flat().length > MOST_CONDITIONS)
    return { problem: `requires must be at most ${MOST_CONDITIONS} values` };
  if (watches !== undefined && !isWordList(watches))
    return { problem: "watches must be a list, e.g. [title, body]" };
  const check = readCheck(data.check);
  if ("problem" in check) return { problem: `check ${check.problem}` };
  const checkOutput = readCheckOutput(data.check_output);
  if (checkOutput === null) return { problem: `check_output must be one of ${CHECK_OUTPUTS.join(", ")}` };
  if (checkOutput !== undefined && !check.words)
    return { problem: "check_output is for gates with a check: it says how that prints what it finds" };
  // Who says how severe a finding is, is asked; text mostly does not say.
  const { severity = (checkOutput ?? "text") === "text" ? "warn" : "fail" } = data;
  if (evidence !== undefined && evidence !== "none")
    return { problem: "evidence must be none (its findings need no quote), or left out" };
  if (severity !== "warn" && severity !== "fail") return { problem: "severity must be warn or fail" };
  if (inputs !== undefined && !(isWordList(inputs) && inputs.every(isPlainPath)))
    return { problem: "inputs must be a list of files inside the root, e.g. [.markdownlint.json]" };
  if (volatile !== "true" && volatile !== "false") return { problem: "volatile must be true or false" };
  if (volatile === "true" && !check.words)
    return { problem: "volatile is for gates with a check: only those are run again" };
  const scope = { requiresTrait, appliesTo, requires };
  const isVolatile = volatile === "true";
  return {
    ...scope,
    watches,
    check: check.words,
    checkOutput,
    severity,
    evidence,
    inputs,
    volatile: isVolatile,
  };
}

/** Each note is held against each of them, of every gate. */
const MOST_CONDITIONS = 100;

const NO_GLOBS = "must be a list of globs inside the root, e.g. [guides/**]";
const NO_CONDITIONS = "must say what the front matter has, e.g. {status: current, tags: [howto]}";

/** Globs of which at least one matches something. */
function isGlobList(value: unknown): value is string[] {
  return (
    isWordList(value) &&
    value.every((glob) => GLOB_BELOW_ROOT.test(glob)) &&
    value.some((glob) => !isExclusion(glob))
  );
}

/** Each key with the values that it must have; null for what says nothing of the kind. */
function readRequires(value: unknown): Record<string, string[]> | undefined | null {
  if (value === undefined) return undefined;
  if (!isObject(value) || Array.isArray(value)) return null;
  const read = Object.entries(value).map(([key, wanted]): [string, unknown[]] => [key, [wanted].flat()]);
  const isSaid = read.length > 0 && read.every(([key, words]) => isWord(key) && words.length > 0);
  const entries = read.flatMap(([key, words]): [string, string[]][] =>
    isWordList(words) ? [[key, words]] : [],
  );
  return isSaid && entries.length === read.length ? Object.fromEntries(entries) : null;
}

/** Whether a path is relative and names nothing above the root, nor what git and the ledger write into all the time. */
function isPlainPath(path: string): boolean {
  const parts = path.split("/");
  return (
    !/^[a-z]:|[\\\0]/i.test(path) &&
    !parts.some((part) => ["", ".", "..", ".git", ".review"].includes(part.toLowerCase()))
  );
}

function readCheck(check: unknown): { words: string[] | undefined } | { problem: string } {
  if (check === undefined) return { words: undefined };
  const split = typeof check === "string" ? splitWords(check) : readWords(check);
  if ("problem" in split) return split;
  const problem = findPlaceholderProblem(split.words);
  return problem === undefined ? split : { problem };
}

function readWords(check: unknown): SplitWords {
  const isCommand =
    Array.isArray(check) && isWord(check[0]) && check.every((word) => typeof word === "string");
  return isCommand ? { words: check } : { problem: "must be a command, as text or as a list of words" };
}

/** Null for what is none of them. */
function readCheckOutput(output: unknown): CheckOutput | undefined | null {
  return output === undefined ? undefined : (CHECK_OUTPUTS.find((known) => known === output) ?? null);
}

function isWordList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isWord);
}

function isWord(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== "";
}
