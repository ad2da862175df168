import { type KnowledgeBase, makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { split } from "./split.ts";
import { splitHere } from "./split-here.ts";

const STALE = ["stale", "prose/clarity", "--note", "kb/notes/a.md", "--check"];

/** Creates a run of one pair for the model asked for and writes its review; gives the run's id. */
async function openRun({ root, write }: KnowledgeBase, ...asked: string[]): Promise<string> {
  write("review.md", reviewText());
  const args = ["create", "kb/notes/a.md", "prose/clarity", "--runner", "codex", "--quiet", ...asked];
  const run = (await splitHere(root, args)).stdout.trim();
  await splitHere(root, ["write", "--run", run, "--gate", "prose/clarity", "--file", "review.md"]);
  return run;
}

function recordedRun(root: string, run: string) {
  const [row] = queryLedger(root, "SELECT model_id, telemetry_json FROM review_runs WHERE id = ?", run);
  return { modelId: row?.model_id, telemetry: JSON.parse(String(row?.telemetry_json ?? "{}")) };
}

describe("finalize --actual-model", () => {
  it("records under the model that answered, and the name asked for finds it again", async () => {
    const base = makeKnowledgeBase();
    const { root, write } = base;
    const run = await openRun(base, "--model", "gpt");
    write(
      "t.json",
      JSON.stringify({ usage: { inputTokens: 7 }, requestedModelId: "forged", runner: "forged" }),
    );
    const actual = ["--actual-model", "gpt-5.4", "--effort", "xhigh", "--telemetry", "t.json"];
    expect(await split(root, ["finalize", "--run", run, ...actual])).toEqual({
      stdout: `completed ${run} 1\n`,
      stderr: "kb/notes/a.md is accepted under gpt-5-4-xhigh\n",
      exitCode: 0,
    });
    expect(recordedRun(root, run)).toEqual({
      modelId: "gpt-5-4-xhigh",
      telemetry: {
        requestedModelId: "gpt",
        modelEvidence: "declared",
        rekeyed: true,
        usage: { inputTokens: 7 },
      },
    });
    expect(
      queryLedger(root, "SELECT model_id FROM acceptance_events UNION ALL SELECT model_id FROM gate_reviews"),
    ).toEqual([{ model_id: "gpt-5-4-xhigh" }, { model_id: "gpt-5-4-xhigh" }]);

    const resolution =
      "gpt stands for gpt-5-4-xhigh (1 fresh pair): earlier runs asked for by that name were recorded there\n";
    expect(await split(root, [...STALE, "--model", "gpt"])).toEqual({
      stdout: "",
      stderr: `${resolution}nothing is stale: 1 pair fresh under gpt\n`,
      exitCode: 0,
    });
    const { stdout } = await splitHere(root, [...STALE, "--model", "gpt", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      modelId: "gpt",
      resolvedFrom: "earlier-runs",
      partitions: [
        { modelId: "gpt", fresh: 0 },
        { modelId: "gpt-5-4-xhigh", fresh: 1 },
      ],
    });
    expect(await splitHere(root, [...STALE, "--model", "GPT-5.4", "--effort", "xhigh"])).toMatchObject({
      exitCode: 0,
    });
    expect(await splitHere(root, [...STALE, "--model", "gpt-5.4"])).toMatchObject({ exitCode: 1 });

    write("kb/notes/a.md", "# A\n\nChanged.\n");
    const again = ["create", "kb/notes/a.md", "prose/clarity", "--runner", "codex", "--model", "gpt"];
    const created = await split(root, again);
    expect(created.stderr).toBe(
      "gpt stands for gpt, gpt-5-4-xhigh: earlier runs asked for by that name were recorded there\n" +
        "run 2: 1 gate for kb/notes/a.md under gpt\n" +
        "next: review-split write --run 2 --gate prose/clarity --file FILE\n",
    );
    await splitHere(root, ["write", "--run", "2", "--gate", "prose/clarity", "--file", "review.md"]);
    await splitHere(root, ["finalize", "--run", "2"]);
    expect(recordedRun(root, "2")).toEqual({ modelId: "gpt", telemetry: {} });
    expect(await splitHere(root, [...STALE, "--model", "gpt"])).toMatchObject({ exitCode: 0 });
  });

  it("changes nothing where the model is the one asked for", async () => {
    const base = makeKnowledgeBase();
    const run = await openRun(base, "--model", "gpt-5.4", "--effort", "high");
    await splitHere(base.root, ["finalize", "--run", run, "--actual-model", "GPT-5.4", "--effort", "high"]);
    expect(recordedRun(base.root, run)).toEqual({ modelId: "gpt-5-4-high", telemetry: {} });
  });

  it("does not rekey a run that fails", async () => {
    const base = makeKnowledgeBase();
    const { root } = base;
    await splitHere(root, ["create", "kb/notes/a.md", "prose", "--runner", "codex", "--model", "gpt"]);
    expect(await splitHere(root, ["finalize", "--run", "1", "--actual-model", "gpt-5.4"])).toMatchObject({
      exitCode: 1,
    });
    expect(recordedRun(root, "1")).toEqual({ modelId: "gpt", telemetry: {} });
  });

  it("does not rekey for what telemetry says", async () => {
    const base = makeKnowledgeBase();
    const run = await openRun(base, "--model", "gpt");
    base.write("t.json", JSON.stringify({ model: "gpt-5.4", modelEvidence: "observed" }));
    await splitHere(base.root, ["finalize", "--run", run, "--telemetry", "t.json"]);
    expect(recordedRun(base.root, run)).toEqual({
      modelId: "gpt",
      telemetry: { model: "gpt-5.4", modelEvidence: "observed" },
    });
  });
});

describe("a configured alias", () => {
  it("is what the name means, in stale, in create and as the actual model", async () => {
    const base = makeKnowledgeBase({
      "review.config.json": '{"aliases": {"opus": "claude-opus-4-8"}, "notes": ["kb/notes/*.md"]}',
    });
    const { root } = base;
    const run = await openRun(base, "--model", "Opus");
    expect(recordedRun(root, run).modelId).toBe("claude-opus-4-8");
    await splitHere(root, ["finalize", "--run", run, "--actual-model", "opus"]);
    expect(await splitHere(root, [...STALE, "--model", "opus"])).toEqual({
      stdout: "",
      stderr:
        "opus means claude-opus-4-8 (alias in the configuration)\n" +
        "nothing is stale: 1 pair fresh under claude-opus-4-8\n",
      exitCode: 0,
    });
  });
});
