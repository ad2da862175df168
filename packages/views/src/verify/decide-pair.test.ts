import type { ModelId } from "@review/db";
import type { AcceptedEntry } from "@review/lock";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AskedPair, decidePair, explainMissing } from "./decide-pair.ts";
import type { SettledPolicy } from "./verify-policy.ts";

const TODAY = "2026-03-10";
const [NOTE, GATE] = ["a".repeat(64), "b".repeat(64)];

const entryOf = (changes: Partial<AcceptedEntry> = {}): AcceptedEntry => ({
  gate: "prose/tone",
  gateVersion: GATE,
  noteSha: NOTE,
  model: "opus",
  decision: "pass",
  evidence: "observed",
  kind: "full-review",
  at: "2026-03-01T12:00:00.000Z",
  findings: [],
  ...changes,
});
const found = (severity: "warn" | "fail", waived?: AcceptedEntry["findings"][number]["waived"]) => ({
  decision: severity,
  findings: [{ severity, message: "so", ...(waived && { waived }) }],
});
const policyOf = (changes: Partial<SettledPolicy> = {}, ...models: string[]): SettledPolicy => ({
  partitions: models.length === 0 ? undefined : new Set(models as ModelId[]),
  failOn: "fail",
  requireObserved: false,
  acceptStale: [],
  ...changes,
});
const pairOf = (
  entries: readonly AcceptedEntry[],
  check?: string[],
  takenBack: AskedPair["takenBack"] = [],
): AskedPair => ({
  noteSha: NOTE,
  gate: { id: "prose/tone", sha: GATE, check },
  entries,
  takenBack,
});
const decide = (entries: readonly AcceptedEntry[], policy: SettledPolicy, check?: string[]) =>
  decidePair(pairOf(entries, check), policy, TODAY);

const [any, opus, warn, observed] = [
  policyOf(),
  policyOf({}, "opus"),
  policyOf({ failOn: "warn" }),
  policyOf({ requireObserved: true }),
];
const [pass, warning, fail] = [entryOf(), entryOf(found("warn")), entryOf(found("fail"))];
const ofGpt = (entry: AcceptedEntry) => ({ ...entry, model: "gpt" });
const until = (day: string) => entryOf(found("fail", { reason: "meant", until: day }));

describe("a pair of which a verdict was taken back", () => {
  const takenBack = (at: string, model = "gpt") => ({
    ...{ gate: "prose/tone", gateVersion: GATE, noteSha: NOTE, model },
    ...{ kind: "withdrawn" as const, at, remark: "not\nso" },
  });
  const decideAt = (policy: SettledPolicy, at: string, model?: string) =>
    decidePair(pairOf([pass], undefined, [takenBack(at, model)]), policy, TODAY);
  const [before, since] = ["2026-03-01T11:00:00.000Z", "2026-03-02T12:00:00.000Z"];

  it("is stale until somebody judges it again, whoever judged it before", () => {
    const stale = { kind: "stale", modelId: "gpt", reason: "it was reopened: not so" };
    expect(decideAt(any, since)).toEqual(stale);
    expect(decideAt(any, before)).toBeUndefined();
  });

  it("holds where that was of a model that is not asked for, a check, or on a day to come", () => {
    expect(decideAt(opus, since)).toBeUndefined();
    expect(decideAt(any, since, "checks")).toBeUndefined();
    expect(decideAt(any, "9999-01-01T00:00:00.000Z")).toBeUndefined();
  });

  it("is stale, also where somebody judges it on a day to come", () => {
    const toCome = { ...pass, at: "9999-01-01T00:00:00.000Z" };
    expect(decidePair(pairOf([toCome], undefined, [takenBack(since)]), any, TODAY)?.kind).toBe("stale");
  });
});

