import fc from "fast-check";
import { parse } from "valibot";
import { describe, expect, it } from "vitest";
import type { ConfigFile } from "../configuration/config-schema.ts";
import { configSchema } from "../configuration/config-schema.ts";
import { resolveConfig } from "../configuration/resolve-config.ts";
import { digestOf, fingerprintOf } from "./fingerprints.ts";
import { requestsOf, type TrustRequest } from "./requests.ts";

const corpusOf = (file: object) => ({
  root: "/repo",
  config: resolveConfig(parse(configSchema, file) as ConfigFile).config,
});

/** What a configuration asks for, `subject key value` a line. */
const asked = (file: object, gates: { path: string; check?: string[] }[] = []) =>
  requestsOf(corpusOf(file), gates).flatMap(({ subject, values }) =>
    values.map(({ key, value }) => `${subject} ${key} ${JSON.stringify(value)}`),
  );

describe("what a repository asks for", () => {
  it.each<[what: string, file: object, lines: string[]]>([
    ["nothing", {}, []],
    ["harmless settings", { limits: { jobs: 9 }, defaults: { model: "opus" }, aliases: { a: "b" } }, []],
    ["a client as it is", { runners: { "claude-code": {}, codex: { isolated: true, extraArgs: [] } } }, []],
    [
      "all that a client's entry can name",
      { runners: { codex: { path: "./x", extraArgs: ["-a"], passEnv: ["TOKEN"], isolated: false } } },
      [
        'runners.codex extraArgs ["-a"]',
        "runners.codex isolated false",
        'runners.codex passEnv ["TOKEN"]',
        'runners.codex path "./x"',
      ],
    ],
    [
      "programs of its own",
      { runners: { b: { command: ["x", "y z"], prompt: "file" }, a: { command: ["x"], passEnv: ["T"] } } },
      ['runners.a command ["x"]', 'runners.a passEnv ["T"]', 'runners.b command ["x","y z"]'],
    ],
    [
      "a service, with its address and whose key goes there",
      { runners: { a: { api: { provider: "openai", baseURL: "https://x.org/v1", keyEnv: "K" } } } },
      ['runners.a api {"provider":"openai","baseURL":"https://x.org/v1","keyEnv":"K"}'],
    ],
    ["a runner", { defaults: { runner: "checks" } }, ['defaults runner "checks"']],
    ["a ledger in the root", { database: "data/../x.sqlite" }, []],
    ["a ledger in the root, absolute", { database: "/repo/x.sqlite" }, []],
    ["a ledger in memory", { database: ":memory:" }, []],
    ["a ledger beside the root", { database: "../x.sqlite" }, ['database place "../x.sqlite"']],
    [
      "a ledger in a root of a longer name",
      { database: "/repository/x" },
      ['database place "/repository/x"'],
    ],
    ["a ledger by a way around", { database: "a/../../x" }, ['database place "a/../../x"']],
    ["a ledger on a server", { database: "postgres://h/d" }, ['database place "postgres://h/d"']],
    ["a ledger by a URL", { database: "file:///repo/x" }, ['database place "file:///repo/x"']],
  ])("%s", (_, file, lines) => {
    expect(asked(file)).toEqual(lines);
  });

  it("is what the checks of its gates start", () => {
    const gates = [{ path: "gates/b.md", check: ["lint"] }, { path: "gates/a.md" }];
    expect(asked({}, gates)).toEqual(['gates/b.md check ["lint"]']);
  });

  it("is not hidden by a key that nobody has thought of yet", () => {
    const corpus = corpusOf({ runners: { codex: {} } });
    Object.assign(corpus.config.runners.codex ?? {}, { secretEnv: ["TOKEN"] });
    expect(requestsOf(corpus, [])).toEqual([
      { subject: "runners.codex", values: [{ key: "secretEnv", value: ["TOKEN"] }] },
    ]);
  });
});

describe("a digest", () => {
  const request = fc.record({
    subject: fc.string(),
    values: fc.array(fc.record({ key: fc.string(), value: fc.jsonValue() }), { minLength: 1 }),
  });

  it("is the same in any order, and another one for anything else", () => {
    fc.assert(
      fc.property(fc.uniqueArray(request, { selector: fingerprintOf }), request, (requests, more) => {
        expect(digestOf(requests.toReversed())).toBe(digestOf(requests));
        expect(digestOf([...requests, more])).not.toBe(digestOf(requests));
      }),
    );
  });

  it("tells apart what differs only in where a word ends", () => {
    const of = (...check: string[]): TrustRequest => ({
      subject: "g",
      values: [{ key: "check", value: check }],
    });
    expect(fingerprintOf(of("a b"))).not.toBe(fingerprintOf(of("a", "b")));
  });
});
