import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { gitIn } from "@review/test-kit/git-in.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import { openWorkspace, type Workspace } from "./open-workspace.ts";
import { openLedgerOfRun, openLedgerToRead, openLedgerToWrite } from "./workspace.ts";

const none = { json: false, quiet: false };

describe("openWorkspace", () => {
  it.each<[what: string, args: { db?: string }, environment: Record<string, string>, at: string]>([
    ["the configured file below the root", {}, {}, "data/ledger.sqlite"],
    ["REVIEW_DB below the current folder", {}, { REVIEW_DB: "env.sqlite" }, "kb/env.sqlite"],
    ["--db before all", { db: "../flag.sqlite" }, { REVIEW_DB: "env.sqlite" }, "flag.sqlite"],
    ["the configured file where REVIEW_DB is blank", {}, { REVIEW_DB: " " }, "data/ledger.sqlite"],
  ])("takes %s", async (_, args, environment, at) => {
    const { root } = makeKnowledgeBase({ "review.config.json": '{"database": "data/ledger.sqlite"}' });
    const { io } = fakeIo({ cwd: join(root, "kb"), environment });
    const { ledgerUrl, corpus } = await openWorkspace({ ...none, ...args }, io);
    expect(corpus.root).toBe(root);
    expect(ledgerUrl).toBe(join(root, at));
  });

  it.each(["/absolute/ledger.sqlite", "postgres://host/ledger"])("leaves %s as it is", async (db) => {
    const { root } = makeKnowledgeBase();
    const { io } = fakeIo({ cwd: root });
    expect(await openWorkspace({ ...none, db }, io)).toMatchObject({ ledgerUrl: db });
  });

  it.each<[string, { db?: string }, Record<string, string>, string]>([
    ["--db", { db: ":memory:" }, {}, "{}"],
    ["REVIEW_DB", {}, { REVIEW_DB: ":memory:" }, "{}"],
    ["the configuration", {}, {}, '{"database": ":memory:"}'],
  ])("refuses a ledger in memory named by %s", async (_, args, environment, config) => {
    const { root } = makeKnowledgeBase({ "review.config.json": config });
    const { io } = fakeIo({ cwd: root, environment });
    await expect(openWorkspace({ ...none, ...args }, io)).rejects.toThrow("name a file instead of :memory:");
  });

  it("refuses blank flags", async () => {
    const { io } = fakeIo({ cwd: makeKnowledgeBase().root });
    await expect(openWorkspace({ ...none, db: "" }, io)).rejects.toThrow("--db is empty");
    await expect(openWorkspace({ ...none, root: " " }, io)).rejects.toThrow("--root is empty");
  });

  it("finds the root from REVIEW_ROOT, and --root before it, relative to the current folder", async () => {
    const [first, second] = [makeKnowledgeBase().root, makeKnowledgeBase().root];
    const { io } = fakeIo({ cwd: join(first, "kb"), environment: { REVIEW_ROOT: second } });
    expect((await openWorkspace(none, io)).corpus.root).toBe(second);
    expect((await openWorkspace({ ...none, root: ".." }, io)).corpus.root).toBe(first);
  });
});

describe("a ledger that is not there", () => {
  const workspace = async () => {
    const { root } = makeKnowledgeBase();
    return openWorkspace(none, fakeIo({ cwd: root }).io);
  };

  it("is read as an empty one, and not made", async () => {
    const tree = await workspace();
    await using ledger = await openLedgerToRead(tree);
    expect(ledger.url).toBe(":memory:");
    expect(existsSync(tree.ledgerUrl)).toBe(false);
  });

  it("has no run to change, and is not made", async () => {
    const tree = await workspace();
    await expect(openLedgerOfRun(tree, 7)).rejects.toMatchObject({ code: "run-not-found" });
    expect(existsSync(tree.ledgerUrl)).toBe(false);
  });

  it("is made to record something", async () => {
    const tree = await workspace();
    await using ledger = await openLedgerToWrite(tree);
    expect(ledger.readOnly).toBe(false);
    expect(existsSync(join(tree.corpus.root, ".review/.gitignore"))).toBe(true);
  });

  it("is not read where a folder has its name", async () => {
    const tree = await workspace();
    mkdirSync(tree.ledgerUrl, { recursive: true });
    await expect(openLedgerToRead(tree)).rejects.toMatchObject({ code: "not-a-ledger" });
  });
});

it("a ledger that cannot be looked at is not taken for one that is not there", async () => {
  const { root } = makeKnowledgeBase();
  const tree = await openWorkspace({ ...none, db: ".review/ledger.sqlite" }, fakeIo({ cwd: root }).io);
  // As a folder that may not be entered, but for root, too: a link to itself.
  symlinkSync(".review", dirname(tree.ledgerUrl));
  const attempts = [openLedgerToRead(tree), openLedgerToWrite(tree), openLedgerOfRun(tree, 7)];
  for (const attempt of attempts) {
    await expect(attempt).rejects.toMatchObject({ code: "ledger-unavailable", message: /\(ELOOP\)/ });
  }
});

it("a ledger that git puts in the place of one's own is told by every command, until it is one's own", async () => {
  const { root } = makeKnowledgeBase();
  const { io, err } = fakeIo({ cwd: root });
  const tree = await openWorkspace(none, io);
  await (await openLedgerToWrite(tree)).close();
  gitIn(root, "init", "--quiet");
  gitIn(root, "add", "--force", ".review/ledger.sqlite");
  await (await openLedgerToRead(tree)).close();
  expect(err()).toBe("");
  // As a pull or a checkout does.
  rmSync(tree.ledgerUrl);
  gitIn(root, "checkout", "--quiet", ".review/ledger.sqlite");
  for (const open of [openLedgerToRead, openLedgerToWrite, openLedgerToRead])
    await (await open(tree)).close();
  const said = `warning: git brought ${tree.ledgerUrl} along, perhaps in the place of one of your own: `;
  expect(err().split(said)).toHaveLength(4);
  gitIn(root, "rm", "--cached", "--quiet", ".review/ledger.sqlite");
  await (await openLedgerToWrite(tree)).close();
  expect(err().split(said)).toHaveLength(4);
});

it("a ledger that is gone is put back before anything is said about it, which is told in one line", async () => {
  for (const open of [openLedgerToRead, openLedgerToWrite, (tree: Workspace) => openLedgerOfRun(tree, 7)]) {
    const { root } = makeKnowledgeBase();
    gitIn(root, "init", "--quiet");
    const { io, err } = fakeIo({ cwd: root });
    const tree = await openWorkspace(none, io);
    await (await openLedgerToWrite(tree)).close();
    gitIn(root, "clean", "--quiet", "-fdx", ".review");
    await using ledger = await open(tree);
    expect(ledger.url).toBe(tree.ledgerUrl);
    const kept = join(root, ".git/review/.review/ledger.sqlite");
    expect(err()).toBe(
      `warning: put back ${tree.ledgerUrl}, which was gone (kept in ${kept}): to begin anew remove both\n`,
    );
  }
});
