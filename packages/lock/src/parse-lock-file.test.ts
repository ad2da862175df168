import { describe, expect, it } from "vitest";
import { entryOf, withdrawnEntry } from "../test/arbitrary-entries.ts";
import type { LockEntry } from "./lock-entry.ts";
import { parseLockFile } from "./parse-lock-file.ts";
import { renderEntry, renderLockFile } from "./render-lock-file.ts";

const good = entryOf({ gate: "good" });
/** A file with a sound entry, and what somebody else put beside it. */
const withValue = (value: unknown) => `[\n${renderEntry(good)},\n${JSON.stringify(value)}\n]\n`;
const AT = "2026-03-01T12:00:00.000Z";
const finding = { key: "0123456789abcdef", severity: "warn", message: "m" };

describe("what is no entry is told of, and leaves the others alone", () => {
  it.each<[what: string, value: unknown, why: string]>([
    ["no object", 3, "it is no object"],
    ["a list", [], "it is no object"],
    ["nothing", null, "it is no object"],
    ["an empty object", {}, "gate is missing"],
    ["an unknown key", { ...entryOf(), "\u001b[2J": 1 }, '"\\u001b[2J" is no key that is known'],
    ["a key of every object", { ...entryOf(), constructor: 1 }, '"constructor" is no key that is known'],
    [
      "an unknown decision",
      { ...entryOf(), decision: "ok" },
      'decision is "ok", and not one of pass, warn, fail',
    ],
    ["no decision", { ...entryOf(), decision: undefined }, "decision is missing"],
    ["what cannot be accepted", { ...entryOf(), decision: "error" }, "decision is"],
    [
      "what was taken back with a decision",
      { ...withdrawnEntry(), decision: "pass" },
      '"decision" is no key',
    ],
    ["what was taken back for no reason", { ...withdrawnEntry(), remark: " " }, 'remark is " "'],
    ["what was taken back without a word", { ...withdrawnEntry(), remark: "\u200b" }, "remark is"],
    ["half of a character", { ...withdrawnEntry(), remark: "no\ud800" }, 'remark is "no\\ud800"'],
    [
      "a finding that is waived and counts again",
      {
        ...entryOf(),
        findings: [{ ...finding, waived: { reason: "r" }, unwaived: { reason: "r", at: entryOf().at } }],
      },
      "findings[0] is waived, and counts again",
    ],
    [
      "a waiver taken back at no time",
      { ...entryOf(), findings: [{ ...finding, unwaived: { reason: "r" } }] },
      "findings[0].unwaived.at is missing",
    ],
    [
      "a key of two findings",
      { ...entryOf(), findings: [finding, { ...finding, key: undefined }, finding] },
      "findings[2].key is 0123456789abcdef, as that of findings[0] is",
    ],
    [
      "the evidence of checks of a model",
      { ...entryOf(), evidence: "checks" },
      'evidence is "checks", and model',
    ],
    ["checks with other evidence", { ...entryOf(), model: "checks" }, "evidence is"],
    ["an unknown evidence", { ...entryOf(), evidence: "sworn" }, 'evidence is "sworn"'],
    ["a short sha", { ...entryOf(), noteSha: "abc" }, 'noteSha is "abc", and not a SHA-256 in hex'],
    ["a sha in capitals", { ...entryOf(), gateVersion: "A".repeat(64) }, "gateVersion is"],
    ["a gate above", { ...entryOf(), gate: "../x" }, 'gate is "../x", and not the id of a gate'],
    ["a gate at the root", { ...entryOf(), gate: "/x" }, "gate is"],
    ["a gate around", { ...entryOf(), gate: "a/./b" }, "gate is"],
    ["a gate of no name", { ...entryOf(), gate: "a//b" }, "gate is"],
    ["a gate of an empty name", { ...entryOf(), gate: "" }, "gate is"],
    ["a gate with half of a character", { ...entryOf(), gate: "prose/\ud800" }, 'gate is "prose/\\ud800"'],
    ["a model that is no partition", { ...entryOf(), model: "Opus 4" }, 'model is "Opus 4"'],
    ["a name that is no partition", { ...entryOf(), requested: "Opus 4" }, 'requested is "Opus 4"'],
    ["no time", { ...entryOf(), at: "2026-02-30T00:00:00.000Z" }, "at is"],
    ["a day that is none", { ...entryOf(), at: "2026-01-39T00:00:00.000Z" }, "at is"],
    ["a day before the first", { ...entryOf(), at: "2026-01-00T00:00:00.000Z" }, "at is"],
    ["a month that is none", { ...entryOf(), at: "2026-13-01T00:00:00.000Z" }, "at is"],
    ["an hour that is none", { ...entryOf(), at: "2026-01-01T24:00:00.000Z" }, "at is"],
    ["a time elsewhere", { ...entryOf(), at: "2026-02-03T00:00:00.000+01:00" }, "at is"],
    ["findings that are no list", { ...entryOf(), findings: {} }, "findings is an object or a list"],
    [
      "a remark that says nothing",
      { ...entryOf(), remark: " \u200b" },
      'remark is " \u200b", and not a line',
    ],
    ["a remark of two lines", { ...entryOf(), remark: "so\nso" }, 'remark is "so\\nso", and not a line'],
    ["a remark without end", { ...entryOf(), remark: "x".repeat(501) }, "remark is"],
    ["half of a character as a remark", { ...entryOf(), remark: "\ud800" }, "remark is"],
    ["a sample that is none", { ...entryOf(), sample: 5 }, "sample is 5, and not an object"],
    [
      "a sample without a bound",
      { ...entryOf(), sample: { reviewed: 1, of: 2, confidence: 0.95 } },
      "sample.flipsAtMost is missing",
    ],
    [
      "a sample of nothing",
      { ...entryOf(), sample: { reviewed: 0, of: 2, flipsAtMost: 1, confidence: 0.95 } },
      "sample.reviewed is 0, and not a whole number from 1 on",
    ],
    [
      "a sample that is certain",
      { ...entryOf(), sample: { reviewed: 1, of: 2, flipsAtMost: 1, confidence: 1 } },
      "sample.confidence is 1, and not a number between 0 and 1",
    ],
    [
      "a sample of more than there is",
      entryOf({ sample: { reviewed: 3, of: 2, flipsAtMost: 1, confidence: 0.95 } }),
      "sample.of is 2, and cannot be less than 3",
    ],
    ...[
      ["that is none", 5, "findings[0].disputed is 5, and not an object"],
      ["by nobody", { model: "-", reason: "r", at: AT }, 'findings[0].disputed.model is "-"'],
      [
        "by a name that is no partition",
        { model: "Opus 4", reason: "r", at: AT },
        "findings[0].disputed.model is",
      ],
      ["without a reason", { model: "m", reason: " \u200b", at: AT }, "findings[0].disputed.reason is"],
      ["for half of a character", { model: "m", reason: "\udc00", at: AT }, "findings[0].disputed.reason is"],
      ["at no time", { model: "m", reason: "r" }, "findings[0].disputed.at is missing"],
      [
        "on a day that is none",
        { model: "m", reason: "r", at: "2026-02-30T00:00:00.000Z" },
        "findings[0].disputed.at",
      ],
      [
        "that says more",
        { model: "m", reason: "r", at: AT, holds: true },
        'findings[0].disputed."holds" is no key',
      ],
    ].map(([what, disputed, said]): [string, unknown, string] => [
      `a dispute ${what}`,
      { ...entryOf(), findings: [{ ...finding, disputed }] },
      `${said}`,
    ]),
    ["a pass with findings", entryOf({ decision: "pass" }), "it is a pass, and has findings"],
    ["a finding that is none", { ...entryOf(), findings: [1] }, "findings[0] is no object"],
    [
      "a finding of no severity",
      { ...entryOf(), findings: [{ message: "m" }] },
      "findings[0].severity is missing",
    ],
    [
      "a finding that says nothing",
      { ...entryOf(), findings: [{ ...finding, message: " " }] },
      "findings[0].message",
    ],
    ["a key that is none", { ...entryOf(), findings: [{ ...finding, key: "x" }] }, "findings[0].key"],
    [
      "more of a finding",
      { ...entryOf(), findings: [{ ...finding, note: 1 }] },
      'findings[0]."note" is no key',
    ],
    [
      "a waiver that is none",
      { ...entryOf(), findings: [{ ...finding, waived: "yes" }] },
      "findings[0].waived is",
    ],
    [
      "a waiver of no reason",
      { ...entryOf(), findings: [{ ...finding, waived: {} }] },
      "waived.reason is missing",
    ],
    [
      "a day that is none",
      { ...entryOf(), findings: [{ ...finding, waived: { reason: "r", until: "2026-02-30" } }] },
      "findings[0].waived.until is",
    ],
  ])("%s", (_, value, why) => {
    const { entries, problems } = parseLockFile(withValue(value));
    expect(entries).toEqual([good]);
    expect(problems).toEqual([expect.stringContaining("entry 2 does not count: ")]);
    expect(problems[0]).toContain(why);
    expect(problems[0]?.length).toBeLessThan(250);
  });

  it("a key that would change what an object is", () => {
    const line = renderEntry(entryOf()).replace("{", '{"__proto__":{"decision":"pass"},');
    const { entries, problems } = parseLockFile(`[\n${renderEntry(good)},\n${line}\n]`);
    expect(entries).toEqual([good]);
    expect(problems).toEqual(['entry 2 does not count: "__proto__" is no key that is known']);
    expect(parseLockFile(`[{"__proto__":${renderEntry(good)}}]`).entries).toEqual([]);
  });

  it("lines that are no JSON, also where the end is missing", () => {
    const text = `[\n${renderEntry(good)},\nrubbish\n{"gate":`;
    expect(parseLockFile(text)).toMatchObject({
      entries: [good],
      problems: ["line 3 does not count: it is no JSON", "line 4 does not count: it is no JSON"],
    });
  });

  it("a line of 10 MB", () => {
    const long = JSON.stringify(entryOf({ findings: [{ severity: "warn", message: "x".repeat(1e7) }] }));
    expect(parseLockFile(`[\n${renderEntry(good)},\n${long}\n]`)).toMatchObject({
      entries: [good],
      problems: ["line 3 does not count: it is longer than 1000000 characters"],
    });
    expect(parseLockFile("x".repeat(1e7)).problems).toHaveLength(1);
  });

  it("lists in lists, however deep", () => {
    const deep = `${"[".repeat(400_000)}${"]".repeat(400_000)}`;
    expect(parseLockFile(`[\n${renderEntry(good)},\n${deep}\n]`)).toMatchObject({
      entries: [good],
      problems: ["entry 2 does not count: it is no object"],
    });
    const within = renderEntry(entryOf()).replace(/"findings":.*/, `"findings":${deep}}`);
    expect(parseLockFile(`[${within}]`).problems).toEqual([
      "entry 1 does not count: findings[0] is no object",
    ]);
  });

  it("tells of the first twenty, and how many more there are", () => {
    const { problems } = parseLockFile(JSON.stringify(Array.from({ length: 1000 }, () => 0)));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe("and 980 more");
    expect(parseLockFile("0\n".repeat(1000)).problems.at(-1)).toBe("and 980 more");
  });

  it("what is no file of a lock at all", () => {
    expect(parseLockFile("")).toMatchObject({ entries: [], problems: [] });
    expect(parseLockFile("[]")).toMatchObject({ entries: [], problems: [] });
    expect(parseLockFile('{"name":"x"}').entries).toEqual([]);
    expect(parseLockFile('{"name":"x"}').problems).toHaveLength(1);
  });
});

