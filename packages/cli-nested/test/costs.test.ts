import { attachExecutionData, failRun, recordAndFinalizeRun } from "@review/lifecycle";
import { expect, it } from "vitest";
import { makeBase, nested, nestedJson, tooWide } from "./reviewed-base.ts";

/** Two runs that one call of a reviewer served, and one of an agent that told nothing. */
async function makePaidBase() {
  const base = makeBase();
  await using ledger = await base.open();
  const telemetry = {
    invocationId: "one",
    costUsd: 0.3,
    durationMs: 61_000,
    usage: { inputTokens: 12_000, cachedInputTokens: 4000, outputTokens: 900 },
    batchSize: 3,
  };
  for (const gates of [["prose/clarity", "prose/brevity"], ["prose/clarity"]]) {
    const runId = await base.start(ledger, gates.length > 1 ? "kb/notes/a.md" : "kb/notes/b.md", gates);
    const gateReviews = gates.map((gateId) => ({
      gateId,
      decision: "pass" as const,
      rationaleMarkdown: "### Summary\nGood.",
    }));
    await recordAndFinalizeRun(ledger, { runId, gateReviews });
    await attachExecutionData(ledger, { runId, telemetry });
  }
  await base.start(ledger, "kb/notes/b.md", ["prose/brevity"]);
  return base;
}

it("costs counts a call once, and shares it among the gates that it served", async () => {
  const { root } = await makePaidBase();
  expect(await nestedJson(root, ["costs"])).toMatchObject({
    by: "model",
    rows: [{ name: "claude-opus-4-8", runs: 3, pairs: 4, invocations: 1, costUsd: 0.3, unpriced: 0 }],
    total: { inputTokens: 12_000, cachedInputTokens: 4000, outputTokens: 900, durationMs: 61_000 },
  });
  expect(await nestedJson(root, ["costs", "--by", "gate"])).toMatchObject({
    rows: [
      { name: "prose/clarity", pairs: 2, costUsd: 0.2 },
      { name: "prose/brevity", pairs: 2, costUsd: 0.1 },
    ],
    total: { costUsd: 0.3 },
  });
});

it("costs tells what was reviewed from what failed, counts nothing but the call for what was refused, and names the model that has no runs", async () => {
  const { root, open, start } = await makePaidBase();
  {
    await using ledger = await open();
    const runId = await start(ledger, "kb/notes/b.md", ["prose/brevity"]);
    const telemetry = { invocationId: "two", unpaid: true };
    await failRun(ledger, { runId, reason: "refused the key", executionData: { telemetry } });
  }
  const { out, err } = await nested(root, ["costs"]);
  expect(out).toContain("$0.30  4 pairs  ");
  expect(err).toBe("$0.30 for 4 pairs in 4 runs, 2 calls of reviewers\n");
  expect((await nested(root, ["costs", "--model", "nope"])).err).toBe("there are no runs under nope\n");
});

it("costs says that more was paid than is known where a process was lost", async () => {
  const { root, open, start } = await makePaidBase();
  {
    await using ledger = await open();
    const telemetry = { owner: { pid: 7, host: "h" } };
    const runId = await start(ledger, "kb/notes/b.md", ["prose/brevity"], { telemetry });
    await failRun(ledger, { runId, reason: "worker h/7 was lost" });
  }
  expect((await nested(root, ["costs"])).err).toBe(
    "$0.30 and more for 5 pairs (3 reviewed, 1 failed) in 4 runs, 2 calls of reviewers\nthe price of 1 call is not known\n",
  );
});

it("costs names no price where no reviewer was called", async () => {
  const base = makeBase();
  {
    await using ledger = await base.open();
    await base.start(ledger, "kb/notes/b.md", ["prose/brevity"]);
  }
  const { out, err } = await nested(base.root, ["costs"]);
  expect(out).toMatch(/^claude-opus-4-8 +1 pair$/m);
  expect(err).toBe("1 pair in 1 run, no call of a reviewer: what they took is not known\n");
});

it("costs fits a terminal, and says what it is about", async () => {
  const { root } = await makePaidBase();
  const { out, err } = await nested(root, ["costs", "--by", "gate", "--since", "1d"], { columns: 60 });
  expect(tooWide(out, 60)).toEqual([]);
  expect(out).toContain("8,000 in (2,667 cached), 600 out");
  expect(tooWide(err, 60)).toEqual([]);
  expect(err.replaceAll("\n  ", " ")).toMatch(
    /^\$0\.30 for 4 pairs in 3 runs since .* UTC, 1 call of reviewers$/m,
  );
});

it("costs and runs look back to a day or a span", async () => {
  const { root } = await makePaidBase();
  for (const command of ["costs", "runs"]) {
    expect(await nested(root, [command, "--since", "2999-01-01"])).toMatchObject({
      out: "",
      err: expect.stringMatching(/no runs? since 2999-01-01 00:00 UTC\n$/),
      exitCode: 0,
    });
    for (const wrong of ["2026-02-30", "yesterday", "-1d", ""]) {
      const { err, exitCode } = await nested(root, [command, `--since=${wrong}`]);
      expect([exitCode, err]).toEqual([2, expect.stringContaining("--since")]);
      if (wrong !== "")
        expect(err).toContain("a day such as 2026-01-31 (in UTC), or a span before now such as 90s");
    }
  }
});

it("runs shows those of a model", async () => {
  const { root } = await makePaidBase();
  const idsOf = async (model: string) => {
    const { runs } = await nestedJson(root, ["runs", "--model", model, "--since", "1d"]);
    return (runs as { id: number }[]).map(({ id }) => id);
  };
  expect(await idsOf("claude-opus-4-8")).toEqual([3, 2, 1]);
  expect(await idsOf("gpt-5.4")).toEqual([]);
});
