import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { openWorkspace, type Workspace } from "../open-workspace.ts";
import { openLedgerOfRun, openLedgerToRead, openLedgerToWrite, openLedgerUnchanged } from "../workspace.ts";

const none = { json: false, quiet: false };
const WAYS: Record<string, (workspace: Workspace) => Promise<{ close(): Promise<void> }>> = {
  "to write": openLedgerToWrite,
  "to read": openLedgerToRead,
  unchanged: openLedgerUnchanged,
  "of a run": (workspace) => openLedgerOfRun(workspace, 1),
};

/** What the ledger's opening ends in, each way: `opened`, or the code of the error. */
async function openEachWay(root: string, args: { db?: string; trust?: boolean } = {}): Promise<string[]> {
  const { io } = fakeIo({ cwd: root, environment: { HOME: scratchFolder() } });
  const workspace = await openWorkspace({ ...none, ...args }, io);
  const ends: string[] = [];
  for (const open of Object.values(WAYS)) {
    const end = await open(workspace).then(
      async (ledger) => {
        await ledger.close();
        return "opened";
      },
      (error: { code?: string }) => error.code ?? String(error),
    );
    ends.push(end);
  }
  return [...new Set(ends)];
}

/** A tree with a folder beside it, in which nothing may appear. */
function makeTree(config: object = {}) {
  const { root, write } = makeKnowledgeBase({ "review.config.json": JSON.stringify(config) });
  const outside = scratchFolder();
  return { root, write, outside };
}

describe("a ledger in the root", () => {
  it.each<[what: string, plant: (root: string, outside: string) => void]>([
    ["its folder is a symlink", (root, outside) => symlinkSync(outside, join(root, ".review"))],
    [
      "its folder is a symlink to nothing",
      (root, outside) => symlinkSync(join(outside, "x"), join(root, ".review")),
    ],
    ...[
      "ledger.sqlite",
      "ledger.sqlite-wal",
      "ledger.sqlite-shm",
      "ledger.sqlite-journal",
      ".gitignore",
    ].flatMap((name) =>
      ["x", "there"].map((target): [string, (root: string, outside: string) => void] => [
        `${name} is a symlink to ${target}`,
        (root, outside) => {
          mkdirSync(join(root, ".review"));
          writeFileSync(join(outside, "there"), "");
          symlinkSync(join(outside, target), join(root, ".review", name));
        },
      ]),
    ),
  ])("is not opened where %s", async (_, plant) => {
    const { root, outside } = makeTree();
    plant(root, outside);
    const before = readdirSync(outside);
    expect(await openEachWay(root)).toEqual(["ledger-place"]);
    expect(readdirSync(outside)).toEqual(before);
  });

  it("is not opened where a symlink leads to it within the root, either", async () => {
    const { root } = makeTree({ database: "data/deep/ledger.sqlite" });
    mkdirSync(join(root, "real/deep"), { recursive: true });
    symlinkSync("real", join(root, "data"));
    expect(await openEachWay(root)).toEqual(["ledger-place"]);
  });

  it.skipIf(process.platform === "win32")(
    "is not opened beside a pipe, which SQLite would wait for",
    async () => {
      const { root } = makeTree();
      mkdirSync(join(root, ".review"));
      execFileSync("mkfifo", [join(root, ".review/ledger.sqlite-journal")]);
      expect(await openEachWay(root)).toEqual(["ledger-place"]);
    },
  );

  it.each([
    "notes/empty.md",
    "src/__init__.py",
    "Makefile",
    ".git/hooks/pre-commit",
    ".git/x.sqlite",
    "a/.GIT/x.db",
  ])("is not made in the place of something else: %s", async (database) => {
    const { root, write } = makeTree({ database });
    write(database, "");
    expect(await openEachWay(root)).toEqual(["ledger-place"]);
    expect(statSync(join(root, database)).size).toBe(0);
    expect(await openEachWay(root, { db: database })).toEqual(["opened"]);
  });

  it("says what is wrong itself where its folder is no folder", async () => {
    const { root, write } = makeTree();
    write(".review", "");
    expect(await openEachWay(root)).toContain("ledger-unavailable");
  });

  it("is opened through any symlink that the user names", async () => {
    const { root, outside } = makeTree();
    symlinkSync(outside, join(root, ".review"));
    expect(await openEachWay(root, { db: ".review/mine.sqlite" })).toEqual(["opened"]);
    expect(existsSync(join(outside, "mine.sqlite"))).toBe(true);
  });
});

describe("a ledger outside the root", () => {
  it("that the configuration names is not even read before the user agreed", async () => {
    const { root, outside } = makeTree();
    writeFileSync(join(root, "review.config.json"), JSON.stringify({ database: join(outside, "l.sqlite") }));
    expect(await openEachWay(root)).toEqual(["trust-needed"]);
    expect(readdirSync(outside)).toEqual([]);
    expect(await openEachWay(root, { trust: true })).toEqual(["opened"]);
    renameSync(join(outside, "l.sqlite"), join(outside, "m.sqlite"));
    expect(await openEachWay(root, { db: join(outside, "m.sqlite") })).toEqual(["opened"]);
  });

  it("on a server is not asked for before the user agreed", async () => {
    const { root } = makeTree({ database: "postgres://example.invalid/ledger" });
    expect(await openEachWay(root)).toEqual(["trust-needed"]);
  });
});

it("what stands in the place of one's own ledger is refused, and one's own is named", async () => {
  const { root, outside } = makeTree();
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  const { io } = fakeIo({ cwd: root, environment: { HOME: scratchFolder() } });
  const workspace = await openWorkspace(none, io);
  await (await openLedgerToWrite(workspace)).close();
  rmSync(join(root, ".review"), { recursive: true });
  symlinkSync(outside, join(root, ".review"));
  await expect(openLedgerToRead(workspace)).rejects.toMatchObject({
    code: "ledger-place",
    message: expect.stringContaining(
      `${join(root, ".review")} is a symlink (your ledger is kept in ${join(root, ".git/review/.review/ledger.sqlite")} meanwhile), and the repository could have put it there`,
    ),
  });
  expect(readdirSync(outside)).toEqual([]);
});
