import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { acceptedTimes, makeSweepTree, runsOf } from "./sweep-tree.ts";

/** Twenty notes under one gate whose check cannot be started. */
function makeTree() {
  const tree = makeSweepTree({ notes: 20, gates: [] });
  tree.write("gates/prose/lint.md", "---\ncheck: no-such-linter -q\n---\nIs it so?\n");
  return tree;
}

const environment = { PATH: process.env.PATH ?? "" };
const MISSING = "the program no-such-linter of the check of gate prose/lint was not found: install it";

describe("where the program of a check is missing", () => {
  it("a sweep leaves out its pairs, reviews those of the others, and its exit code tells", async () => {
    const tree = makeTree();
    tree.write("gates/prose/true.md", "---\ncheck: ['true', '{notes}']\n---\nIs it so?\n");
    const args = ["sweep", "--all-gates", "--runner", "checks", "--trust"];
    const { exitCode, stderr, stdout } = await nestedHere(tree.root, [...args, "--json"], { environment });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`left out 20 pairs: ${MISSING}`);
    const events = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(events[0]).toMatchObject({ event: "gate-left-out", gateId: "prose/lint", pairs: 20 });
    expect(events.at(-1)).toMatchObject({ event: "sweep-finished", selected: 20, reviewed: 20, failed: 0 });
    const again = await nestedHere(tree.root, args, { environment });
    expect(again).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("nothing else is to be reviewed"),
    });
    const dry = await nestedHere(tree.root, [...args, "--dry-run"], { environment });
    expect(dry.stderr).toContain(`left out 20 pairs: ${MISSING}`);
  });

  it("a sweep starts nothing where nothing is left", async () => {
    const { root } = makeTree();
    const args = ["sweep", "--all-gates", "--runner", "checks", "--jobs", "1", "--batch-size", "1"];
    const { exitCode, stderr } = await nestedHere(root, args, { environment });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(MISSING);
    expect(runsOf(root)).toEqual([]);
  });

  it("bundle says so", async () => {
    const { root } = makeTree();
    const args = ["bundle", "notes/n1.md", "prose/lint", "--runner", "checks"];
    const { exitCode, stderr } = await nestedHere(root, args, { environment });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(MISSING);
  });
});

describe("what is reviewed although it is fresh", () => {
  /** Two notes under gates whose check asks whether the file `target` is there. */
  function makeLinkedTree() {
    const tree = makeSweepTree({ notes: 2, gates: [] });
    const script = "process.exit(require('node:fs').existsSync('target') ? 0 : 1)";
    tree.write("check.cjs", script);
    tree.write("target", "");
    const gate = (more: string) =>
      `---\ncheck: [${process.execPath}, check.cjs]\ninputs: [check.cjs]\n${more}---\nIs the target there?\n`;
    tree.write("gates/live.md", gate("volatile: true\n"));
    tree.write("gates/once.md", gate(""));
    const sweep = (...args: string[]) =>
      nestedHere(tree.root, ["sweep", "--runner", "checks", "--trust", ...args], { environment });
    return { ...tree, sweep };
  }

  it("is what a volatile gate asks: a sweep runs its check again, and no other", async () => {
    const { root, sweep } = makeLinkedTree();
    await sweep("--all-gates");
    rmSync(join(root, "target"));
    const { stdout, stderr } = await sweep("--all-gates");
    expect(stdout).toContain("notes/n1.md  1 warn");
    expect(stderr).toContain("checks: 2 pairs in 1 batch under checks\n");
    expect(acceptedTimes(root)).toMatchObject({ "notes/n1.md live": 2, "notes/n1.md once": 1 });
  });

  it("is not what a person has decided, but with --force", async () => {
    const { root, sweep } = makeLinkedTree();
    rmSync(join(root, "target"));
    await sweep("live");
    const override = [
      "ack",
      "notes/n1.md",
      "live",
      "--model",
      "checks",
      "--override",
      "pass",
      "--remark",
      "known",
    ];
    expect(await nestedHere(root, override, { environment })).toMatchObject({ exitCode: 0 });
    const verify = () => nestedHere(root, ["verify", "live", "--note", "notes/n1.md"], { environment });
    expect(await verify()).toMatchObject({ exitCode: 0 });
    const { stderr } = await sweep("live");
    expect(stderr).toContain(
      "left as they are: 1 fresh pair of volatile gates that a person has decided (--force runs them)\n",
    );
    expect(acceptedTimes(root)).toMatchObject({ "notes/n1.md live": 1, "notes/n2.md live": 2 });
    expect(await verify()).toMatchObject({ exitCode: 0 });
    await sweep("live", "--force");
    expect(acceptedTimes(root)).toMatchObject({ "notes/n1.md live": 2, "notes/n2.md live": 3 });
  });

  it("is what gates named with --force ask", async () => {
    const { root, sweep } = makeLinkedTree();
    await sweep("--all-gates");
    const { stderr } = await sweep("once", "--note", "notes/n1.md", "--force");
    expect(stderr).toContain("checks: 1 pair in 1 batch under checks\n");
    expect(acceptedTimes(root)).toMatchObject({ "notes/n1.md once": 2, "notes/n2.md once": 1 });
    const tooMuch = await sweep("--all-gates", "--force");
    expect(tooMuch).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("name the gates") });
  });

  it("is nothing else: an input that changed makes its gates stale", async () => {
    const { root, sweep, write } = makeLinkedTree();
    await sweep("--all-gates");
    write("check.cjs", "process.exit(0)");
    await sweep("once");
    expect(acceptedTimes(root)).toMatchObject({ "notes/n1.md once": 2, "notes/n1.md live": 1 });
    const again = await sweep("once");
    expect(again.stderr).toBe("everything is fresh under checks: nothing to review\n");
  });

  it("is nothing that a check says while an input is changed", async () => {
    const { root, sweep, write } = makeLinkedTree();
    write("check.cjs", "require('node:fs').appendFileSync('check.cjs', ' '); process.exit(0)");
    const { exitCode, stderr } = await sweep("once", "--note", "notes/n1.md");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("an input of the gate, was changed meanwhile");
    expect(acceptedTimes(root)).toEqual({});
  });
});
