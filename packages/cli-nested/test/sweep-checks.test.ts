import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { makeSweepTree, runsOf } from "./sweep-tree.ts";

/** Twenty notes under one gate whose check cannot be started. */
function makeTree() {
  const tree = makeSweepTree({ notes: 20, gates: [] });
  tree.write("gates/prose/lint.md", "---\ncheck: no-such-linter -q\n---\nIs it so?\n");
  return tree;
}

const environment = { PATH: process.env.PATH ?? "" };
const MISSING = "the program no-such-linter of the check of gate prose/lint was not found: install it";

describe("where the program of a check is missing", () => {
  it("a sweep stops at once", async () => {
    const { root } = makeTree();
    const args = ["sweep", "--all-gates", "--runner", "checks", "--jobs", "1", "--batch-size", "1"];
    const { exitCode, stderr } = await nestedHere(root, args, { environment });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(MISSING);
    expect(runsOf(root)).toHaveLength(1);
  });

  it("bundle says so", async () => {
    const { root } = makeTree();
    const args = ["bundle", "notes/n1.md", "prose/lint", "--runner", "checks"];
    const { exitCode, stderr } = await nestedHere(root, args, { environment });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(MISSING);
  });
});
