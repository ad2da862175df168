import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { carryOutPlan } from "./carry-out-plan.ts";
import { listLockedNotes } from "./list-locked-notes.ts";
import { type LockedQuarantine, parseQuarantines, planQuarantines, readQuarantines } from "./quarantines.ts";

const place = () => ({ root: scratchFolder(), config: { lock: { path: "review.lock", auto: false } } });
const decision = (changes: Partial<LockedQuarantine> = {}): LockedQuarantine => ({
  ...{ gate: "prose/a", gateVersion: "a".repeat(64), model: "opus", kind: "quarantined" },
  ...{ at: "2026-03-01T12:00:00.000Z", reason: "finds \u001b[31m nothing \u202e" },
  ...changes,
});

describe("the file of a lock that tells of gates", () => {
  it("says what was decided, the same bytes in whatever order, and is no file of a note", () => {
    const where = place();
    const both = [decision(), decision({ model: "haiku", kind: "lifted" })];
    const plan = planQuarantines(where, both);
    expect(planQuarantines(where, both.toReversed())).toEqual(plan);
    expect(plan.write[0]?.text).not.toMatch(/[\u001b\u202e]/);
    carryOutPlan(where, plan);
    expect(readQuarantines(where).quarantines).toEqual(expect.arrayContaining(both));
    expect(planQuarantines(where, both)).toEqual({ write: [], remove: [], unchanged: 1 });
    expect(listLockedNotes(where).notePaths).toEqual([]);
    expect(planQuarantines(where, []).remove).toEqual(["review.lock/quarantines.json"]);
    expect(planQuarantines(place(), [])).toEqual({ write: [], remove: [], unchanged: 0 });
  });

  it("takes one of a time to come where there is no other", () => {
    const lines = [decision({ at: "9999-01-01T00:00:00.000Z" }), decision({ kind: "lifted" })].map((each) =>
      JSON.stringify(each),
    );
    for (const order of [lines, lines.toReversed()]) {
      expect(parseQuarantines(order.join("\n"), "q", "2026-03-10").quarantines).toEqual([
        decision({ kind: "lifted" }),
      ]);
    }
    expect(parseQuarantines(lines[0] ?? "", "q", "2026-03-10").quarantines).toHaveLength(1);
  });

  it("takes no line that has a key twice, or one that nobody knows", () => {
    const line = JSON.stringify(decision({ kind: "lifted" }));
    const twice = line.replace(/}$/, ',"kind":"quarantined"}');
    const unknown = line.replace(/}$/, ',"x":1}');
    expect(parseQuarantines(`${twice}\n${unknown}`, "q")).toEqual({
      quarantines: [],
      problems: [
        'q: line 1 does not count: it has "kind" twice',
        "q: line 2 does not count: it is no decision about a gate",
      ],
    });
  });

  it("takes the later of two decisions, and tells of what is none", () => {
    const where = place();
    mkdirSync(join(where.root, "review.lock"));
    const lines = [
      decision({ at: "2026-03-02T12:00:00.000Z", kind: "lifted" }),
      decision(),
      ...[
        { gate: "" },
        { gateVersion: "x" },
        { model: "OPUS" },
        { model: "-" },
        { at: "2026-02-30T00:00:00.000Z" },
        { reason: "\ud800" },
      ].map((changes) => decision(changes)),
      { ...decision(), kind: "maybe" },
    ].map((each) => JSON.stringify(each));
    writeFileSync(
      join(where.root, "review.lock/quarantines.json"),
      `[\n${[...lines, "x", "null"].join(",\n")}\n]\n`,
    );
    const { quarantines, problems } = readQuarantines(where);
    expect(quarantines).toMatchObject([{ kind: "lifted" }]);
    expect(problems.map((problem) => /line (\d+)/.exec(problem)?.[1])).toEqual([
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
      "11",
      "12",
    ]);
  });

  it("is believed in no forged line, and none keeps the others from counting", () => {
    const where = place();
    mkdirSync(join(where.root, "review.lock"));
    const honest = JSON.stringify(decision());
    const text = JSON.stringify(decision({ gate: "prose/b" }));
    const forged = [
      text.slice(0, -1),
      `[${text}]`,
      text.replace('"gate"', '"__proto__"'),
      text.replace('"quarantined"', '["quarantined"]'),
      text.replace('"opus"', '"opus\\u0000"'),
      decision({ gate: "prose/b", reason: "x".repeat(30_000) }),
      "9".repeat(100_000),
      `{"a":${"[".repeat(9_000)}`,
    ].map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
    const file = join(where.root, "review.lock/quarantines.json");
    writeFileSync(file, `[\n${[...forged, honest].join(",\n")}\n]\n`);
    const { quarantines, problems } = readQuarantines(where);
    expect(quarantines).toEqual([decision()]);
    expect(problems).toHaveLength(forged.length);
    expect(problems.join("").length).toBeLessThan(2_000);
    // However many there are, not all of them are told.
    writeFileSync(file, `[\n${"{},\n".repeat(10_000)}${honest}\n]\n`);
    expect(readQuarantines(where).problems).toHaveLength(20);
    expect(readQuarantines(where).quarantines).toHaveLength(1);
  });

  it.each<[what: string, make: (path: string) => void]>([
    ["a symlink", (path) => symlinkSync("/etc/hostname", path)],
    ["a folder", (path) => mkdirSync(path)],
    ["a pipe", (path) => execFileSync("mkfifo", [path])],
  ])("is not read where it is %s, and nobody waits for it", (_, make) => {
    const where = place();
    mkdirSync(join(where.root, "review.lock"));
    make(join(where.root, "review.lock/quarantines.json"));
    expect(() => readQuarantines(where)).toThrow(/^review\.lock\/quarantines\.json|quarantines\.json/);
  });
});
