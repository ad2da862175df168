import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { type JsonSchema, resolveReference, satisfies } from "../../test/json-schema.ts";
import { GLOB_BELOW_ROOT } from "../text/globs.ts";
import { SERVICE_URL, VARIABLE } from "./api-schema.ts";
import {
  ASKED_NAME,
  configSchema,
  DAY,
  FOLDER_BELOW_ROOT,
  FOLDER_IN_ROOT,
  LOCK_FOLDER,
  URL_PREFIX,
} from "./config-schema.ts";
import { NOT_BLANK } from "./schema-parts.ts";

const jsonSchema: JsonSchema = JSON.parse(
  readFileSync(new URL("../../review.config.schema.json", import.meta.url), "utf8"),
);

const GOOD: unknown[] = [
  {},
  { $schema: "./node_modules/x/review.config.schema.json" },
  { notes: ["notes/**/*.md"], exclude: [], gates: "gates", database: "x.sqlite" },
  { notes: ["**/*.md", "!drafts/**", "./a..b/*.md", "{a,b}/*.md"] },
  { gates: "./kb/gates/" },
  { gates: "..gates" },
  { database: "postgres://host/db" },
  { defaults: {} },
  { defaults: { runner: "codex", model: "opus", effort: "high" } },
  { aliases: { opus: "claude-opus-4-8" } },
  { runners: { mine: { api: { provider: "anthropic", thinking: 0 } } } },
  {
    runners: {
      mine: {
        api: {
          provider: "openai-compatible",
          baseURL: "http://127.0.0.1:8080/v1",
          model: "qwen3:8b",
          keyEnv: "MY_KEY",
          headers: { "x-team": "docs" },
          maxOutputTokens: 1000,
          temperature: 0,
          prices: { "qwen3:8b": { input: 0, cachedInput: 0, cacheWrite: 0, output: 0.5 } },
        },
      },
    },
  },
  { requireModel: true },
  { verify: {} },
  {
    verify: {
      models: ["opus"],
      failOn: "warn",
      require: "observed",
      acceptStale: [{ note: "notes/a.md", gate: "prose/tone", reason: "later", until: "2028-02-29" }],
    },
  },
  { lock: {} },
  { lock: { path: "review.lock", auto: true } },
  { lock: { path: "kb/.github/x.git/", auto: false } },
  { linkRoots: {} },
  { linkRoots: { "/": ["src/content/docs", "public"], "/docs/": "docs", "@/": "content/", "@site/": "." } },
  { runners: {} },
  {
    runners: {
      "claude-code": {},
      codex: { path: "/opt/codex", extraArgs: ["-v"], passEnv: ["A"], secretEnv: ["B"], isolated: false },
    },
  },
  { runners: { mine: { command: ["prog"] } } },
  { runners: { mine: { command: ["prog", ""], prompt: "file", passEnv: [], secretEnv: [] } } },
  { limits: { gatesPerPrompt: 1, promptBytes: 9, timeoutSeconds: 86_400, jobs: 100 } },
];