describe("a pair", () => {
  it.each<[what: string, entries: AcceptedEntry[], policy: SettledPolicy, kind: string | undefined]>([
    ["nothing is accepted", [], any, "missing"],
    ["a pass", [pass], any, undefined],
    ["a pass of the model named", [pass], opus, undefined],
    ["a pass of another model", [ofGpt(pass)], opus, "missing"],
    ["a warning", [warning], any, undefined],
    ["a warning, where that is too much", [warning], warn, "failing"],
    ["a fail", [fail], any, "failing"],
    ["a fail without findings", [entryOf({ decision: "fail" })], any, "failing"],
    [
      "a fail that none of its findings says",
      [entryOf({ ...found("warn"), decision: "fail" })],
      any,
      "failing",
    ],
    [
      "such a fail, where what it found is waived",
      [entryOf({ ...found("warn", { reason: "meant" }), decision: "fail" })],
      any,
      "failing",
    ],
    ["a fail of one model, a pass of another", [fail, ofGpt(pass)], any, "failing"],
    ["a fail of a model that is not named", [pass, ofGpt(fail)], opus, undefined],
    ["a fail that is waived", [until("2026-03-10")], any, undefined],
    ["a fail that was waived until yesterday", [until("2026-03-09")], any, "failing"],
    ["a fail that is waived for ever", [entryOf(found("fail", { reason: "meant" }))], warn, undefined],
    [
      "a fail that was waived as a warning",
      [entryOf(found("fail", { severity: "warn", reason: "meant" }))],
      any,
      "failing",
    ],
    [
      "a fail that is waived beside a warning that is not",
      [
        entryOf({
          decision: "fail",
          findings: [...found("fail", { reason: "meant" }).findings, ...found("warn").findings],
        }),
      ],
      any,
      undefined,
    ],
    [
      "a fail that a person made a warning",
      [entryOf({ decision: "warn", findings: [...found("warn").findings, ...found("fail").findings] })],
      any,
      undefined,
    ],
    ["a declared pass", [entryOf({ evidence: "declared" })], any, undefined],
    [
      "a declared pass, where that is too little",
      [entryOf({ evidence: "declared" })],
      observed,
      "not-observed",
    ],
    [
      "a declared pass beside an observed one",
      [entryOf({ evidence: "declared" }), ofGpt(pass)],
      observed,
      undefined,
    ],
    [
      "a declared fail beside an observed pass",
      [entryOf({ ...found("fail"), evidence: "declared" }), ofGpt(pass)],
      observed,
      "failing",
    ],
    ["the word of a check", [entryOf({ model: "checks", evidence: "checks" })], any, "missing"],
  ])("%s", (_, entries, policy, kind) => {
    expect(decide(entries, policy)?.kind).toBe(kind);
  });

  it.each<[what: string, entries: AcceptedEntry[], policy: SettledPolicy, kind: string | undefined]>([
    ["the check", [entryOf({ model: "checks", evidence: "checks" })], opus, undefined],
    [
      "the check, also where models must be observed",
      [entryOf({ model: "checks", evidence: "checks" })],
      observed,
      undefined,
    ],
    ["a model", [pass], any, "missing"],
    [
      "the check that fails, a model that passes",
      [entryOf({ ...found("fail"), model: "checks" }), pass],
      any,
      "failing",
    ],
  ])("with a check is judged by it: %s", (_, entries, policy, kind) => {
    expect(decide(entries, policy, ["true"])?.kind).toBe(kind);
  });

  it("says whose judgement it is", () => {
    expect(decide([ofGpt(fail), entryOf({ ...found("fail"), model: "claude" }), warning], any)).toEqual({
      kind: "failing",
      modelId: "claude",
      reason: "a FAIL of claude stands",
    });
    expect(decide([ofGpt(pass)], opus)?.reason).toBe("accepted under gpt, and not under opus");
    expect(decide([pass], any, ["true"])?.reason).toBe("accepted under opus, and not under its check");
  });

  it("names the first few of many models, and how many there are besides", () => {
    const models = ["a", "b", "c", "d", "e", "f", "g"];
    const entries = models.map((model) => entryOf({ ...pass, model }));
    expect(decide(entries, opus)?.reason).toBe("accepted under a, b, c, d, e, 2 more, and not under opus");
  });

  it.each([
    ["the note changed", "stale", entryOf({ noteSha: "c".repeat(64) })],
    ["the gate changed", "stale", entryOf({ gateVersion: "c".repeat(64) })],
    ["note and gate changed", "stale", entryOf({ gateVersion: "c".repeat(64), noteSha: "c".repeat(64) })],
    ["it was reopened: not so", "stale", { ...entryOf(), takenBackFor: "not\u001b[2J\n so" }],
    [`it was reopened: ${"x".repeat(199)}…`, "stale", { ...entryOf(), takenBackFor: "x".repeat(999) }],
    ["an import accepted it without a decision", "missing", entryOf()],
    ["nothing is accepted", "missing", entryOf({ model: "gpt", noteSha: "c".repeat(64) })],
    ["nothing is accepted", "missing", entryOf({ gate: "prose/other", noteSha: "c".repeat(64) })],
  ])("is told against what was: %s", (reason, kind, past) => {
    const missing = decide([], opus);
    expect(missing && explainMissing(pairOf([]), missing, [past], opus)).toEqual({ kind, reason });
  });
});

