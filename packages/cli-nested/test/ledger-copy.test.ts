import { readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { initLedger } from "@review/db";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { hasPostgres, scratchDatabase } from "@review/test-kit/scratch-database.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";

const A = "kb/notes/a.md";
const environment = { PATH: process.env.PATH ?? "" };

/** A tree in whose ledger two pairs are accepted, one with a finding. */
async function reviewed() {
  const base = makeKnowledgeBase({ "warn.md": reviewText("WARN"), "pass.md": reviewText("PASS") });
  const split = (...args: string[]) => runBin("review-split", args, { cwd: base.root });
  await split("create", A, "prose", "--runner", "agent", "--model", "opus");
  const both = [
    "--gate",
    "prose/clarity",
    "--file",
    "warn.md",
    "--gate",
    "prose/brevity",
    "--file",
    "pass.md",
  ];
  await split("write", "--run", "1", ...both);
  expect((await split("finalize", "--run", "1")).exitCode).toBe(0);
  return base;
}

/** All that the commands of the daily work say with a ledger. */
async function toldOf(root: string, ledger: string): Promise<string[]> {
  const commands = [
    ["warns"],
    ["runs", "--json"],
    ["why", A, "prose/clarity", "--model", "opus"],
    ["history", A],
  ];
  const told: string[] = [];
  for (const args of commands)
    told.push((await nestedHere(root, args, { environment: { ...environment, REVIEW_DB: ledger } })).stdout);
  return told;
}

it("ledger copy makes another file that says the same", async () => {
  const { root } = await reviewed();
  const copy = (...args: string[]) => nestedHere(root, ["ledger", "copy", ".review/ledger.sqlite", ...args]);
  expect(await copy("other.sqlite")).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(
      /^copied .*ledger\.sqlite to .*other\.sqlite: \d+ rows, all the same on both sides \(digest [0-9a-f]{16}\)\n$/,
    ),
  });
  expect(await toldOf(root, "other.sqlite")).toEqual(await toldOf(root, ".review/ledger.sqlite"));
  expect(await copy("third.sqlite", "--json")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/"gate_reviews":2,.*"resumed":false/),
  });
  expect(await copy("other.sqlite")).toMatchObject({
    exitCode: 2,
    stderr: expect.stringMatching(/^error: .*other\.sqlite holds something already: .*\n$/),
  });
});

it("ledger copy says what it takes", async () => {
  const { root } = makeKnowledgeBase();
  const wrong = [
    [["copy", "a.sqlite"], /name where to copy it, too/],
    [["copy", "a.sqlite", "b.sqlite", "--grant", "me"], /--grant and --print-sql are for ledger init/],
    [["init", "postgres://h/d", "b.sqlite"], /leave b\.sqlite out/],
  ] as const;
  for (const [args, why] of wrong)
    expect(await nestedHere(root, ["ledger", ...args])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(why),
    });
  for (const from of ["none.sqlite", "mysql://h/d"])
    expect(await nestedHere(root, ["ledger", "copy", from, "b.sqlite"])).toMatchObject({ exitCode: 3 });
});

it.skipIf(!hasPostgres)("ledger copy moves a ledger to a server and back, for its owner", async () => {
  const { root } = await reviewed();
  const database = await scratchDatabase();
  await initLedger(database.url(), { grantTo: ["clerk"] });
  const named = database.url().replace("@", ":secret@");
  const there = await nestedHere(root, ["ledger", "copy", ".review/ledger.sqlite", named]);
  expect(there).toMatchObject({ exitCode: 0, stderr: expect.not.stringContaining("secret") });
  expect(await toldOf(root, database.url("clerk"))).toEqual(await toldOf(root, ".review/ledger.sqlite"));
  const doctor = await nestedHere(root, ["doctor", "--verify"], {
    environment: { ...environment, REVIEW_DB: database.url("clerk") },
  });
  expect(doctor.stdout).toContain("0 violations: a run is running, completed or failed");
  expect(doctor.stdout).not.toMatch(/[1-9]\d* violation/);
  expect(await nestedHere(root, ["ledger", "copy", database.url("clerk"), "back.sqlite"])).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining("only the role that owns it copies it"),
  });
  expect(await nestedHere(root, ["ledger", "copy", database.url(), "back.sqlite"])).toMatchObject({
    exitCode: 0,
  });
  expect(await toldOf(root, "back.sqlite")).toEqual(await toldOf(root, ".review/ledger.sqlite"));
});

it("ledger copy follows no symlink of the repository, to neither place", async () => {
  const { root } = await reviewed();
  const outside = scratchFolder();
  symlinkSync(outside, join(root, "backups"));
  const copy = (...places: string[]) => nestedHere(root, ["ledger", "copy", ...places]);
  const refused = {
    exitCode: 2,
    stderr: expect.stringMatching(
      /^error: \S+backups is a symlink in the repository, and nothing is written/,
    ),
  };
  expect(await copy(".review/ledger.sqlite", "backups/l.sqlite")).toMatchObject(refused);
  expect(await copy(".review/ledger.sqlite", "backups/new/l.sqlite")).toMatchObject(refused);
  expect(readdirSync(outside)).toEqual([]);
  expect((await copy(".review/ledger.sqlite", join(outside, "l.sqlite"))).exitCode).toBe(0);
  expect(await copy("backups/l.sqlite", "other.sqlite")).toMatchObject(refused);
});

it("ledger copy needs no tree around it", async () => {
  const { root } = await reviewed();
  const elsewhere = scratchFolder();
  const from = join(root, ".review/ledger.sqlite");
  expect(await nestedHere(elsewhere, ["ledger", "copy", from, "l.sqlite"])).toMatchObject({ exitCode: 0 });
});
