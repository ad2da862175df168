import { isObject } from "@review/db/guards";
import * as v from "valibot";
import { GLOB_BELOW_ROOT, isQuickGlob, LONGEST_GLOB, QUICK_GLOB } from "../text/globs.ts";
import { apiRunner } from "./api-schema.ts";
import { type API_RUNNER, CHECKS_RUNNER, type ClientName } from "./runner-names.ts";
import { closedObject, expected, jsonObject, filledText as text, wholeNumber } from "./schema-parts.ts";

/** Each link is looked for in each of them. */
const MOST_LINK_ROOTS = 100;

/** Each is looked for on PATH. */
const MOST_RUNNERS = 100;

/** Each file is matched against each of them. */
const MOST_GLOBS = 1_000;

/** Each is a program, or a request, and a few hundred MB. More is the user's own word, on the command line. */
const MOST_JOBS = 100;

const SECONDS_OF_A_DAY = 24 * 60 * 60;

/** A folder below the root, and not the root itself. */
export const FOLDER_BELOW_ROOT = /^(?![/\\]|[A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$))(?=.*[^./\\]).+$/;

/** A folder below the root that is not, and is not in, a `.git`, however that is written. */
export const LOCK_FOLDER =
  /^(?!(?:.*[/\\])?\.[gG][iI][tT](?:[/\\]|$))(?![/\\]|[A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$))(?=.*[^./\\]).+$/;

/** `2026-12-31`. */
export const DAY = /^\d{4}-\d{2}-\d{2}$/;

const texts = v.array(text, expected("a list of strings"));
const globs = v.pipe(
  v.array(
    v.pipe(
      v.string(expected("a glob")),
      v.regex(GLOB_BELOW_ROOT, expected("a glob inside the root (relative, no ..)")),
      v.check(isQuickGlob, expected(`a glob with ${QUICK_GLOB}`)),
    ),
    expected("a list of globs"),
  ),
  v.maxLength(MOST_GLOBS, expected(`at most ${MOST_GLOBS} globs`)),
);
/** A folder relative to the root and inside it, perhaps the root itself. */
export const FOLDER_IN_ROOT = /^(?![/\\]|[A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)).+$/;

/** What a URL begins with, up to a `/`, and not the scheme of one. */
export const URL_PREFIX = /^(?!\/\/)[^:]*\/$/;

/** Globs are made of it. */
const folderLike = (pattern: RegExp, what: string) =>
  v.pipe(
    v.string(expected("a folder")),
    v.regex(pattern, expected(what)),
    v.maxLength(LONGEST_GLOB, expected(`a folder of at most ${LONGEST_GLOB} characters`)),
  );

const folder = folderLike(FOLDER_IN_ROOT, "a folder inside the root (relative, no ..)");
const day = v.pipe(
  v.string(expected("a day, YYYY-MM-DD")),
  v.regex(DAY, expected("a day, YYYY-MM-DD")),
  v.check(isDay, expected("a day that there is")),
);

/** What a client is asked for, or an effort: one that begins with `-` would be an option of some program. */
export const ASKED_NAME = /^\s*[^\s-]/;
const askedName = v.pipe(text, v.regex(ASKED_NAME, expected("a name that does not begin with -")));

const clientRunner = closedObject({
  path: v.optional(text),
  extraArgs: v.optional(texts, []),
  passEnv: v.optional(texts, []),
  secretEnv: v.optional(texts, []),
  isolated: v.optional(v.boolean(expected("true or false")), true),
});

const configuredRunner = closedObject({
  command: v.pipe(
    v.array(v.string(expected("a string")), expected("a list: program, then arguments")),
    v.check(
      (words) => words[0] !== undefined && words[0] !== "",
      expected("a list that starts with a program"),
    ),
  ),
  prompt: v.optional(v.picklist(["stdin", "file"], expected('"stdin" or "file"')), "stdin"),
  passEnv: v.optional(texts, []),
  secretEnv: v.optional(texts, []),
});

/** A URL with a password before the host, or as a parameter. */
const HAS_PASSWORD = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#:]*:[^/?#]*@|.*[?&](?:ssl)?password=)/i;

const BUILT_IN = "is built in and cannot be configured; choose another name";

