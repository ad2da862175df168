import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { allRows, queryLedger } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { createRun, REVIEWER, split } from "./split.ts";
import { splitHere } from "./split-here.ts";

describe("the split path", () => {
  it("records a run from create to fresh pairs", async () => {
    const { root, write } = makeKnowledgeBase();
    write("clear.md", reviewText("WARN", "A first try."));
    write("short.md", reviewText("PASS"));

    const created = await split(root, ["create", "kb/notes/a.md", "prose", "claims/title", ...REVIEWER]);
    expect(created).toEqual({
      stdout: "1\n",
      stderr:
        "run 1: 3 gates for kb/notes/a.md under opus\n" +
        "next: review-split write --run 1 --gate claims/title --file FILE\n",
      exitCode: 0,
    });

    const several = ["--gate", "prose/clarity", "--file", "clear.md", "--gate", "prose/brevity"];
    expect(await split(root, ["write", "--run", "1", ...several, "--file", "short.md"])).toEqual({
      stdout: "1\n2\n",
      stderr:
        "gate review 1: prose/clarity, WARN\ngate review 2: prose/brevity, PASS\nrun 1: missing claims/title\n",
      exitCode: 0,
    });
    const again = ["write", "--run", "1", "--gate", "prose/clarity", "--file", "short.md"];
    expect(await split(root, again)).toMatchObject({ stdout: "", exitCode: 4 });
    expect(await split(root, [...again, "--replace"])).toMatchObject({ stdout: "3\n", exitCode: 0 });

    expect(await split(root, ["status", "--run", "1"])).toEqual({
      stdout:
        "run 1: running, kb/notes/a.md under opus\n" +
        "  missing  claims/title\n  pass     prose/brevity\n  pass     prose/clarity\n",
      stderr: "next: review-split write --run 1 --gate claims/title --file FILE\n",
      exitCode: 0,
    });
    expect(await split(root, ["finalize", "--run", "1", "--check"])).toEqual({
      stdout: "gate claims/title of kb/notes/a.md has no review\n",
      stderr: "",
      exitCode: 1,
    });
    const stdin = ["write", "--run", "1", "--gate", "claims/title", "--file", "-"];
    expect(await split(root, stdin, { input: reviewText("FAIL") })).toEqual({
      stdout: "4\n",
      stderr:
        "gate review 4: claims/title, FAIL\nrun 1: all gates are reviewed; next: review-split finalize --run 1\n",
      exitCode: 0,
    });
    expect(await split(root, ["finalize", "--run", "1", "--check"])).toEqual({
      stdout: "run 1 would complete\n",
      stderr: "",
      exitCode: 0,
    });
    expect(await split(root, ["finalize", "--run", "1"])).toEqual({
      stdout: "completed 1 3\n",
      stderr: "kb/notes/a.md is accepted under opus\n",
      exitCode: 0,
    });

    const stale = ["stale", "prose", "claims/title", "--model", "opus", "--note", "kb/notes/a.md", "--check"];
    expect(await split(root, stale)).toMatchObject({ stdout: "", exitCode: 0 });
    expect(
      queryLedger(root, "SELECT gate_id, decision FROM gate_reviews ORDER BY gate_id").map(Object.values),
    ).toEqual([
      ["claims/title", "fail"],
      ["prose/brevity", "pass"],
      ["prose/clarity", "pass"],
    ]);
    expect(allRows(root)).toMatchObject({ acceptance_events: { length: 3 }, snapshots: { length: 4 } });
  });

  it("writes the lock of the note when the run is completed, if that is to be kept up to date", async () => {
    const { root, write } = makeKnowledgeBase({ "review.config.json": '{"lock":{"auto":true}}' });
    write("review.md", reviewText("WARN"));
    await splitHere(root, ["create", "kb/notes/b.md", "prose/clarity", ...REVIEWER]);
    await splitHere(root, ["write", "--run", "1", "--gate", "prose/clarity", "--file", "review.md"]);
    const file = join(root, "review.lock/kb/notes/b.md.json");
    expect(existsSync(file)).toBe(false);
    await splitHere(root, ["finalize", "--run", "1"]);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject([
      {
        gate: "prose/clarity",
        model: "opus",
        decision: "warn",
        evidence: "declared",
        findings: [{ quote: "note" }],
      },
    ]);
  });

  it("answers with documents for programs", async () => {
    const { root, write } = makeKnowledgeBase();
    write("review.md", reviewText());
    const json = async (...args: string[]) => {
      const { stdout } = await splitHere(root, [...args, "--json", "--quiet"]);
      return JSON.parse(stdout);
    };
    const created = await json("create", "kb/notes/b.md", "prose/clarity", ...REVIEWER);
    const sha = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(created).toEqual({
      schema: 2,
      runId: 1,
      modelId: "opus",
      note: { path: "kb/notes/b.md", sha, text: "# B\n\nThe other note, without front matter.\n" },
      gates: [{ gateId: "prose/clarity", sha, text: "# Clarity\n\nIs every sentence clear?\n" }],
      links: [],
      next: [
        "review-split write --run 1 --gate prose/clarity --file FILE",
        "review-split status --run 1",
        "review-split finalize --run 1",
      ],
    });
    // Each text once.
    expect(JSON.stringify(created).split("The other note").length).toBe(2);
    expect(JSON.stringify(created).split("Is every sentence clear?").length).toBe(2);
    const wanted = { runId: 1, notePath: "kb/notes/b.md", modelId: "opus" };
    expect(await json("status", "--run", "1")).toMatchObject({
      ...wanted,
      status: "running",
      runner: "agent",
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      gates: [{ gateId: "prose/clarity", decision: null }],
      missing: ["prose/clarity"],
    });
    expect(await json("finalize", "--run", "1", "--check")).toEqual({
      schema: 1,
      runId: 1,
      complete: false,
      problems: ["gate prose/clarity of kb/notes/b.md has no review"],
    });
    expect(await json("write", "--run", "1", "--gate", "prose/clarity", "--file", "review.md")).toEqual({
      schema: 1,
      runId: 1,
      written: [{ gateReviewId: 1, gateId: "prose/clarity", decision: "pass" }],
      missing: [],
    });
    expect(await json("finalize", "--run", "1", "--check")).toMatchObject({ complete: true, problems: [] });
    expect(await json("finalize", "--run", "1")).toEqual({
      schema: 1,
      ...wanted,
      status: "completed",
      gates: [{ gateId: "prose/clarity", decision: "pass" }],
    });
    expect(await createRun(root, "kb/notes/b.md", "prose/clarity")).toBe("2");
    expect(await json("fail", "--run", "2", "--remark", " enough of it ")).toEqual({
      schema: 1,
      runId: 2,
      status: "failed",
      reason: "enough of it",
    });
    expect(await json("status", "--run", "2")).toMatchObject({
      status: "failed",
      failureReason: "enough of it",
    });
  });

  it("lists the gates as they were asked for, also after a replacement", async () => {
    const { root, write } = makeKnowledgeBase();
    write("review.md", reviewText());
    const run = await createRun(root, "kb/notes/a.md", "prose/brevity", "prose/clarity");
    const { gates } = JSON.parse((await splitHere(root, ["status", "--run", run, "--json"])).stdout);
    const [first, second] = gates.map(({ gateId }: { gateId: string }) => gateId);
    const both = ["--gate", first, "--file", "review.md", "--gate", second, "--file", "review.md"];
    await splitHere(root, ["write", "--run", run, ...both]);
    await splitHere(root, ["write", "--run", run, "--gate", first, "--file", "review.md", "--replace"]);
    const { stdout } = await splitHere(root, ["finalize", "--run", run, "--json"]);
    expect(JSON.parse(stdout).gates).toEqual([
      { gateId: first, decision: "pass" },
      { gateId: second, decision: "pass" },
    ]);
  });

  it("fails a run for good that is finalized before all gates are written", async () => {
    const { root, write } = makeKnowledgeBase();
    write("review.md", reviewText());
    const run = await createRun(root, "kb/notes/a.md", "prose");
    await split(root, ["write", "--run", run, "--gate", "prose/clarity", "--file", "review.md"]);
    expect(await split(root, ["finalize", "--run", run])).toEqual({
      stdout: "",
      stderr: "error: run 1 failed: gate prose/brevity of kb/notes/a.md has no review\n",
      exitCode: 1,
    });
    expect(allRows(root)).toMatchObject({ acceptance_events: [], review_runs: [{ status: "failed" }] });
    const late = [
      ["write", "--run", run, "--gate", "prose/brevity", "--file", "review.md"],
      ["finalize", "--run", run],
      ["finalize", "--run", run, "--check"],
      ["fail", "--run", run, "--remark", "late"],
    ];
    for (const args of late) {
      const { stderr, exitCode } = await splitHere(root, args);
      expect({ stderr, exitCode }).toEqual({
        stderr: "error: run 1 is failed, not running: create a new run to review the note again\n",
        exitCode: 4,
      });
    }
  });

  it("says at once that ERROR cannot be accepted", async () => {
    const { root, write } = makeKnowledgeBase();
    write("review.md", reviewText("ERROR"));
    const run = await createRun(root, "kb/notes/a.md", "prose/clarity");
    expect(
      await split(root, ["write", "--run", run, "--gate", "prose/clarity", "--file", "review.md"]),
    ).toEqual({
      stdout: "1\n",
      stderr:
        "gate review 1: prose/clarity, ERROR\nwarning: prose/clarity has ERROR: write it again with --replace, or the run cannot complete\n",
      exitCode: 0,
    });
    expect(await split(root, ["status", "--run", run])).toMatchObject({
      stderr: "next: review-split write --run 1 --gate prose/clarity --file FILE --replace\n",
    });
    expect(await split(root, ["finalize", "--run", run])).toMatchObject({
      stderr:
        "error: run 1 failed: gate prose/clarity of kb/notes/a.md could not be judged (decision error)\n",
      exitCode: 1,
    });
  });

  it("leaves out gates that do not apply, and says so", async () => {
    const { root } = makeKnowledgeBase();
    expect(await split(root, ["create", "kb/notes/b.md", "claims", ...REVIEWER])).toMatchObject({
      stderr: expect.stringMatching(
        /^left out claims\/sources: it applies to notes with the trait has-sources\nrun 1: 1 gate for /,
      ),
      exitCode: 0,
    });
    expect(await split(root, ["create", "kb/notes/a.md", "claims", ...REVIEWER])).toMatchObject({
      stderr: expect.stringContaining("run 2: 2 gates for "),
    });
  });
});
