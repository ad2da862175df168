import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { inTree, makeTestedTree, type TestedTree, testTree } from "./gate-tests-base.ts";

const LOCKED = { lock: { auto: true } };
const FORGED = "review.lock/quarantines.json";

/** A repository whose notes were all reviewed: under `prose/eager` each is a fail, under `prose/good` one. Its branch is `main`. */
async function committedTree(more: object = {}): Promise<TestedTree> {
  const tree = makeTestedTree({ ".gitignore": ".review/\nprompts.txt\n" }, { ...LOCKED, ...more });
  await inTree(tree, ["sweep", "prose", "--runner", "finder", "--model", "opus"]);
  gitIn(tree.root, "init", "--quiet", "--initial-branch", "main");
  commit(tree);
  return tree;
}

function commit({ root }: TestedTree): void {
  gitIn(root, "add", "--all");
  gitIn(root, "commit", "--quiet", "--message", "so");
}

const counts = async (tree: TestedTree, ...args: string[]) => {
  const { stdout } = await inTree(tree, ["verify", "prose/eager", "prose/good", "--json", ...args]);
  const { failing, quarantined } = JSON.parse(stdout).counts;
  return { failing, quarantined };
};
const BY_MAIN = ["--policy-from", "main"];

it("a change cannot quarantine a gate for a policy that is taken from a commit, with a ledger or without", async () => {
  const tree = await committedTree();
  await testTree(tree, "prose/eager");
  expect(existsSync(join(tree.root, FORGED))).toBe(true);
  for (const source of [[], ["--frozen"]]) {
    expect(await counts(tree, ...source)).toEqual({ failing: 1, quarantined: 2 });
    expect(await counts(tree, ...source, ...BY_MAIN)).toEqual({ failing: 3, quarantined: 0 });
  }
  commit(tree);
  expect(await counts(tree, "--frozen", ...BY_MAIN)).toEqual({ failing: 1, quarantined: 2 });
  // Taken away it counts all the same, as in the commit; lifted it does not.
  rmSync(join(tree.root, FORGED));
  expect(await counts(tree, "--frozen", ...BY_MAIN)).toEqual({ failing: 1, quarantined: 2 });
  await testTree(tree, "prose/eager", "--max-false-alarms", "1");
  expect(await counts(tree, "--frozen", ...BY_MAIN)).toEqual({ failing: 3, quarantined: 0 });
  expect(await counts(tree, ...BY_MAIN)).toEqual({ failing: 3, quarantined: 0 });
});

it("nor by taking fixtures away, or moving gates and lock, but a gate that had too few may get more", async () => {
  const tree = await committedTree({ verify: { minFixtures: 4 } });
  rmSync(join(tree.root, "gates/prose/good.tests"), { recursive: true });
  expect(await counts(tree, "--frozen")).toEqual({ failing: 2, quarantined: 1 });
  expect(await counts(tree, "--frozen", ...BY_MAIN)).toEqual({ failing: 3, quarantined: 0 });
  tree.write(FORGED, `[\n${"{},\n"}]\n`);
  commit(tree);
  expect(await counts(tree, "--frozen", ...BY_MAIN)).toEqual({ failing: 2, quarantined: 1 });
  const { stdout } = await inTree(tree, ["verify", "--frozen", "--json", ...BY_MAIN]);
  expect(JSON.parse(stdout).refused).toEqual([
    `${FORGED}: line 2 does not count: it is no decision about a gate`,
    `${FORGED} of main: line 2 does not count: it is no decision about a gate`,
  ]);
  for (const name of ["1", "2", "3", "4"])
    tree.write(`gates/prose/good.tests/${name}.md`, "---\nexpect: pass\n---\nx\n");
  expect(await counts(tree, "--frozen", ...BY_MAIN)).toEqual({ failing: 3, quarantined: 0 });
});

it("the folder of the tree may lie below that of the repository", async () => {
  const tree = await committedTree();
  await testTree(tree, "prose/eager");
  const above = scratchFolder();
  const below = { ...tree, root: join(above, "docs") };
  cpSync(tree.root, below.root, { recursive: true, filter: (path) => !path.endsWith(".git") });
  gitIn(above, "init", "--quiet", "--initial-branch", "main");
  commit({ ...tree, root: above });
  rmSync(join(below.root, FORGED));
  expect(await counts(below, "--frozen")).toEqual({ failing: 3, quarantined: 0 });
  expect(await counts(below, "--frozen", ...BY_MAIN)).toEqual({ failing: 1, quarantined: 2 });
});

it("a gate is known there by its text: another name takes no fixtures away, and gives no other gate's quarantine", async () => {
  const tree = await committedTree({ verify: { minFixtures: 4 } });
  const failing = async () => {
    const { stdout } = await inTree(tree, ["verify", "--frozen", "--json", ...BY_MAIN]);
    const { failing, quarantined } = JSON.parse(stdout).counts;
    return { failing, quarantined };
  };
  const gate = (name: string) => join(tree.root, `gates/prose/${name}.md`);
  expect(await failing()).toEqual({ failing: 3, quarantined: 0 });
  rmSync(join(tree.root, "gates/prose/good.tests"), { recursive: true });
  renameSync(gate("good"), gate("other"));
  await inTree(tree, ["ack", "--moved", "--all"]);
  expect(await failing()).toEqual({ failing: 3, quarantined: 0 });
  renameSync(gate("other"), gate("good"));
  gitIn(tree.root, "reset", "--quiet", "--hard");

  await testTree(tree, "prose/eager");
  commit(tree);
  expect(await failing()).toEqual({ failing: 1, quarantined: 2 });
  renameSync(gate("eager"), gate("was-eager"));
  expect(await failing()).toMatchObject({ failing: 1 });
  await inTree(tree, ["ack", "--moved", "--all"]);
  expect(await failing()).toEqual({ failing: 1, quarantined: 2 });
  // The name of the quarantined one for the text of another.
  renameSync(gate("good"), gate("eager"));
  await inTree(tree, ["ack", "--moved", "--all"]);
  const { stdout } = await inTree(tree, ["verify", "--frozen", "--json", ...BY_MAIN, "prose/eager"]);
  expect(JSON.parse(stdout).counts).toMatchObject({ failing: 1, quarantined: 0 });
});
