import { getRun, getSnapshot, type ModelId } from "@review/db";
import { dump, NOW, observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { CHECKS_PARTITION, createRun, InvalidInputError, InvalidModelError } from "../src/index.ts";
import { gateOf, newRun, opus } from "./runs.ts";

it("records the run, its gates in the given order and the texts", async () => {
  const scratch = await scratchLedger();
  const { result, changed } = await observe(scratch, () => createRun(scratch.ledger, newRun()));
  expect(result).toBe(1);
  expect(changed).toEqual([
    "+ snapshots a note",
    "+ snapshots gate b",
    "+ snapshots gate a",
    "+ review_runs 1",
    "+ review_run_gates 1/a",
    "+ review_run_gates 1/b",
  ]);
  expect(await getRun(scratch.ledger, 1)).toEqual({
    id: 1,
    notePath: "n.md",
    modelId: "opus",
    runner: "r",
    reviewedNoteSha: snapshotOf("a note").sha,
    startedAt: NOW,
    status: "running",
    gates: [
      { gateId: "b", gateSha: snapshotOf("gate b").sha },
      { gateId: "a", gateSha: snapshotOf("gate a").sha },
    ],
    gateReviews: [],
  });
});

it("keeps a given start, and texts byte for byte", async () => {
  const { ledger } = await scratchLedger();
  const text = "\uFEFF---\r\ntitle: ü\r\n---\r\n\0😀";
  const startedAt = "2026-02-28T23:59:59.999Z";
  const runId = await createRun(ledger, newRun({ note: snapshotOf(text), startedAt }));
  expect((await getRun(ledger, runId)).startedAt).toBe(startedAt);
  expect(await getSnapshot(ledger, snapshotOf(text).sha)).toBe(text);
});

it("keeps telemetry from the start, and refuses what cannot be kept", async () => {
  const { ledger, raw } = await scratchLedger();
  const telemetry = { requestedModelId: "asked-for", owner: { pid: 7, host: "h" } };
  const id = await createRun(ledger, newRun({ telemetry }));
  expect(await getRun(ledger, id)).toMatchObject({ status: "running", telemetry });
  const before = dump(raw);
  await expect(createRun(ledger, newRun({ telemetry: { costUsd: Number.NaN } }))).rejects.toThrow(
    InvalidInputError,
  );
  expect(dump(raw)).toEqual(before);
});

it("counts run ids up, also for the same note and gates", async () => {
  const { ledger } = await scratchLedger();
  expect(await createRun(ledger, newRun())).toBe(1);
  expect(await createRun(ledger, newRun())).toBe(2);
});

it.each(["..md", "a/...", "a b\\c.md", " x.md", "C:/x.md", ".hidden/x.md"])(
  "takes the note path and gate id %j",
  async (name) => {
    const { ledger } = await scratchLedger();
    const runId = await createRun(ledger, newRun({ notePath: name, gates: [gateOf(name)] }));
    expect(await getRun(ledger, runId)).toMatchObject({ notePath: name, gates: [{ gateId: name }] });
  },
);

it.each([
  ["no note path", { notePath: " " }, InvalidInputError],
  ["the runner of what comes from the lock", { runner: "lock" }, InvalidInputError],
  ["a note path that leads out", { notePath: "../x.md" }, InvalidInputError],
  ["a note path that leads out further on", { notePath: "a/../../x.md" }, InvalidInputError],
  ["an absolute note path", { notePath: "/etc/x.md" }, InvalidInputError],
  ["a note path of another spelling", { notePath: "./x.md" }, InvalidInputError],
  ["a note path with an empty segment", { notePath: "a//x.md" }, InvalidInputError],
  ["a note path that ends in /", { notePath: "a/" }, InvalidInputError],
  ["a gate id that leads out", { gates: [gateOf("../g")] }, InvalidInputError],
  ["an absolute gate id", { gates: [gateOf("/g")] }, InvalidInputError],
  ["no runner", { runner: "" }, InvalidInputError],
  ["no gates", { gates: [] }, InvalidInputError],
  ["a gate without an id", { gates: [gateOf("a"), gateOf(" ")] }, InvalidInputError],
  ["a gate twice", { gates: [gateOf("a"), gateOf("b"), gateOf("a", "another text")] }, InvalidInputError],
  ["a note sha of another text", { note: { ...snapshotOf("a note"), text: "other" } }, InvalidInputError],
  ["an upper-case sha", { note: { sha: snapshotOf("x").sha.toUpperCase(), text: "x" } }, InvalidInputError],
  ["a gate sha of another text", { gates: [{ ...gateOf("a"), text: "other" }] }, InvalidInputError],
  ["a local time", { startedAt: "2026-03-01T12:00:00.000+01:00" }, InvalidInputError],
  ["a time without milliseconds", { startedAt: "2026-03-01T12:00:00Z" }, InvalidInputError],
  ["a day that is none", { startedAt: "2026-02-30T12:00:00.000Z" }, InvalidInputError],
  ["a model that is no partition", { modelId: "Claude Opus" as ModelId }, InvalidModelError],
  ["an empty model", { modelId: "" as ModelId }, InvalidModelError],
])("refuses %s and records nothing", async (_, changes, type) => {
  const scratch = await scratchLedger();
  const { error, changed } = await observe(scratch, () => createRun(scratch.ledger, newRun(changes)));
  expect(error).toBeInstanceOf(type);
  expect(changed).toEqual([]);
  expect(dump(scratch.raw).review_runs).toEqual([]);
});

it.each([
  ["checks", opus, "a run by checks cannot be under opus"],
  ["claude-code", CHECKS_PARTITION, "a run by claude-code cannot be under checks"],
])(
  "keeps the results of checks and of models apart: a run by %s under %s",
  async (runner, modelId, message) => {
    const { ledger } = await scratchLedger();
    await expect(createRun(ledger, newRun({ runner, modelId }))).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining(message),
    });
  },
);
