import { closest } from "fastest-levenshtein";
import * as z from "zod/mini";
import type { CHECKS_RUNNER, ClientName } from "./runner-names.ts";

/** A glob that cannot lead out of the root: not absolute, no `..` segment; `!` in front of it excludes. */
export const GLOB_BELOW_ROOT = /^(?!!?(?:[/\\]|[A-Za-z]:))(?!(?:!|.*\/)?\.\.(?:\/|$)).+$/;

/** A folder below the root, and not the root itself. */
export const FOLDER_BELOW_ROOT = /^(?![/\\]|[A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$))(?=.*[^./\\]).+$/;

/** A text in which there is something to be seen. */
export const NOT_BLANK = /\S/;

const text = nonEmptyString("a non-empty string");
const texts = z.array(text, expected("a list of strings"));
const globs = z.array(
  z
    .string(expected("a glob"))
    .check(z.regex(GLOB_BELOW_ROOT, expected("a glob inside the root (relative, no ..)"))),
  expected("a list of globs"),
);
const limit = z.int(expected("a positive integer")).check(z.positive(expected("a positive integer")));

const clientRunner = closedObject({
  path: z.optional(text),
  extraArgs: z._default(texts, []),
  passEnv: z._default(texts, []),
  secretEnv: z._default(texts, []),
  isolated: z._default(z.boolean(expected("true or false")), true),
});

const configuredRunner = closedObject({
  command: z
    .array(z.string(expected("a string")), expected("a list: program, then arguments"))
    .check(z.refine(([program]) => Boolean(program), expected("a list that starts with a program"))),
  prompt: z._default(z.enum(["stdin", "file"], expected('"stdin" or "file"')), "stdin"),
  passEnv: z._default(texts, []),
  secretEnv: z._default(texts, []),
});

const builtInRunners = {
  "claude-code": z.optional(clientRunner),
  codex: z.optional(clientRunner),
  checks: z.optional(z.never("is built in and cannot be configured; choose another name")),
} satisfies Record<ClientName | typeof CHECKS_RUNNER, unknown>;

/** `review.config.json`; the published JSON schema says the same. */
export const configSchema = closedObject({
  $schema: z.optional(z.string(expected("a string"))),
  notes: z.optional(globs.check(z.minLength(1, expected("at least one glob")))),
  exclude: z.optional(globs),
  gates: z.optional(
    z
      .string(expected("a folder"))
      .check(z.regex(FOLDER_BELOW_ROOT, expected("a folder below the root (relative, no ..)"))),
  ),
  database: z.optional(text),
  defaults: z.optional(
    closedObject({ runner: z.optional(text), model: z.optional(text), effort: z.optional(text) }),
  ),
  aliases: z.optional(z.record(z.string(), text, expected("an object of name: model"))),
  runners: z.optional(
    z.catchall(z.object(builtInRunners, expected("an object of name: runner")), configuredRunner),
  ),
  limits: z.optional(
    closedObject({
      gatesPerPrompt: z.optional(limit),
      promptBytes: z.optional(limit),
      timeoutSeconds: z.optional(limit),
      jobs: z.optional(limit),
    }),
  ),
});

/** A `review.config.json` that passed: only the keys the file holds, runner entries with their defaults. */
export type ConfigFile = z.output<typeof configSchema>;

/** What is wrong with a configuration, after the key to mend; of several keys that an object does not know the first. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]] : issue.path;
  return [path.join("."), issue.message].filter(Boolean).join(" ");
}

function nonEmptyString(what: string) {
  return z.string(expected(what)).check(z.regex(NOT_BLANK, expected(what)));
}

/** An object that names the nearest known key for one it does not know. */
function closedObject<const Entries extends Record<string, z.core.$ZodType>>(entries: Entries) {
  return z.strictObject(entries, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `is not a known key; did you mean "${closest(String(issue.keys[0]), Object.keys(entries))}"?`
        : expected("an object").error(issue),
  });
}

function expected(what: string) {
  return {
    error: ({ input }: { input?: unknown }): string =>
      input === undefined ? "is required" : `expected ${what}, got ${show(input)}`,
  };
}

// 60 characters show what was written without repeating a pasted document.
function show(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}
