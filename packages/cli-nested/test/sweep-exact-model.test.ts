import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { acceptedTimes, ENVIRONMENT, makeSweepTree, runsOf, sweepTree } from "./sweep-tree.ts";

describe("sweep", () => {
  it("a service that falls back makes nothing stale, and is paid once", async () => {
    const tree = makeSweepTree({ notes: 20, gates: ["prose/a"] });
    const sweep = (...more: string[]) => {
      const asked = ["sweep", "--all-gates", "--runner", "fallback", "--model", "big", "--batch-size", "1"];
      return nestedHere(tree.root, [...asked, ...more], { environment: ENVIRONMENT });
    };
    const first = await sweep();
    expect(first.exitCode).toBe(0);
    expect(first.stderr.match(/^asked for big, recorded under small: that model answered$/gm)).toHaveLength(
      1,
    );
    expect(first.stderr).toContain("\nreviewed 20 pairs: 20 pass\njudged: 15 by big, 5 by small\n");
    const standsFor =
      "big stands for big (15 fresh pairs), small (5 fresh pairs): earlier runs asked for by that name were recorded there\n";
    const stale = ["stale", "--all-gates", "--model", "big", "--check"];
    expect(await nestedHere(tree.root, stale)).toEqual({
      exitCode: 0,
      stdout: "",
      stderr: `${standsFor}nothing is stale: 20 pairs fresh under big\n`,
    });
    expect((await sweep()).stderr).toBe(`${standsFor}everything is fresh under big: nothing to review\n`);
    expect(runsOf(tree.root)).toHaveLength(20);
    // Exactly that one: what the other accepted does not count, and it cannot be made to.
    expect((await nestedHere(tree.root, [...stale, "--exact-model"])).exitCode).toBe(1);
    const exact = await sweep("--exact-model");
    expect(exact).toMatchObject({ exitCode: 1, stdout: "" });
    expect(exact.stderr.match(/small answered, and no other model than big counts: ask for /g)).toHaveLength(
      1,
    );
    expect(exact.stderr).toContain("\nreviewed 0 pairs: nothing; 5 pairs in 5 failed runs\n");
    expect(Object.values(acceptedTimes(tree.root))).toEqual(Array(20).fill(1));
  });

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
    expect(exact.stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^small answered in place of the model that alone counts: run it again without --exact-model/,
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