/** A name that stands for a model. What is asked for as `checks` is judged without one, whatever the alias says. */
const aliasName = v.pipe(
  v.string(),
  v.check(
    (name) => name.trim().toLowerCase() !== CHECKS_RUNNER,
    `has no effect: ${CHECKS_RUNNER} is the name of the checks, which no model answers; choose another name`,
  ),
);

const builtInRunners = {
  "claude-code": v.optional(clientRunner),
  codex: v.optional(clientRunner),
  "gemini-cli": v.optional(clientRunner),
  opencode: v.optional(clientRunner),
  checks: v.optional(v.never(BUILT_IN)),
  api: v.optional(v.never(BUILT_IN)),
} satisfies Record<ClientName | typeof CHECKS_RUNNER | typeof API_RUNNER, unknown>;

/** A reviewer of the user's own: with `api` it needs no program. The issues are those of the kind that is meant. */
const ownRunner = v.lazy((entry) => (isObject(entry) && "api" in entry ? apiRunner : configuredRunner));

/** `review.config.json`; the published JSON schema says the same. Issue messages are ready to print after the key. */
export const configSchema = closedObject({
  $schema: v.optional(v.string(expected("a string"))),
  notes: v.optional(v.pipe(globs, v.minLength(1, expected("at least one glob")))),
  exclude: v.optional(globs),
  gates: v.optional(folderLike(FOLDER_BELOW_ROOT, "a folder below the root (relative, no ..)")),
  database: v.optional(
    v.pipe(
      text,
      v.check(
        (place) => !HAS_PASSWORD.test(place),
        "holds a password, which everybody who has this file would know: put it into PGPASSWORD or ~/.pgpass",
      ),
    ),
  ),
  defaults: v.optional(
    closedObject({ runner: v.optional(text), model: v.optional(askedName), effort: v.optional(askedName) }),
  ),
  aliases: v.optional(v.pipe(jsonObject("an object of name: model"), v.record(aliasName, askedName))),
  requireModel: v.optional(v.boolean(expected("true or false"))),
  lock: v.optional(
    closedObject({
      path: v.optional(folderLike(LOCK_FOLDER, "a folder below the root (relative, no .., no .git)")),
      auto: v.optional(v.boolean(expected("true or false"))),
    }),
  ),
  linkRoots: v.optional(
    v.pipe(
      jsonObject("an object of beginning: folder"),
      v.record(
        v.pipe(v.string(), v.regex(URL_PREFIX, expected("the beginning of URLs, up to a /, such as /docs/"))),
        v.union(
          [folder, v.pipe(v.array(folder), v.minLength(1, expected("at least one folder")))],
          expected("a folder, or a list of folders"),
        ),
      ),
      v.check(
        (roots) => Object.values(roots).flat().length <= MOST_LINK_ROOTS,
        expected(`at most ${MOST_LINK_ROOTS} folders in all`),
      ),
    ),
  ),
  verify: v.optional(
    closedObject({
      models: v.optional(texts),
      failOn: v.optional(v.picklist(["warn", "fail"], expected('"warn" or "fail"'))),
      require: v.optional(v.literal("observed", expected('"observed"'))),
      minFixtures: v.optional(wholeNumber(1, 1_000)),
      acceptStale: v.optional(
        v.array(
          closedObject({ note: text, gate: text, reason: text, until: day }),
          expected("a list of objects"),
        ),
      ),
    }),
  ),
  runners: v.optional(
    v.pipe(
      jsonObject("an object of name: runner"),
      v.check(
        (runners) => Object.keys(runners).length <= MOST_RUNNERS,
        expected(`at most ${MOST_RUNNERS} runners`),
      ),
      v.objectWithRest(builtInRunners, ownRunner),
    ),
  ),
  limits: v.optional(
    closedObject({
      gatesPerPrompt: v.optional(wholeNumber(1, 1_000)),
      promptBytes: v.optional(wholeNumber(1, 100_000_000)),
      timeoutSeconds: v.optional(wholeNumber(1, SECONDS_OF_A_DAY)),
      jobs: v.optional(wholeNumber(1, MOST_JOBS)),
    }),
  ),
});

/** A `review.config.json` that passed: only the keys the file holds, runner entries with their defaults. */
export type ConfigFile = v.InferOutput<typeof configSchema>;

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}
