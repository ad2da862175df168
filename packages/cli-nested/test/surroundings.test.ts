import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { runBin, runProgram } from "@review/test-kit/run-bin.ts";
import { expect, it } from "vitest";

const NOTES = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`kb/notes/n${index}.md`, `# N${index}\n\ntext\n`]),
);
/** A runner that takes its prompt and says nothing. */
const CONFIG = JSON.stringify({
  runners: { mine: { command: [process.execPath, "-e", "process.stdin.resume()"] } },
});
const SWEEP = ["sweep", "prose", "--runner", "mine", "--model", "m", "--trust"];

const makeTree = () => makeKnowledgeBase({ ...NOTES, "review.config.json": CONFIG }).root;

it("twelve jobs at once are no leak that Node.js would warn of", async () => {
  const args = [...SWEEP, "--jobs", "12", "--batch-size", "1"];
  const { stderr } = await runBin("review-nested", args, { cwd: makeTree() });
  expect(stderr).not.toContain("Warning");
  expect(stderr).toContain("printed nothing");
}, 30_000);

it("without a folder for temporary files nothing is started, and nothing recorded", async () => {
  const cwd = makeTree();
  const environment = { TMPDIR: join(cwd, "nowhere") };
  for (const args of [SWEEP, ["bundle", "kb/notes/n1.md", "prose", ...SWEEP.slice(2)]]) {
    const { stderr, exitCode } = await runBin("review-nested", args, { cwd, environment });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(
      /^error: mine cannot be started, .*ENOENT.* set TMPDIR to a folder that is there$/m,
    );
  }
  const runs = await runBin("review-nested", ["runs", "--json"], { cwd });
  expect(JSON.parse(runs.stdout)).toMatchObject({ runs: [] });
});

it("a ledger that cannot be looked at is not taken for none", async () => {
  const cwd = makeTree();
  // As a folder that may not be entered, but for root, too: a link to itself.
  symlinkSync(".review", join(cwd, ".review"));
  for (const args of [["runs"], ["stale", "--all-gates", "--model", "m"], ["doctor", "--quiet"]]) {
    const named = [...args, "--db", ".review/ledger.sqlite"];
    const { stdout, stderr, exitCode } = await runBin("review-nested", named, { cwd });
    expect(exitCode).toBe(3);
    expect(stdout + stderr).toMatch(/cannot use the ledger .*: it cannot be looked at \(ELOOP\)/);
    expect(stdout + stderr).not.toMatch(/no runs yet|not there yet|nothing is wrong|missing-review/);
  }
});

it("a ledger in memory is refused", async () => {
  const args = [...SWEEP, "--db", ":memory:"];
  const { stderr, exitCode } = await runBin("review-nested", args, { cwd: makeTree() });
  expect({ stderr, exitCode }).toEqual({
    stderr: "error: a ledger in memory is forgotten when the command ends: name a file instead of :memory:\n",
    exitCode: 2,
  });
});

it.each([
  ["review-nested", "--version"],
  ["review-nested", "stale", "--model=x", "--all-gates"],
  ["review-split", "stale", "--model=x", "--all-gates"],
] as const)("%s %s reads no package.json of the tree, which may be a pipe", async (program, ...args) => {
  const cwd = makeTree();
  await runProgram("mkfifo", ["package.json"], { cwd });
  const { exitCode } = await runBin(program, args, { cwd });
  expect(exitCode).toBe(0);
});
