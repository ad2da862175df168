import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree, sweepTree } from "./sweep-tree.ts";

describe("sweep and bundle", () => {
  it("--fail-on looks at what stands, not only at what this sweep made", async () => {
    const tree = makeSweepTree({ notes: 2 });
    const failOn = (...more: string[]) => sweepTree(tree, "warning", "--fail-on", "warn", ...more);
    const said = "2 pairs stand at warn or worse: `review-nested warns` lists them\n";
    expect(await failOn()).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(said) });
    expect(await failOn()).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `everything is fresh under opus: nothing to review\n${said}`,
    });
    expect((await failOn("--json")).exitCode).toBe(1);
    expect((await sweepTree(tree, "warning", "--fail-on", "fail")).exitCode).toBe(0);
    expect((await failOn("--note", "notes/n1.md")).stderr).toContain(
      "1 pair stands at warn or worse: `review-nested warns` lists it\n",
    );
    // What was found in another version of the note is not what stands, and so is what a person has overridden.
    tree.write("notes/n1.md", "# Note 1\n\nMended.\n");
    const ack = "ack notes/n2.md prose/a --model opus --override pass --remark fine --trust".split(" ");
    expect((await nestedHere(tree.root, ack)).exitCode).toBe(0);
    expect(await sweepTree(tree, "quick", "--fail-on", "warn")).toMatchObject({ exitCode: 0 });
    // Back again, to what was found then.
    tree.write("notes/n1.md", "# Note 1\n\nText.\n");
    expect((await failOn()).exitCode).toBe(1);
  });

  it("--fail-on is not passed by what nobody could look at", async () => {
    const tree = makeSweepTree({ notes: 2 });
    expect((await sweepTree(tree, "warning", "--fail-on", "fail")).exitCode).toBe(0);
    tree.write("notes/n1.md", Uint8Array.of(0xff));
    const unreadable = await sweepTree(tree, "warning", "--fail-on", "fail");
    expect(unreadable).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("nothing else is stale"),
    });
    expect((await sweepTree(tree, "warning")).exitCode).toBe(0);
    tree.write("notes/n1.md", "---\ntraits: [x\n---\n# Note\n");
    tree.write("gates/prose/a.md", "---\nrequires_trait: x\n---\n# A\n\nFine?\n");
    expect((await sweepTree(tree, "warning", "--fail-on", "fail")).exitCode).toBe(1);
  });

  it("--fail-on counts what any model found that the name stands for", async () => {
    const tree = makeSweepTree({
      notes: 1,
      gates: ["prose/a"],
      telemetry: { model: "small", modelEvidence: "observed" },
    });
    expect((await sweepTree(tree, "slow")).exitCode).toBe(0);
    const bundle = (runner: string, ...more: string[]) => {
      const asked = ["bundle", "notes/n1.md", "prose/a", "--runner", runner, "--trust", ...more];
      return nestedHere(tree.root, asked, { environment: ENVIRONMENT });
    };
    expect((await bundle("warning", "--model", "small", "--fail-on", "warn")).exitCode).toBe(1);
    const passed = await bundle("quick", "--model", "opus", "--fail-on", "warn");
    expect(passed).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("1 pair stands at warn") });
    const exact = await bundle("quick", "--model", "opus", "--fail-on", "warn", "--exact-model");
    expect(exact.exitCode).toBe(0);
  });

  it.each([
    ["sweep", "--all-gates"],
    ["bundle", "notes/n1.md", "prose/a"],
  ])("%s says of a run that its note changed meanwhile", async (...asked) => {
    const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const review = (...more: string[]) => {
      const args = [...asked, "--runner", "editing", "--model", "opus", ...more];
      return nestedHere(tree.root, args, { environment: ENVIRONMENT });
    };
    const ran = await review();
    expect(ran.exitCode).toBe(0);
    expect(ran.stderr).toContain(
      "run 1 is recorded for the texts that it captured: notes/n1.md changed since, and the new text is not accepted by it\n",
    );
    expect((await review("--json")).stdout).toContain('"changedSince":{"note":true,"gates":[]}');
  });
});
