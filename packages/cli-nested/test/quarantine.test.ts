import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  FIXTURES,
  inTree,
  makeTestedTree,
  type TestedTree,
  testTree,
  timesAsked,
} from "./gate-tests-base.ts";

const REVIEWER = ["--runner", "finder", "--model", "opus"];
const verify = async (tree: TestedTree, ...args: string[]) => {
  const { stdout, exitCode } = await inTree(tree, ["verify", "--json", ...args]);
  return { exitCode, document: JSON.parse(stdout) };
};

/** A tree whose notes were all reviewed: under `prose/eager` each is a fail, under `prose/good` one. */
async function reviewedTree(more: object = {}): Promise<TestedTree> {
  const tree = makeTestedTree({}, more);
  await inTree(tree, ["sweep", "prose", ...REVIEWER]);
  return tree;
}

describe("quarantine", () => {
  it("is for an inert and a trigger-happy gate, within eight reviews each, and not for a good one", async () => {
    const tree = makeTestedTree();
    const { stderr } = await testTree(tree, "--repeat", "2");
    expect(timesAsked(tree)).toBe(3 * 8);
    expect(stderr.split("\n").filter((line) => line.includes("quarantined"))).toEqual([
      "quarantined, so that `verify` fails no more by it: prose/eager under opus, prose/inert under opus",
    ]);
  });

  it("stays with a gate that is called otherwise", async () => {
    const tree = await reviewedTree();
    await testTree(tree);
    for (const ending of [".md", ".tests"])
      renameSync(join(tree.root, `gates/prose/eager${ending}`), join(tree.root, `gates/prose/keen${ending}`));
    await inTree(tree, ["ack", "--moved", "prose/eager", "prose/keen"]);
    const keen = await inTree(tree, ["verify", "prose/keen"]);
    expect(keen).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining("prose/keen: 2 of 2 false alarms"),
    });
    for (const name of Object.keys(FIXTURES))
      tree.write(`gates/prose/keen.tests/${name}`, "---\nexpect: pass\n---\nText.\n");
    await testTree(tree);
    expect((await inTree(tree, ["verify", "prose/keen"])).exitCode).toBe(1);
  });

  it("lets pass what a gate finds, shows it, and is lifted by a test that holds", async () => {
    const tree = await reviewedTree();
    const before = await verify(tree);
    expect([before.exitCode, before.document.counts.failing]).toEqual([1, 3]);
    await testTree(tree);
    const { document, exitCode } = await verify(tree);
    expect([exitCode, document.counts]).toEqual([
      1,
      expect.objectContaining({ pairs: 6, holding: 3, failing: 1, quarantined: 2 }),
    ]);
    const why = "2 of 2 false alarms, at most 20 % allowed";
    expect(document.quarantined).toMatchObject([
      { notePath: "notes/bad.md", gateId: "prose/eager", modelId: "opus", kind: "failing", quarantine: why },
      { notePath: "notes/fine.md", gateId: "prose/eager" },
    ]);
    const eager = await inTree(tree, ["verify", "prose/eager"]);
    expect(eager).toMatchObject({ exitCode: 0, stdout: "" });
    expect(eager.stderr).toContain(`quarantined, so that 2 failing may pass: prose/eager: ${why}\n`);
    expect(eager.stderr).toContain("0 pairs hold, 2 of gates in quarantine\n");
    // What is quarantined under one model counts under another.
    await inTree(tree, ["sweep", "prose/eager", "--runner", "finder", "--model", "haiku"]);
    expect((await verify(tree, "prose/eager")).document.counts).toMatchObject({ failing: 2, quarantined: 0 });

    for (const name of Object.keys(FIXTURES))
      tree.write(`gates/prose/eager.tests/${name}`, "---\nexpect: fail\n---\nText.\n");
    const lifted = await testTree(tree, "prose/eager");
    expect(lifted.exitCode).toBe(0);
    expect(lifted.stderr).toContain("no longer quarantined: prose/eager under opus\n");
    expect((await verify(tree, "prose/eager", "--model", "opus")).document.counts).toMatchObject({
      failing: 2,
    });
  });

  it("goes on after the gate was edited, until it is tested, and says so", async () => {
    const tree = await reviewedTree();
    await testTree(tree, "prose/eager");
    tree.write("gates/prose/eager.md", "# eager\n\nIs it really so?\n");
    const { document, exitCode } = await verify(tree, "prose/eager");
    expect([exitCode, document.quarantined[0]]).toMatchObject([
      0,
      { kind: "stale", quarantine: expect.stringMatching(/; the gate changed since: test it again$/) },
    ]);
  });

  it("travels with the lock: verify --frozen knows of it, and so does another clone, which can lift it", async () => {
    const tree = await reviewedTree({ lock: { auto: true } });
    expect(existsSync(join(tree.root, "review.lock/quarantines.json"))).toBe(false);
    await testTree(tree, "prose/eager");
    const file = join(tree.root, "review.lock/quarantines.json");
    const [, line = ""] = readFileSync(file, "utf8").split("\n");
    expect(JSON.parse(line)).toMatchObject({ gate: "prose/eager", model: "opus", kind: "quarantined" });
    expect((await verify(tree, "prose/eager", "--frozen")).document.counts).toMatchObject({ quarantined: 2 });
    expect((await inTree(tree, ["lock", "--check"])).exitCode).toBe(0);
    // A ledger that has never heard of it.
    const other = ["--db", join(tree.root, "other.sqlite")];
    expect((await verify(tree, "prose/eager", ...other)).document.counts).toMatchObject({ quarantined: 2 });
    expect((await inTree(tree, ["lock", "--check", ...other])).exitCode).toBe(0);
    const lenient = ["--max-false-alarms", "1", ...other];
    expect((await testTree(tree, "prose/eager", ...lenient)).stderr).toContain("no longer quarantined");
    expect((await verify(tree, "prose/eager", "--frozen")).exitCode).toBe(1);
    expect((await verify(tree, "prose/eager")).exitCode).toBe(1);
  });

  it("is for gates with fewer fixtures than the policy asks for, without a test", async () => {
    const tree = await reviewedTree({ verify: { minFixtures: 5 }, lock: { auto: true } });
    for (const args of [[], ["--frozen"]]) {
      const { document, exitCode } = await verify(tree, "prose/good", ...args);
      const quarantine = "has 4 of the 5 fixtures that verify.minFixtures asks for";
      expect([exitCode, document.quarantined]).toMatchObject([0, [{ notePath: "notes/bad.md", quarantine }]]);
    }
    tree.write("gates/prose/good.tests/fifth.md", "---\nexpect: pass\n---\nx\n");
    expect((await verify(tree, "prose/good")).exitCode).toBe(1);
  });

  it("takes both sides of a merge conflict, and tells what does not count", async () => {
    const tree = await reviewedTree({ lock: { auto: true } });
    await testTree(tree);
    const text = readFileSync(join(tree.root, "review.lock/quarantines.json"), "utf8");
    const [, eager = "", inert = ""] = text.split("\n");
    tree.write(
      "review.lock/quarantines.json",
      `[\n<<<<<<< ours\n${eager}\n=======\n${inert}\n{"gate": "x"}\n>>>>>>> theirs\n]\n`,
    );
    const { document } = await verify(tree, "--frozen");
    expect(document.counts).toMatchObject({ quarantined: 2 });
    expect(document.refused).toEqual([
      "review.lock/quarantines.json: line 6 does not count: it is no decision about a gate",
    ]);
  });
});

it("is said wherever what the gate finds is shown", async () => {
  const tree = await reviewedTree();
  await testTree(tree, "prose/eager");
  const why = "2 of 2 false alarms, at most 20 % allowed";
  const warns = await inTree(tree, ["warns", "--gate", "prose/eager"]);
  expect(warns.stdout).toContain(`      the gate is quarantined: ${why}\n`);
  expect((await inTree(tree, ["warns", "--gate", "prose/good"])).stdout).not.toContain("quarantined");
  expect((await inTree(tree, ["gates", "report", "prose/eager"])).stdout).toContain(
    `    quarantined: ${why}\n`,
  );
  const explained = await inTree(tree, ["why", "notes/bad.md", "prose/eager", "--model", "opus"]);
  expect(explained.stdout).toContain(`gate      quarantined under opus: ${why}\n`);
  const json = await inTree(tree, ["why", "notes/bad.md", "prose/eager", "--model", "opus", "--json"]);
  expect(JSON.parse(json.stdout).quarantined).toEqual([
    { gateId: "prose/eager", modelId: "opus", reason: why },
  ]);
});
