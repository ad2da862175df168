import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import { splitHere } from "./split-here.ts";
import { toolsHere } from "./tools-here.ts";

const REASON =
  "small answered, and no other model than big counts: ask for the one that answers by its name, or let other models count";

/** A run that is written, in a tree whose configuration says so. */
async function writtenRun(config: object = { requireModel: true }) {
  const base = makeKnowledgeBase({ "review.config.json": JSON.stringify(config) });
  const call = toolsHere(base.root);
  const asked = { note: "kb/notes/a.md", gates: "prose/clarity", runner: "agent", model: "big" };
  const { runId: run } = await call("create", asked);
  await call("write", { run, gate: "prose/clarity", review: reviewText() });
  return { ...base, call, run };
}

describe("where exactly the named model is required", () => {
  it("finalize fails the run that another model reviewed, and --check says so before", async () => {
    const { root, call } = await writtenRun();
    const finalize = ["finalize", "--run", "1", "--actual-model", "small"];
    expect(await splitHere(root, [...finalize, "--check"])).toMatchObject({
      exitCode: 1,
      stdout: `${REASON}\n`,
    });
    expect(await splitHere(root, finalize)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(REASON),
    });
    expect(await call("status", { run: 1 })).toMatchObject({
      status: "failed",
      failureReason: expect.stringContaining(REASON),
    });
    expect(await call("stale", { model: "small", gates: "prose/clarity" })).toMatchObject({ total: 2 });
  });

  it("so does the tool", async () => {
    const { call, run } = await writtenRun();
    expect(await call("finalize", { run, actualModel: "small", check: true })).toMatchObject({
      complete: false,
      problems: [REASON],
    });
    expect(await call("finalize", { run, actualModel: "small" })).toMatchObject({
      error: { code: "run-failed", message: expect.stringContaining(REASON) },
    });
  });

  it("the named one itself completes it", async () => {
    const { call, run } = await writtenRun();
    expect(await call("finalize", { run, actualModel: "Big" })).toMatchObject({ modelId: "big" });
  });
});

it("what another model accepted counts for the name, unless exactly that model is asked for", async () => {
  const { root, call, run } = await writtenRun({});
  await call("finalize", { run, actualModel: "small" });
  const asked = { model: "big", gates: "prose/clarity", note: "kb/notes/a.md" };
  expect(await call("stale", asked)).toMatchObject({
    total: 0,
    partitions: [
      { modelId: "big", fresh: 0 },
      { modelId: "small", fresh: 1 },
    ],
  });
  expect(await call("stale", { ...asked, exactModel: true })).toMatchObject({ total: 1 });
  const why = { note: "kb/notes/a.md", gate: "prose/clarity", model: "big" };
  expect(await call("why", why)).toMatchObject({ state: "fresh", partitions: ["big", "small"] });
  expect(await call("why", { ...why, exactModel: true })).toMatchObject({ state: "missing-review" });
  const stale = ["stale", "prose/clarity", "--note", "kb/notes/a.md", "--model", "big", "--check"];
  expect((await splitHere(root, stale)).exitCode).toBe(0);
  expect((await splitHere(root, [...stale, "--exact-model"])).exitCode).toBe(1);
});

describe("a run that is finalized late", () => {
  it.each([
    ["kb/notes/a.md", { note: true, gates: [] }],
    ["kb/instructions/review-gates/prose/clarity.md", { note: false, gates: ["prose/clarity"] }],
  ])("is recorded for what it captured, and says that %s changed since", async (path, changedSince) => {
    const { root, write } = await writtenRun();
    write(path, "# Another text\n");
    const { exitCode, stdout, stderr } = await splitHere(root, ["finalize", "--run", "1"]);
    const name = changedSince.note ? path : "prose/clarity";
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 0,
      stdout: "completed 1 1\n",
      stderr: `run 1 is recorded for the texts that it captured: ${name} changed since, and the new text is not accepted by it\n`,
    });
    const stale = ["stale", "prose/clarity", "--note", "kb/notes/a.md", "--model", "big", "--check"];
    expect((await splitHere(root, stale)).exitCode).toBe(1);
  });

  it("says so to a program", async () => {
    const { write, call, run } = await writtenRun();
    write("kb/notes/a.md", "# Another text\n");
    expect(await call("finalize", { run })).toMatchObject({ changedSince: { note: true, gates: [] } });
  });

  it("says nothing where nothing changed", async () => {
    const { root } = await writtenRun();
    const { stderr } = await splitHere(root, ["finalize", "--run", "1"]);
    expect(stderr).toBe("kb/notes/a.md is accepted under big\n");
  });
});

describe("create", () => {
  it.each([
    [["--runner", "agent", "--model", "checks"], "checks"],
    [["--runner", "agent", "--model", "Checks"], "checks"],
    [["--runner", "checks", "--model", "big"], "the runner checks asks no model"],
  ])("mixes no model with the checks: %j", async (asked, words) => {
    const { root } = makeKnowledgeBase();
    const ran = await splitHere(root, ["create", "kb/notes/a.md", "prose/clarity", ...asked]);
    expect(ran).toMatchObject({ exitCode: 2, stdout: "", stderr: expect.stringContaining(words) });
  });
});
