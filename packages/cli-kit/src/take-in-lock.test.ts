import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openLedger } from "@review/db";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { viewNotTakenIn } from "@review/views";
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

async function makeLocked(entry: object = ENTRY) {
  const { root } = makeKnowledgeBase({
    "kb/notes/a.md": NOTE,
    "kb/instructions/review-gates/prose/clarity.md": GATE,
    "review.lock/kb/notes/a.md.json": JSON.stringify([entry]),
  });
  const { io, err } = fakeIo({ cwd: root });
  return { root, err, workspace: await openWorkspace({ json: false, quiet: false }, io) };
}

/** A ledger that is open to be read, and cannot be opened to write any more. */
async function openReadable(root: string) {
  const path = ledgerPath(root);
  await (await openLedger(path)).close();
  const ledger = await openLedger(path, { readOnly: true });
  renameSync(dirname(path), join(root, "away"));
  writeFileSync(dirname(path), "");
  return ledger;
}

it("says in one line that a ledger cannot be written, and the command goes on", async () => {
  const { root, err, workspace } = await makeLocked();
  await using ledger = await openReadable(root);
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

const FINDING = { key: "0123456789abcdef", severity: "warn", message: "why?", quote: "Text." };

it("opens no ledger to write for what is refused each time", async () => {
  const { root, err, workspace } = await makeLocked({
    ...{ ...ENTRY, decision: "warn" },
    findings: [{ ...FINDING, quote: "Other words." }],
  });
  await using ledger = await openReadable(root);
  await takeInLock(workspace, ledger);
  expect(err()).toMatch(
    /^warning: review\.lock.*: the entry of prose\/clarity under opus does not count: .*\n$/,
  );
});

it.each([
  ["has expired", { until: "2020-01-01" }],
  ["covers less than was found", { severity: "warn" }],
])("reads no note for a waiver that %s, once the entry is taken in", async (_, how) => {
  const waived = { severity: "fail", reason: "meant", at: ENTRY.at, ...how };
  const finding = { ...FINDING, severity: "fail", waived };
  const { workspace } = await makeLocked({ ...ENTRY, decision: "fail", findings: [finding] });
  await using ledger = await openLedger(":memory:");
  const entriesLeft = async () => (await viewNotTakenIn(workspace.corpus, ledger)).entries.length;
  expect(await entriesLeft()).toBe(1);
  await takeInLock(workspace, ledger);
  expect(await entriesLeft()).toBe(0);
});