const BAD: [unknown, string][] = [
  [[], "expected an object, got []"],
  [null, "expected an object, got null"],
  [{ note: ["x"] }, 'note is not a known key; did you mean "notes"?'],
  [{ notes: "notes/**" }, 'notes expected a list of globs, got "notes/**"'],
  [{ notes: [] }, "notes expected at least one glob, got []"],
  [{ notes: ["a.md", 3] }, "notes.1 expected a glob, got 3"],
  [{ notes: ["../x/*.md"] }, 'notes.0 expected a glob inside the root (relative, no ..), got "../x/*.md"'],
  [
    { notes: ["a/../../*.md"] },
    'notes.0 expected a glob inside the root (relative, no ..), got "a/../../*.md"',
  ],
  [{ exclude: ["!/etc/*"] }, 'exclude.0 expected a glob inside the root (relative, no ..), got "!/etc/*"'],
  [{ exclude: ["!../*"] }, 'exclude.0 expected a glob inside the root (relative, no ..), got "!../*"'],
  ...["\\x", "\\\\server\\x", "!\\x"].map((glob): [unknown, string] => [
    { exclude: [glob] },
    `exclude.0 expected a glob inside the root (relative, no ..), got ${JSON.stringify(glob)}`,
  ]),
  [{ exclude: ["C:/x"] }, 'exclude.0 expected a glob inside the root (relative, no ..), got "C:/x"'],
  [{ gates: 1 }, "gates expected a folder, got 1"],
  [{ gates: "." }, 'gates expected a folder below the root (relative, no ..), got "."'],
  [{ gates: "./" }, 'gates expected a folder below the root (relative, no ..), got "./"'],
  [{ gates: "/gates" }, 'gates expected a folder below the root (relative, no ..), got "/gates"'],
  ...["gates", "lock"].map((key): [unknown, string] => {
    const name = "g/".repeat(501);
    const path = key === "gates" ? key : "lock.path";
    const start = `${path} expected a folder of at most 1000 characters, got "`;
    return [{ [key]: key === "gates" ? name : { path: name } }, `${start}${name.slice(0, 58)}…`];
  }),
  [
    { exclude: Array.from({ length: 1001 }, () => "x") },
    `exclude expected at most 1000 globs, got [${'"x",'.repeat(14)}"x…`,
  ],
  [{ gates: "a/.." }, 'gates expected a folder below the root (relative, no ..), got "a/.."'],
  [{ database: "" }, 'database expected a non-empty string, got ""'],
  [{ database: " " }, 'database expected a non-empty string, got " "'],
  [{ database: null }, "database expected a non-empty string, got null"],
  [{ defaults: { modl: "x" } }, 'defaults.modl is not a known key; did you mean "model"?'],
  [{ defaults: "opus" }, 'defaults expected an object, got "opus"'],
  ...["checks", " Checks"].map((name): [unknown, string] => [
    { aliases: { opus: "claude-opus-4-8", [name]: "opus" } },
    `aliases.${name} has no effect: checks is the name of the checks, which no model answers; choose another name`,
  ]),
  ...["model", "effort"].map((key): [unknown, string] => [
    { defaults: { [key]: " --attach=http://127.0.0.1" } },
    `defaults.${key} expected a name that does not begin with -, got " --attach=http://127.0.0.1"`,
  ]),
  [{ aliases: { opus: "-x" } }, 'aliases.opus expected a name that does not begin with -, got "-x"'],
  [{ aliases: { opus: 4 } }, "aliases.opus expected a non-empty string, got 4"],
  [{ requireModel: "yes" }, 'requireModel expected true or false, got "yes"'],
  [{ verify: { failOn: "never" } }, 'verify.failOn expected "warn" or "fail", got "never"'],
  [{ verify: { require: "declared" } }, 'verify.require expected "observed", got "declared"'],
  [{ verify: { model: "opus" } }, 'verify.model is not a known key; did you mean "models"?'],
  [
    { verify: { acceptStale: [{ note: "a", gate: "g", reason: "r" }] } },
    "verify.acceptStale.0.until is required",
  ],
  [{ lock: true }, "lock expected an object, got true"],
  [{ lock: { auto: 1 } }, "lock.auto expected true or false, got 1"],
  [{ lock: { file: "x" } }, 'lock.file is not a known key; did you mean "path"?'],
  ...["..", "a/../b", "/a", ".", "", ".git", "a/.GIT/hooks"].map((path): [unknown, string] => [
    { lock: { path } },
    `lock.path expected a folder below the root (relative, no .., no .git), got "${path}"`,
  ]),
  [{ aliases: [] }, "aliases expected an object of name: model, got []"],
  [{ linkRoots: ["/"] }, 'linkRoots expected an object of beginning: folder, got ["/"]'],
  [
    { linkRoots: { "/docs": "docs" } },
    'linkRoots./docs expected the beginning of URLs, up to a /, such as /docs/, got "/docs"',
  ],
  [
    { linkRoots: { "https://x.org/": "docs" } },
    'linkRoots.https://x.org/ expected the beginning of URLs, up to a /, such as /docs/, got "https://x.org/"',
  ],
  [
    { linkRoots: { "/": "../docs" } },
    'linkRoots./ expected a folder inside the root (relative, no ..), got "../docs"',
  ],
  [
    { linkRoots: { "/": ["/docs"] } },
    'linkRoots./.0 expected a folder inside the root (relative, no ..), got "/docs"',
  ],
  [{ linkRoots: { "/": 1 } }, "linkRoots./ expected a folder, or a list of folders, got 1"],
  [{ linkRoots: { "/": [] } }, "linkRoots./ expected at least one folder, got []"],
  [
    { linkRoots: { "/": Array.from({ length: 101 }, () => "x") } },
    `linkRoots expected at most 100 folders in all, got {"/":[${'"x",'.repeat(13)}"…`,
  ],
  [{ runners: [] }, "runners expected an object of name: runner, got []"],
  [
    {
      runners: Object.fromEntries(
        Array.from({ length: 101 }, (_, index) => [`r${index}`, { command: ["x"] }]),
      ),
    },
    'runners expected at most 100 runners, got {"r0":{"command":["x"]},"r1":{"command":["x"]},"r2":{"comma…',
  ],
  [{ runners: { checks: {} } }, "runners.checks is built in and cannot be configured; choose another name"],
  [{ runners: { api: {} } }, "runners.api is built in and cannot be configured; choose another name"],
  [{ runners: { mine: { api: {} } } }, "runners.mine.api.provider is required"],
  [
    { runners: { mine: { api: { provider: "mistral" } } } },
    'runners.mine.api.provider expected one of anthropic, openai, google, openai-compatible, got "mistral"',
  ],
  ...["ftp://x", "http://u:p@x/", "https://x/?key=1", "x"].map((baseURL): [unknown, string] => [
    { runners: { mine: { api: { provider: "openai", baseURL } } } },
    `runners.mine.api.baseURL expected a URL that begins with http:// or https://, without a login, query or fragment, got "${baseURL.replace("u:p", "…").replace("key=1", "…")}"`,
  ]),
  [
    { runners: { mine: { api: { provider: "openai", keyEnv: "sk-123" } } } },
    'runners.mine.api.keyEnv expected the name of an environment variable, got "sk-123"',
  ],
  [
    { runners: { mine: { api: { provider: "google", thinking: -1 } } } },
    "runners.mine.api.thinking expected a whole number from 0 to 10000000, got -1",
  ],
  [
    { runners: { mine: { api: { provider: "google", maxOutputTokens: 1e9 } } } },
    "runners.mine.api.maxOutputTokens expected a whole number from 1 to 10000000, got 1000000000",
  ],
  [
    { runners: { mine: { api: { provider: "google", temperature: 1e300 } } } },
    "runners.mine.api.temperature expected a number from 0 to 100, got 1e+300",
  ],
  [
    { runners: { mine: { api: { provider: "google", prices: { x: { input: 1e7, output: 1 } } } } } },
    "runners.mine.api.prices.x.input expected a number from 0 to 1000000, got 10000000",
  ],
  [
    { runners: { mine: { api: { provider: "openai", thinking: 5 } } } },
    "runners.mine.api has thinking, which only anthropic and google take",
  ],
  [
    { runners: { mine: { api: { provider: "google", prices: { x: { input: 1 } } } } } },
    "runners.mine.api.prices.x.output is required",
  ],
  [{ runners: { mine: {} } }, "runners.mine.command is required"],
  [
    { runners: { mine: { command: "prog" } } },
    'runners.mine.command expected a list: program, then arguments, got "prog"',
  ],
  [
    { runners: { mine: { command: [] } } },
    "runners.mine.command expected a list that starts with a program, got []",
  ],
  [
    { runners: { mine: { command: [""] } } },
    'runners.mine.command expected a list that starts with a program, got [""]',
  ],
  [
    { runners: { mine: { command: ["p"], prompt: "argv" } } },
    'runners.mine.prompt expected "stdin" or "file", got "argv"',
  ],
  [
    { runners: { mine: { command: ["p"], path: "x" } } },
    'runners.mine.path is not a known key; did you mean "prompt"?',
  ],
  [
    { runners: { codex: { command: ["p"] } } },
    'runners.codex.command is not a known key; did you mean "path"?',
  ],
  [{ runners: { codex: { isolated: "no" } } }, 'runners.codex.isolated expected true or false, got "no"'],
  [{ limits: { jobs: 0 } }, "limits.jobs expected a whole number from 1 to 100, got 0"],
  [{ limits: { jobs: 1.5 } }, "limits.jobs expected a whole number from 1 to 100, got 1.5"],
  [{ limits: { jobs: "2" } }, 'limits.jobs expected a whole number from 1 to 100, got "2"'],
  [{ limits: { jobs: 1e300 } }, "limits.jobs expected a whole number from 1 to 100, got 1e+300"],
  [{ limits: { jobs: 101 } }, "limits.jobs expected a whole number from 1 to 100, got 101"],
  [
    { limits: { timeoutSeconds: 1e9 } },
    "limits.timeoutSeconds expected a whole number from 1 to 86400, got 1000000000",
  ],
  [
    { limits: { gatesPerPrompt: 1e9 } },
    "limits.gatesPerPrompt expected a whole number from 1 to 1000, got 1000000000",
  ],
  [
    { limits: { promptBytes: 1e9 } },
    "limits.promptBytes expected a whole number from 1 to 100000000, got 1000000000",
  ],
  [
    { verify: { minFixtures: 1e9 } },
    "verify.minFixtures expected a whole number from 1 to 1000, got 1000000000",
  ],
];

