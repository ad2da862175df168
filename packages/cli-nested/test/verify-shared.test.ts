import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";

const [A, B] = ["kb/notes/a.md", "kb/notes/b.md"];

/** A repository whose gates are checks, cloned twice; two people have reviewed a note each, and their work is merged. */
async function mergeReviews(): Promise<string> {
  const { root, write } = makeKnowledgeBase({
    "review.config.json": JSON.stringify({ notes: ["kb/notes/*.md"], gates: "gates" }),
    "gates/prose/one.md": '---\ncheck: ["true"]\n---\n# One\n',
    "gates/prose/two.md": '---\ncheck: ["true"]\n---\n# Two\n',
  });
  write(".gitignore", ".review/\n");
  gitIn(root, "init", "--quiet", "--initial-branch", "main");
  gitIn(root, "add", "--all");
  gitIn(root, "commit", "--quiet", "--message", "notes and gates");
  const environment = { PATH: process.env.PATH ?? "" };
  for (const [person, note] of [
    ["ada", A],
    ["ben", B],
  ] as const) {
    const clone = join(scratchFolder(), person);
    gitIn(root, "clone", "--quiet", root, clone);
    await nestedHere(clone, ["sweep", "--all-gates", "--runner", "checks", "--note", note], { environment });
    await nestedHere(clone, ["lock"]);
    gitIn(clone, "add", "--all");
    gitIn(clone, "commit", "--quiet", "--message", `${person} reviewed ${note}`);
    gitIn(root, "fetch", "--quiet", clone, `main:${person}`);
  }
  gitIn(root, "merge", "--quiet", "--no-edit", "ada");
  gitIn(root, "merge", "--quiet", "--no-edit", "ben");
  return root;
}

const verify = (cwd: string, ...args: string[]) =>
  runBin("review-nested", ["verify", "--frozen", ...args], { cwd });

