import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { ENVIRONMENT } from "@review/test-kit/programs.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { changedSinceCommit } from "../src/git/changed-since-commit.ts";
import { commitOf } from "../src/git/commit-of.ts";
import { readCommitted } from "../src/git/read-committed.ts";

/** A repository in which a folder has two notes, a branch `main` that went on, and a branch `work` that is checked out. */
function repository(...options: string[]): {
  top: string;
  folder: string;
  write: (path: string, text: string) => void;
} {
  const top = scratchFolder();
  const folder = join(top, "kb");
  mkdirSync(folder);
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
  const commit = () => {
    gitIn(top, "add", "--all");
    gitIn(top, "commit", "--quiet", "--message", "x");
  };
  gitIn(top, "init", "--quiet", "--initial-branch", "main", ...options);
  write("a é.md", "a\r\n");
  write("b.md", "b\n");
  commit();
  gitIn(top, "checkout", "--quiet", "-b", "work");
  gitIn(top, "checkout", "--quiet", "main");
  write("b.md", "b on main\n");
  commit();
  gitIn(top, "checkout", "--quiet", "work");
  return { top, folder, write };
}

const place = (folder: string) => ({ folder, environment: ENVIRONMENT });
const PATHS = ["a é.md", "b.md", "c.md"];
const changed = async (folder: string, ref = "main") => [
  ...(await (await changedSinceCommit(ref, place(folder)))(PATHS)),
];

describe.each([
  ["SHA-1", []],
  ["SHA-256", ["--object-format=sha256"]],
])("in a repository by %s", (_, options) => {
  it("what changed is what differs from where the branch began, committed or not", async () => {
    const { top, folder, write } = repository(...options);
    expect(await changed(folder)).toEqual([]);
    write("c.md", "new");
    write("b.md", "b by work\n");
    gitIn(top, "commit", "--quiet", "--all", "--message", "b");
    expect(await changed(folder)).toEqual(["b.md", "c.md"]);
    write("a é.md", "a\n");
    expect(await changed(folder)).toEqual(PATHS);
    rmSync(join(folder, "b.md"));
    rmSync(join(folder, "c.md"));
    expect(await changed(folder)).toEqual(["a é.md", "b.md"]);
    symlinkSync("a é.md", join(folder, "c.md"));
    expect(await changed(folder)).toEqual(PATHS);
    expect(String(await readCommitted("main", "b.md", { ...place(folder), kind: "note" }))).toBe(
      "b on main\n",
    );
  });
});

it("says in one line why there is no answer", async () => {
  const { folder, top } = repository();
  const message = async (ref: string, where = folder) =>
    changed(where, ref).then(
      String,
      (error: { code: string; message: string }) => `${error.code} ${error.message}`,
    );
  const cannot = (ref: string) => `ref-unreadable "${ref}" cannot be read as a commit of this repository: `;
  expect(await message("nowhere")).toBe(`${cannot("nowhere")}there is no such commit here`);
  expect(await message("--exec=x")).toBe(`${cannot("--exec=x")}there is no such commit here`);
  expect(await message("main", scratchFolder())).toBe(`${cannot("main")}there is no repository`);
  gitIn(top, "checkout", "--quiet", "--orphan", "other");
  gitIn(top, "commit", "--quiet", "--message", "nothing in common");
  expect(await message("main")).toContain("a shallow clone has too few of them");
  const config = { ...place(folder), kind: "configuration" as const };
  await expect(readCommitted("main", "x.json", config)).rejects.toMatchObject({ code: "ref-unreadable" });
});

it("reads no more of a committed file than of one in the tree", async () => {
  const { folder, top, write } = repository();
  write("big.json", "a".repeat(1_000_001));
  gitIn(top, "add", "--all");
  gitIn(top, "commit", "--quiet", "--message", "big");
  const read = (kind: "configuration" | "lock") =>
    readCommitted("HEAD", "big.json", { ...place(folder), kind });
  await expect(read("configuration")).rejects.toMatchObject({
    code: "ref-unreadable",
    message: expect.stringContaining("what was asked for has more than 1 MB"),
  });
  expect(await read("lock")).toHaveLength(1_000_001);
});

it("refuses a name that stands for two things, whichever git would take", async () => {
  const { folder, top, write } = repository();
  const of = (ref: string) => commitOf(ref, place(folder));
  const [base, work] = [gitIn(top, "rev-parse", "main").trim(), gitIn(top, "rev-parse", "work").trim()];
  gitIn(top, "update-ref", "refs/remotes/origin/main", base);
  expect(await of("origin/main")).toBe(base);
  gitIn(top, "tag", "origin/main", work);
  const both = "refs/tags/origin/main and refs/remotes/origin/main";
  const mend = `it is ${both}; write the one that is meant in full, e.g. refs/remotes/origin/main`;
  for (const ref of ["origin/main", "origin/main~0", "origin/main@{0}", "origin/main^{commit}"])
    await expect(of(ref)).rejects.toThrow(mend);
  expect(await of("refs/remotes/origin/main")).toBe(base);

  // Nothing stands in for what is not there, or comes before what is its own.
  gitIn(top, "update-ref", "refs/tags/refs/remotes/origin/gone", work);
  await expect(of("refs/remotes/origin/gone")).rejects.toThrow("there is no such commit here");
  const upper = base.toUpperCase();
  const shortIds = [base, upper, `v1-3-g${base}`, `v1-3-g${upper}`].map((id) => id.slice(0, id.length - 30));
  for (const name of ["HEAD", base, upper, ...shortIds]) gitIn(top, "update-ref", `refs/tags/${name}`, work);
  write("b.md", "b by work\n");
  gitIn(top, "commit", "--quiet", "--all", "--message", "b");
  expect(await of("HEAD")).toBe(gitIn(top, "rev-parse", "work").trim());
  expect(await of("HEAD~1")).toBe(work);
  for (const whole of [base, upper]) expect(await of(whole)).toBe(base);
  for (const short of shortIds) await expect(of(short)).rejects.toThrow(`refs/tags/${short} and a short id`);
  expect(await of("main")).toBe(base);
});

it("starts nothing that a repository names", async () => {
  const { top, folder, write } = repository();
  const ran = join(scratchFolder(), "ran");
  const program = join(top, "planted");
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${ran}'\ncat\n`);
  chmodSync(program, 0o755);
  for (const key of [
    ...["core.fsmonitor", "core.pager", "core.sshCommand", "core.alternateRefsCommand", "diff.external"],
    ...["filter.f.clean", "filter.f.smudge", "filter.f.process", "diff.d.textconv", "diff.d.command"],
  ]) {
    gitIn(top, "config", key, program);
  }
  writeFileSync(join(top, ".git/info/attributes"), "*.md filter=f diff=d\n");
  write("b.md", "b by work\n");
  expect(await changed(folder)).toEqual(["b.md"]);
  await readCommitted("main", "b.md", { ...place(folder), kind: "note" });
  expect(existsSync(ran)).toBe(false);
});

it("asks no repository that is committed into the tree", async () => {
  const { folder } = repository();
  const other = repository();
  cpSync(join(other.top, ".git"), folder, { recursive: true });
  writeFileSync(
    join(folder, "config"),
    "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n",
  );
  await expect(commitOf("main", place(folder))).rejects.toThrow("cannot use bare repository");
});
