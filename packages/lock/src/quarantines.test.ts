import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { carryOutPlan } from "./carry-out-plan.ts";
import { listLockedNotes } from "./list-locked-notes.ts";
import { type LockedQuarantine, planQuarantines, readQuarantines } from "./quarantines.ts";

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
    ]);
  });
});