/** Names and contents of everything in a folder. */
const contentsOf = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${readFileSync(path, "latin1")}`)
    .sort();

it("two people who review different notes are done when both are merged", async () => {
  const root = await mergeReviews();
  expect(await verify(root)).toEqual({ stdout: "", stderr: "4 pairs hold\n", exitCode: 0 });
  writeFileSync(join(root, B), "# B\n\nEdited since.\n");
  const { stdout, exitCode } = await verify(root);
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    `${B}\n  stale          prose/one  the note changed\n  stale          prose/two  the note changed\n`,
  );
});

/** For Node, before anything else: the module of a ledger, or what starts a process, cannot be had. */
const WITHOUT = `const Module = require("node:module");
const load = Module._load;
Module._load = (request, ...rest) => {
  if (/better.sqlite3|child_process/.test(request)) throw new Error(request + " was asked for");
  return load(request, ...rest);
};`;

it("needs a tree and nothing else: no repository, ledger or home, and no place to write to", async () => {
  const root = await mergeReviews();
  const bare = join(scratchFolder(), "bare");
  cpSync(root, bare, { recursive: true });
  rmSync(join(bare, ".git"), { recursive: true });
  const folders = [bare, ...readdirSync(bare, { recursive: true }).map((path) => join(bare, String(path)))];
  for (const path of folders) chmodSync(path, path.endsWith(".md") || path.endsWith(".json") ? 0o444 : 0o555);
  const before = contentsOf(bare);
  const without = join(scratchFolder(), "without.cjs");
  writeFileSync(without, WITHOUT);
  const surroundings = {
    cwd: bare,
    environment: {
      HOME: "/proc/nowhere",
      TMPDIR: "/proc/nowhere",
      PATH: "",
      NODE_OPTIONS: `--require=${without}`,
    },
  };
  const ran = await runBin("review-nested", ["verify", "--frozen", "--json"], surroundings);
  for (const path of folders) chmodSync(path, 0o755);
  expect(ran).toMatchObject({ stderr: "", exitCode: 0 });
  expect(JSON.parse(ran.stdout)).toMatchObject({ holds: true, source: "lock", counts: { pairs: 4 } });
  expect(contentsOf(bare)).toEqual(before);
});

it("judges by the policy of a commit, which the tree cannot loosen", async () => {
  const root = await mergeReviews();
  const commit = (verifyPart: object, more: object = {}) => {
    const config = { notes: ["kb/notes/*.md"], gates: "gates", verify: verifyPart, ...more };
    writeFileSync(join(root, "review.config.json"), JSON.stringify(config));
    gitIn(root, "add", "--all");
    gitIn(root, "commit", "--quiet", "--message", "policy");
  };
  const loose = { acceptStale: [{ note: B, gate: "prose/one", reason: "x", until: "2999-01-01" }] };
  rmSync(join(root, "review.lock", `${B}.json`));
  commit({});
  gitIn(root, "branch", "strict");
  commit(loose);
  const kindsOf = async (...args: string[]) => {
    const { stdout } = await verify(root, "--json", ...args);
    return JSON.parse(stdout).unmet?.map(({ gateId, kind }: Record<string, string>) => `${gateId} ${kind}`);
  };
  expect(await kindsOf()).toEqual(["prose/two missing"]);
  expect(await kindsOf("--policy-from", "strict")).toEqual(["prose/one missing", "prose/two missing"]);

  writeFileSync(join(root, "review.config.json"), "{");
  gitIn(root, "commit", "--quiet", "--all", "--message", "broken");
  gitIn(root, "branch", "broken");
  gitIn(root, "rm", "--quiet", "review.config.json");
  gitIn(root, "commit", "--quiet", "--message", "none");
  gitIn(root, "branch", "none");
  gitIn(root, "branch", "both");
  gitIn(root, "tag", "both");
  gitIn(root, "checkout", "--quiet", "strict");
  for (const [ref, said] of [
    ["broken", /^error: review\.config\.json of broken:1:2: is not JSON: .*\n$/],
    ["none", /^error: "none" cannot be read as a commit of this repository: .*review\.config\.json.*\n$/],
    [
      "nowhere",
      /^error: "nowhere" cannot be read as a commit of this repository: there is no such commit here\n$/,
    ],
    ["both", /^error: "both" cannot be read .*: it is refs\/tags\/both and refs\/heads\/both; write .*\n$/],
    [
      "--help",
      /^error: "--help" cannot be read as a commit of this repository: there is no such commit here\n$/,
    ],
  ] as const) {
    const { stdout, stderr, exitCode } = await verify(root, `--policy-from=${ref}`);
    expect({ stdout, exitCode }).toEqual({ stdout: "", exitCode: 2 });
    expect(stderr).toMatch(said);
  }
});

it("looks only at pairs of which anything changed since a commit", async () => {
  const root = await mergeReviews();
  gitIn(root, "rm", "-r", "--quiet", "review.lock");
  gitIn(root, "commit", "--quiet", "--message", "nothing is accepted");
  const pairs = async () => {
    const { stdout } = await verify(root, "--json", "--changed-since", "main");
    return JSON.parse(stdout).unmet?.map(
      ({ notePath, gateId }: Record<string, string>) => `${notePath} ${gateId}`,
    );
  };
  gitIn(root, "checkout", "--quiet", "-b", "work");
  const nothing = await verify(root, "--changed-since", "main");
  expect(nothing).toMatchObject({ stdout: "", exitCode: 2 });
  expect(nothing.stderr).toContain("nothing of a pair that was asked for changed since main");
  expect(await verify(root, "--changed-since", "main", "--allow-empty")).toMatchObject({ exitCode: 0 });
  writeFileSync(join(root, "kb/notes/new é.md"), "# New\n");
  expect(await pairs()).toEqual(["kb/notes/new é.md prose/one", "kb/notes/new é.md prose/two"]);
  rmSync(join(root, "kb/notes/new é.md"));
  writeFileSync(join(root, "gates/prose/two.md"), '---\ncheck: ["true"]\n---\n# Two, again\n');
  gitIn(root, "commit", "--quiet", "--all", "--message", "another gate");
  expect(await pairs()).toEqual([`${A} prose/two`, `${B} prose/two`]);
  gitIn(root, "checkout", "--quiet", "-b", "less", "main^");
  rmSync(join(root, "review.lock", `${B}.json`));
  gitIn(root, "branch", "--force", "main", "main^");
  expect(await pairs()).toEqual([`${B} prose/one`, `${B} prose/two`]);
});
