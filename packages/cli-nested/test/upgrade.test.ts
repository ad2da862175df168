import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { makeBase, nested, nestedJson } from "./reviewed-base.ts";

/** A tree with a ledger as version 1 left it. */
function makeOutdatedBase() {
  const base = makeBase();
  base.write(".review/.gitignore", "*\n");
  const sqlite = new Database(ledgerPath(base.root));
  sqlite.exec(readFileSync(new URL("../../db/test/fixtures/ledger-v1.sql", import.meta.url), "utf8"));
  sqlite.close();
  return base;
}

it.each([["runs"], ["stale", "--all-gates", "--model", "opus"], ["warns"], ["history", "kb/notes/a.md"]])(
  "the first command that meets an earlier version's ledger migrates it and keeps a copy: %s",
  async (...args) => {
    const { root } = makeOutdatedBase();
    expect(await nested(root, args)).toMatchObject({
      exitCode: 0,
      err: expect.not.stringContaining("error"),
    });
    expect(existsSync(`${ledgerPath(root)}.v1.bak`)).toBe(true);
    expect((await nested(root, ["runs", "--json"])).exitCode).toBe(0);
  },
);

it("doctor only says so", async () => {
  const { root } = makeOutdatedBase();
  const { ok, diagnoses } = await nestedJson(root, ["doctor", "--verify"]);
  const ledger = (diagnoses as { section: string }[]).filter(({ section }) => section === "Ledger");
  expect([ok, ledger]).toEqual([
    true,
    [
      {
        section: "Ledger",
        level: "note",
        message: expect.stringMatching(/has schema version 1, .* migrates it/),
      },
    ],
  ]);
  expect(readdirSync(dirname(ledgerPath(root))).filter((name) => name.endsWith(".bak"))).toEqual([]);
});