describe("whatever is accepted", () => {
  const finding = fc.record(
    {
      severity: fc.constantFrom("warn" as const, "fail" as const),
      message: fc.constant("so"),
      waived: fc.record(
        {
          reason: fc.constant("meant"),
          severity: fc.constantFrom("warn" as const, "fail" as const),
          until: fc.constantFrom("2026-03-09", "2026-03-10"),
        },
        { requiredKeys: ["reason"] },
      ),
    },
    { requiredKeys: ["severity", "message"] },
  );
  const entry: fc.Arbitrary<AcceptedEntry> = fc
    .record({
      model: fc.constantFrom("opus", "gpt", "gemini", "checks"),
      decision: fc.constantFrom("pass" as const, "warn" as const, "fail" as const),
      evidence: fc.constantFrom("observed" as const, "declared" as const),
      findings: fc.array(finding, { maxLength: 2 }),
    })
    .map((changes) => entryOf(changes.decision === "pass" ? { ...changes, findings: [] } : changes));
  const entries = fc.uniqueArray(entry, { selector: ({ model }) => model });
  const policy = fc
    .record({
      failOn: fc.constantFrom("warn" as const, "fail" as const),
      requireObserved: fc.boolean(),
      models: fc.subarray(["opus", "gpt", "gemini"]),
    })
    .map(({ models, ...changes }) => policyOf(changes, ...models));
  const check = fc.constantFrom<string[] | undefined>(undefined, ["true"]);

  it("is decided in the same way in whatever order it comes", () => {
    const shuffled = entries.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, policy, check, ([all, other], asked, program) => {
        expect(decide(other, asked, program)).toEqual(decide(all, asked, program));
      }),
    );
  });

  it("a pass more keeps no pair from holding, and clears no verdict of another", () => {
    fc.assert(
      fc.property(
        entries,
        policy,
        check,
        fc.constantFrom("observed" as const, "declared" as const),
        (all, asked, program, evidence) => {
          const before = decide(all, asked, program);
          const after = decide([...all, entryOf({ model: "new", evidence })], asked, program);
          if (before === undefined) expect(after).toBeUndefined();
          if (before?.kind === "failing") expect(after).toEqual(before);
        },
      ),
    );
  });

  it("what holds by a policy holds by a milder one, and without what nobody asked for", () => {
    fc.assert(
      fc.property(entries, policy, check, (all, asked, program) => {
        if (decide(all, asked, program) !== undefined) return;
        for (const milder of [{ failOn: "fail" as const }, { requireObserved: false }]) {
          expect(decide(all, { ...asked, ...milder }, program)).toBeUndefined();
        }
        const { partitions } = asked;
        if (!partitions || program) return;
        const named = all.filter(({ model }) => partitions.has(model as ModelId));
        expect(decide(named, asked, program)).toBeUndefined();
        expect(named).not.toEqual([]);
      }),
    );
  });
});