describe("configSchema and the published JSON schema", () => {
  it.each(GOOD.map((config) => [config]))("both accept %j", (config) => {
    expect(v.safeParse(configSchema, config).issues).toBeUndefined();
    expect(satisfies(config, jsonSchema, jsonSchema)).toBe(true);
  });

  it.each(BAD)("both refuse %j", (config, message) => {
    const [issue] = v.safeParse(configSchema, config).issues ?? [];
    const key = issue === undefined ? null : v.getDotPath(issue);
    expect(`${key === null ? "" : `${key} `}${issue?.message}`).toBe(message);
    expect(satisfies(config, jsonSchema, jsonSchema)).toBe(false);
  });

  it("take no glob that a note's name could keep busy for ever, which JSON schema cannot say", () => {
    const [issue] = v.safeParse(configSchema, { exclude: ["*a*a*a*b.md"] }).issues ?? [];
    expect(issue?.message).toBe(
      'expected a glob with at most two **, or one and two groups and further * of a name, no repeated group and 1000 characters, got "*a*a*a*b.md"',
    );
  });

  it("bound the folders of all beginnings together, which JSON schema cannot say", () => {
    const folders = (amount: number) => Array.from({ length: amount }, () => "x");
    const isGood = (linkRoots: object) => v.safeParse(configSchema, { linkRoots }).success;
    expect(isGood({ "/": folders(99), "/docs/": "x" })).toBe(true);
    expect(isGood({ "/": folders(99), "/docs/": folders(2) })).toBe(false);
  });

  it("know the same keys at every level", () => {
    expect(keysOfJsonSchema(jsonSchema)).toEqual(keysOfValibot(configSchema));
  });

  it("share their patterns", () => {
    expect(jsonSchema.definitions?.text?.pattern).toBe(NOT_BLANK.source);
    expect(jsonSchema.definitions?.askedName?.pattern).toBe(ASKED_NAME.source);
    expect(jsonSchema.definitions?.glob?.pattern).toBe(GLOB_BELOW_ROOT.source);
    expect(jsonSchema.definitions?.folder?.pattern).toBe(FOLDER_IN_ROOT.source);
    expect(jsonSchema.properties?.linkRoots).toMatchObject({ propertyNames: { pattern: URL_PREFIX.source } });
    expect(jsonSchema.definitions?.apiRunner).toMatchObject({
      properties: {
        api: {
          properties: { baseURL: { pattern: SERVICE_URL.source }, keyEnv: { pattern: VARIABLE.source } },
        },
      },
    });
    expect(jsonSchema.properties?.gates).toMatchObject({ pattern: FOLDER_BELOW_ROOT.source });
    expect(jsonSchema.properties?.lock).toMatchObject({
      properties: { path: { pattern: LOCK_FOLDER.source } },
    });
    expect(jsonSchema.properties?.verify).toMatchObject({
      properties: { acceptStale: { items: { properties: { until: { pattern: DAY.source } } } } },
    });
  });
});

