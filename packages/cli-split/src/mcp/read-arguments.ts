import { UsageError } from "@review/cli-kit";
import { isObject, parseJson } from "@review/db/guards";
import * as z from "zod";
import { explainIssue } from "./explain-issue.ts";

/**
 * What an agent gave a tool, as the tool's schema declares it, with defaults. Some clients send everything as text and
 * fill in every argument that they leave open, so: text that is JSON of the declared kind (list, number, true or
 * false, object) is taken as that, one text where a list of texts is declared as a list of one, and null, blank text and
 * the empty list as if nothing had been given. Where text is declared, text stays what it is. Throws UsageError that
 * names what is wrong and what the tool takes.
 */
export function readArguments<Input extends z.ZodObject>(
  tool: string,
  input: Input,
  given: Readonly<Record<string, unknown>>,
): z.infer<Input> {
  const meant = meantArguments(input, given);
  const read = input.safeParse(meant);
  // Of the validator `__proto__` is no key at all.
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(input.shape, name));
  if (read.success && unknown.length === 0) return read.data;
  const problems = (read.error?.issues ?? []).flatMap((issue) => {
    if (issue.code === "unrecognized_keys") return [];
    const argument = String(issue.path[0]);
    return [meant[argument] === undefined ? `${argument} must be given` : explainIssue(issue)];
  });
  if (unknown.length > 0) problems.push(`there is no argument ${unknown.join(", ")}`);
  throw new UsageError(`${problems.join("; ")} (${tool} takes ${Object.keys(input.shape).join(", ")})`);
}

/** All arguments of a call, which a client may have sent as text or left out. Undefined if they are no object. */
export function readAllArguments(given: unknown): Readonly<Record<string, unknown>> | undefined {
  const meant = meantValue(given, "object");
  if (saysNothing(meant)) return {};
  return isObject(meant) ? meant : undefined;
}

/** The arguments in the kinds that the schema declares, where they can be told; without those that say nothing. */
export function meantArguments(
  { shape }: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const meant = Object.entries(given).flatMap(([name, value]) => {
    const declared = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (declared === undefined) return [[name, value]];
    const argument = meantValue(value, kindOf(declared));
    return saysNothing(argument) ? [] : [[name, argument]];
  });
  return Object.fromEntries(meant);
}

/** The kind of value that a schema declares, whether it may be left out or not. */
function kindOf(declared: z.core.$ZodType): string {
  if (declared instanceof z.ZodOptional || declared instanceof z.ZodDefault) return kindOf(declared.unwrap());
  const { type } = declared._zod.def;
  return type === "record" ? "object" : type;
}

function meantValue(value: unknown, kind: string): unknown {
  if (typeof value !== "string" || kind === "string" || kind === "enum") return value;
  const parsed = parseJson(value);
  if (parsed === null || (Array.isArray(parsed) ? "array" : typeof parsed) === kind) return parsed;
  return kind === "array" && value.trim() !== "" ? [value] : value;
}

function saysNothing(value: unknown): boolean {
  const isBlank = typeof value === "string" && value.trim() === "";
  return value === null || value === undefined || isBlank || (Array.isArray(value) && value.length === 0);
}
