import { openLedger } from "@review/db";
import { attachExecutionData, failRun } from "@review/lifecycle";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import { expect, it } from "vitest";
import { diagnose } from "./diagnose.ts";
import { makeReviewedBase } from "./reviewed-base.ts";

it("doctor lists an open run with the command to give it up", async () => {
  const { root } = await makeReviewedBase();
  const { of, exitCode } = await diagnose(root);
  expect(exitCode).toBe(0);
  expect(of("Runs")).toEqual([
    "Runs note: run 3 of kb/notes/b.md (codex) has been open for 1 d; to give it up: review-nested fail 3 --remark TEXT",
  ]);
});

it("doctor has one line for all open runs", async () => {
  const { root, start } = await makeReviewedBase();
  const ledger = await openLedger(ledgerPath(root));
  for (let run = 0; run < 12; run += 1) await start(ledger, "kb/notes/a.md", ["prose/clarity"]);
  await ledger.close();
  expect((await diagnose(root)).of("Runs")).toEqual([
    "Runs note: 13 runs are open, the oldest, run 3 of kb/notes/b.md (codex), for 1 d: `review-nested runs --status running` lists them; to give it up: review-nested fail 3 --remark TEXT; all that are old: review-nested fail --older-than 12h --remark TEXT",
  ]);
});

it("doctor offers to fail a run whose process is gone, and only where that can be known", async () => {
  const { root, start } = await makeReviewedBase();
  const ledger = await openLedger(ledgerPath(root));
  const doctor = async (owner: { pid: number; host: string }) => {
    await attachExecutionData(ledger, { runId: 3, telemetry: { owner } });
    return (await diagnose(root)).of("Runs");
  };
  const gone = await doctor({ pid: 2 ** 30, host: "this-machine" });
  expect(gone).toEqual([
    'Runs note: run 3 of kb/notes/b.md (codex) was left open 1 d ago by a process that is gone: review-nested fail 3 --remark "its process is gone"',
  ]);
  const telemetry = { owner: { pid: 2 ** 30, host: "this-machine" } };
  const other = await start(ledger, "kb/notes/a.md", ["prose/clarity"], { telemetry });
  expect(await doctor(telemetry.owner)).toEqual([
    `Runs note: 2 runs were left open by processes that are gone, the oldest, run 3 of kb/notes/b.md (codex), 1 d ago: review-nested fail 3 ${other} --remark "its process is gone"`,
  ]);
  await failRun(ledger, { runId: other, reason: "given up" });
  expect((await doctor({ pid: process.pid, host: "this-machine" })).join()).toContain("has been open for");
  expect((await doctor({ pid: 2 ** 30, host: "another-machine" })).join()).toContain("has been open for");
  await ledger.close();
});