// "key", "key.below" for every object, "*" for the keys a user invents.
function keysOfJsonSchema(schema: JsonSchema | boolean | undefined): string[] {
  if (schema === undefined || typeof schema === "boolean") return [];
  if (schema.$ref !== undefined) return keysOfJsonSchema(resolveReference(schema.$ref, jsonSchema));
  if (schema.anyOf && !schema.properties) return schema.anyOf.flatMap(keysOfJsonSchema);
  const { additionalProperties: rest = false, properties = {} } = schema;
  return nameKeys(rest === false ? properties : { ...properties, "*": rest }, keysOfJsonSchema);
}

function keysOfValibot(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  if ("getter" in schema && typeof schema.getter === "function") {
    return [schema.getter({}), schema.getter({ api: {} })].flatMap(keysOfValibot);
  }
  if ("wrapped" in schema) return keysOfValibot(schema.wrapped);
  if ("pipe" in schema && Array.isArray(schema.pipe)) return schema.pipe.flatMap(keysOfValibot);
  const entries = "entries" in schema && typeof schema.entries === "object" ? schema.entries : {};
  const rest =
    "rest" in schema ? schema.rest : "key" in schema && "value" in schema ? schema.value : undefined;
  return nameKeys({ ...entries, ...(rest === undefined ? {} : { "*": rest }) }, keysOfValibot);
}

function nameKeys<Schema>(
  entries: Record<string, Schema>,
  keysBelow: (schema: Schema) => string[],
): string[] {
  return Object.entries(entries)
    .flatMap(([key, schema]) => [key, ...keysBelow(schema).map((below) => `${key}.${below}`)])
    .sort();
}
