import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { acceptedTimes, makeSweepTree, sweepTree } from "./sweep-tree.ts";

describe("sweep", () => {
  it("--exact-model takes no other model's answer, and says what to do", async () => {
    const tree = makeSweepTree({
      notes: 1,
      gates: ["prose/a"],
      telemetry: { model: "small", modelEvidence: "observed" },
    });
    const exact = await sweepTree(tree, "slow", "--exact-model");
    expect(exact.exitCode).toBe(1);
    expect(exact.stderr).toContain(
      "small answered, and no other model than opus counts: ask for the one that answers by its name, or let other models count",
    );
    expect(acceptedTimes(tree.root)).toEqual({});
    expect((await sweepTree(tree, "slow")).exitCode).toBe(0);
    expect((await sweepTree(tree, "quick")).stderr).toContain("everything is fresh under opus");
    expect((await sweepTree(tree, "quick", "--exact-model")).stderr).toContain("reviewed 1 pair: 1 pass\n");
  });

  it.each([
    [["--runner", "quick", "--model", "checks"], {}],
    [["--runner", "quick", "--model", "Checks"], {}],
    [["--runner", "quick", "--model", "mine"], { aliases: { mine: "checks" } }],
  ])("the partition of the checks is nobody's whom a model answers: %j", async (args, config) => {
    const tree = makeSweepTree({ notes: 1 });
    const file = JSON.parse(readFileSync(join(tree.root, "review.config.json"), "utf8"));
    tree.write("review.config.json", JSON.stringify({ ...file, ...config }));
    const ran = await nestedHere(tree.root, ["sweep", "--all-gates", "--trust", ...args]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toContain("its partition is that of the checks, which no model answers");
    expect(existsSync(ledgerPath(tree.root))).toBe(false);
  });
});