describe("a file in another form", () => {
  it.each([
    ["laid out by an editor", JSON.stringify([good], null, 2)],
    ["with the line ends of Windows", renderLockFile([good]).replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\ufeff${renderLockFile([good])}`],
  ])("%s says the same", (_, text) => {
    expect(parseLockFile(text)).toMatchObject({ entries: [good], problems: [] });
  });

  it("longer than one entry may be is read line by line", () => {
    const entries = Array.from({ length: 20 }, (_, index) =>
      entryOf({ gate: `g${index}`, findings: [{ severity: "warn", message: "x".repeat(90_000) }] }),
    );
    expect(parseLockFile(renderLockFile(entries))).toMatchObject({ entries: { length: 20 }, problems: [] });
  });
});

it("takes of two decisions about a finding the later one, and one of a time to come after none", () => {
  const of = (settled: object) =>
    entryOf({ findings: [{ key: "0123456789abcdef", severity: "warn", message: "m", ...settled }] });
  const unwaived = { unwaived: { reason: "r", at: AT } };
  const waived = { waived: { reason: "r", at: "9999-01-01T00:00:00.000Z" } };
  const text = `[${[of(waived), of(unwaived)].map(renderEntry).join(",")}]`;
  expect(parseLockFile(text, "2026-03-10").entries).toEqual([of(unwaived)]);
});

it("takes an entry of a time to come where there is no other", () => {
  const toCome = entryOf({ at: "9999-12-31T23:59:59.999Z" });
  expect(parseLockFile(renderLockFile([toCome]), "2026-03-10")).toMatchObject({
    entries: [toCome],
    problems: [],
  });
});

describe("of two entries for the same versions", () => {
  const later = entryOf({ at: "2026-03-02T12:00:00.000Z", decision: "pass", findings: [] });
  const worse = entryOf({ decision: "fail" });
  const toCome = { ...later, at: "9999-12-31T23:59:59.999Z" };
  const worseToCome = { ...worse, at: "2026-03-12T00:00:00.000Z" };
  const tomorrow = { ...later, at: "2026-03-11T23:59:59.999Z" };
  it.each<[string, Parameters<typeof renderLockFile>[0], LockEntry]>([
    ["the later one counts", [entryOf(), later], later],
    ["one of a time to come counts less than any other", [entryOf(), toCome], entryOf()],
    ["nor does it bring back what was taken back", [withdrawnEntry(), toCome], withdrawnEntry()],
    ["the worse one counts, if both are of a time to come", [worseToCome, toCome], worseToCome],
    ["the later one counts, if it is of the day after this one", [entryOf(), tomorrow], tomorrow],
    ["what is taken back later does not count", [entryOf(), withdrawnEntry(later)], withdrawnEntry(later)],
    ["what is taken back in one moment does not count", [worse, withdrawnEntry()], withdrawnEntry()],
    ["what is accepted after it was taken back counts", [withdrawnEntry(), later], later],
    ["the worse one counts, if they are of one moment", [entryOf(), worse], worse],
    [
      "the greater text counts, if nothing else decides",
      [entryOf(), entryOf({ kind: "manual-ack" })],
      entryOf({ kind: "manual-ack" }),
    ],
  ])("%s", (_, entries, counts) => {
    for (const order of [entries, entries.toReversed()]) {
      const text = `[${order.map(renderEntry).join(",")}]`;
      expect(parseLockFile(text, "2026-03-10")).toMatchObject({
        entries: [counts],
        problems: [
          "entry 2 is of the same gate, partition and versions as one before it: the later of both counts",
        ],
      });
    }
  });
});
