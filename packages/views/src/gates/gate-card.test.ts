import type { AcceptableDecision, JudgedVersion } from "@review/db";
import { modelPartition } from "@review/lifecycle";
import { describe, expect, it } from "vitest";
import { cardCounter, type Found } from "./gate-card.ts";

/** `warn 1 x,y`: what is decided of which text, and what is found. */
type Said = string;

let ids = 0;

function toReview(
  said: Said,
  changes: Partial<JudgedVersion> & { isPassed?: boolean } = {},
): [JudgedVersion, Found] {
  const [decision, noteSha = "", keys = ""] = said.split(" ");
  const { isPassed = false, ...changed } = changes;
  ids += 1;
  const review: JudgedVersion = {
    ...{ reviewId: ids, runId: ids, notePath: "n.md", gateId: "g", modelId: modelPartition("opus") },
    decision: decision as AcceptableDecision,
    ...{ noteSha, gateSha: "1", reviewedAt: "2026-03-02T00:00:00.000Z", isOverridden: false },
    ...changed,
  };
  return [review, { keys: keys === "" ? [] : keys.split(","), isPassed }];
}

function cardOf(said: readonly Said[], waived: readonly string[] = []) {
  const counter = cardCounter({ isWaived: (key) => waived.includes(key) });
  for (const each of said) counter.take(...toReview(each));
  const [card] = counter.count();
  return card;
}

const fates = (changes: object) => ({
  all: 0,
  resolved: 0,
  lost: 0,
  waived: 0,
  passed: 0,
  open: 0,
  ...changes,
});

describe("what became of findings", () => {
  it.each<[what: string, said: Said[], counted: object]>([
    ["what the last review found is open", ["warn 1 x"], { all: 1, open: 1 }],
    ["what is gone after an edit is mended", ["warn 1 x,y", "warn 2 y"], { all: 2, resolved: 1, open: 1 }],
    ["what is gone from the same text is lost", ["warn 1 x", "pass 1"], { all: 1, lost: 1 }],
    ["what is found again counts once", ["warn 1 x", "warn 2 x", "warn 3 x"], { all: 1, open: 1 }],
    ["what comes back is open", ["warn 1 x", "pass 2", "warn 3 x"], { all: 1, open: 1 }],
    ["what was lost stays so after an edit", ["warn 1 x", "pass 1", "pass 2"], { all: 1, lost: 1 }],
  ])("%s", (_, said, counted) => {
    expect(cardOf(said)?.findings).toEqual(fates(counted));
  });

  it("what was mended is so, whether or not it was waived; what is left is waived", () => {
    expect(cardOf(["warn 1 x,y", "warn 2 y"], ["x", "y"])?.findings).toEqual(
      fates({ all: 2, resolved: 1, waived: 1 }),
    );
  });

  it("what a person passed is not open, unless it is found again by a review that nobody overrode", () => {
    const counter = cardCounter({ isWaived: (key) => key === "y" });
    counter.take(...toReview("warn 1 x,y,z", { isOverridden: true, isPassed: true }));
    counter.take(...toReview("warn 2 z"));
    expect(counter.count()[0]?.findings).toEqual(fates({ all: 3, passed: 1, waived: 1, open: 1 }));
  });

  it("what another question does not find is no edit's merit", () => {
    const counter = cardCounter({ isWaived: () => false });
    counter.take(...toReview("warn 1 x"));
    counter.take(...toReview("pass 2", { gateSha: "2" }));
    expect(counter.count()[0]?.findings).toEqual(fates({ all: 1, lost: 1 }));
  });
});

describe("what reviews decided", () => {
  it("a flip is another decision about the very same texts", () => {
    expect(cardOf(["warn 1 x", "pass 1", "pass 1", "fail 2 z"])).toMatchObject({
      ...{ reviews: { pass: 2, warn: 1, fail: 1 }, repeats: 2, flips: 1 },
    });
  });

  it("keeps notes, gates and partitions apart", () => {
    const counter = cardCounter({ isWaived: () => false });
    counter.take(...toReview("warn 1 x"));
    counter.take(...toReview("pass 1", { modelId: modelPartition("haiku") }));
    counter.take(...toReview("pass 1", { notePath: "o.md", isOverridden: true }));
    counter.take(...toReview("pass 1", { gateId: "h" }));
    expect(
      counter.count().map(({ gateId, modelId, overridden, repeats, findings }) => ({
        ...{ gateId, modelId, overridden, repeats, open: findings.open },
      })),
    ).toEqual([
      { gateId: "g", modelId: "haiku", overridden: 0, repeats: 0, open: 0 },
      { gateId: "g", modelId: "opus", overridden: 1, repeats: 0, open: 1 },
      { gateId: "h", modelId: "opus", overridden: 0, repeats: 0, open: 0 },
    ]);
  });

  it("counts reviews since a time, and compares them with those before", () => {
    const counter = cardCounter({ since: "2026-03-02", isWaived: () => false });
    counter.take(...toReview("warn 1 x", { reviewedAt: "2026-03-01T00:00:00.000Z" }));
    counter.take(...toReview("warn 1 x,y"));
    counter.take(...toReview("pass 1", { gateId: "old", reviewedAt: "2026-03-01T00:00:00.000Z" }));
    expect(counter.count()).toMatchObject([
      { gateId: "g", reviews: { warn: 1 }, repeats: 1, flips: 0, findings: { all: 2, open: 2 } },
    ]);
  });

  it("has first what led to the most edits a review", () => {
    const counter = cardCounter({ isWaived: () => false });
    for (const gateId of ["a", "b"]) {
      counter.take(...toReview("warn 1 x", { gateId }));
      counter.take(...toReview(gateId === "b" ? "pass 2" : "warn 2 x", { gateId }));
    }
    expect(counter.count().map(({ gateId }) => gateId)).toEqual(["b", "a"]);
  });
});
