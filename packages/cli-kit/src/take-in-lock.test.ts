import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openLedger } from "@review/db";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { openWorkspace } from "./open-workspace.ts";
import { takeInLock } from "./take-in-lock.ts";

const NOTE = "# A\n\nText.\n";
const GATE = "# Clarity\n\nIs it clear?\n";
const ENTRY = {
  gate: "prose/clarity",
  gateVersion: snapshotOf(GATE).sha,
  noteSha: snapshotOf(NOTE).sha,
  ...{ model: "opus", decision: "pass", evidence: "declared", kind: "full-review" },
  at: "2026-03-01T12:00:00.000Z",
  findings: [],
};

async function makeLocked() {
  const { root } = makeKnowledgeBase({
    "kb/notes/a.md": NOTE,
    "kb/instructions/review-gates/prose/clarity.md": GATE,
    "review.lock/kb/notes/a.md.json": JSON.stringify([ENTRY]),
  });
  const { io, err } = fakeIo({ cwd: root });
  return { root, err, workspace: await openWorkspace({ json: false, quiet: false }, io) };
}

it("says in one line that a ledger cannot be written, and the command goes on", async () => {
  const { root, err, workspace } = await makeLocked();
  const path = ledgerPath(root);
  await (await openLedger(path)).close();
  await using ledger = await openLedger(path, { readOnly: true });
  renameSync(dirname(path), join(root, "away"));
  writeFileSync(dirname(path), "");
  await takeInLock(workspace, ledger);
  expect(err()).toMatch(/^warning: the lock is not taken in: .*ledger\.sqlite.*\n$/);
});

it("says so of a lock that leads elsewhere, but for whoever reads it, too", async () => {
  const { root, err, workspace } = await makeLocked();
  renameSync(join(root, "review.lock"), join(root, "elsewhere"));
  symlinkSync("elsewhere", join(root, "review.lock"));
  await using ledger = await openLedger(":memory:");
  await takeInLock(workspace, ledger);
  expect(err()).toMatch(/^warning: the lock is not taken in: .*review\.lock is a symlink.*\n$/);
  await expect(takeInLock(workspace, ledger, () => {})).rejects.toMatchObject({ code: "lock-place" });
});
