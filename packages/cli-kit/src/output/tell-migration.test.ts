import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { tellMigration } from "./tell-migration.ts";

const large = { path: "l.sqlite", from: 1, to: 14, bytes: 1.4e9, needs: 4.9e9, all: 14 };
const before =
  "bringing l.sqlite (1.4 GB) from version 1 to 14: that may take a while, and 4.9 GB more of the disk meanwhile; l.sqlite.v1.bak keeps it as it was\n";

/** What is said of a migration whose steps take four seconds each. */
function said(of: typeof large, options: { columns?: number } = {}, quiet = false): string {
  const { io, err } = fakeIo(options);
  let time = 0;
  const onMigrating = tellMigration(io, { quiet }, () => time);
  for (let done = 0; done <= of.all; done += 1) {
    onMigrating({ ...of, done });
    time += 4000;
  }
  return err();
}

it("says before a large ledger is brought to the newest version what that takes, and at a terminal how far it is", () => {
  expect(said(large)).toBe(before);
  const atTerminal = said(large, { columns: 1000 });
  expect(atTerminal.startsWith(`${before}2 of 14 steps are done\n4 of 14 steps are done\n`)).toBe(true);
});

it("says nothing of a small one, nor where nothing is to be said", () => {
  expect(said({ ...large, bytes: 28e6, needs: 98e6 }, { columns: 1000 })).toBe("");
  expect(said(large, { columns: 1000 }, true)).toBe("");
});
