import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";
import { describe, expect, it } from "vitest";
import type { Execution } from "../src/execution.ts";
import type { ReviewRequest } from "../src/runner.ts";
import { execute, reviewer, rows, scratchBatch } from "./batches.ts";

/** Lets a reviewer that invents quotes answer the batch of four pairs; each prompt is a line of the log. */
async function invent(args: readonly string[], repair: boolean) {
  const scratch = await scratchBatch();
  const log = join(scratch.root, "log");
  const asked: object[] = [];
  const context = { repair, onRepair: (each: object) => asked.push(each) };
  const done = await execute(["invent-quotes", "--log", log, ...args], { context, scratch });
  const quotes = rows(done.raw, "SELECT DISTINCT exact FROM finding_quotes").map(({ exact }) => exact);
  return { ...done, asked, quotes, log: readFileSync(log, "utf8").trim().split("\n") };
}

const statuses = ({ outcome }: Awaited<ReturnType<typeof invent>>) =>
  outcome.runs.map(({ status }) => status);

describe("reviews that cannot be recorded", () => {
  it("are asked for once more, and nothing else is", async () => {
    const done = await invent(["--mend", "--model", "m"], true);
    expect(done.log).toEqual(["first 4", "again 2"]);
    expect(done.asked).toEqual([
      {
        pairs: 2,
        problems: [
          expect.stringMatching(
            /^gate "form\/one" of note "notes\/a\.md": finding 1: the note does not say /,
          ),
          expect.stringMatching(
            /^gate "prose\/two" of note "notes\/b\.md": finding 1: the note does not say /,
          ),
        ],
      },
    ]);
    expect(statuses(done)).toEqual(["completed", "completed"]);
    expect(done.quotes.toSorted()).toEqual(["# A", "# B"]);
    for (const { rawBundleMarkdown = "" } of done.outputs) {
      expect(rawBundleMarkdown.match(/what nobody has written/g)).toHaveLength(2);
      expect(rawBundleMarkdown).toContain("# ");
    }
    expect(done.runs).toMatchObject(
      Array(2).fill({
        modelId: "m",
        telemetry: {
          repairedPairs: 2,
          batchSize: 4,
          costUsd: 0.5,
          usage: { inputTokens: 200, outputTokens: 20 },
          model: "m",
        },
      }),
    );
  });

  it("fail their own runs where they are as wrong again", async () => {
    const done = await invent([], true);
    expect(done.log).toEqual(["first 4", "again 2"]);
    // Of the two that were asked again the second was right this time.
    expect(statuses(done)).toEqual(["failed", "completed"]);
    expect(done.runs).toMatchObject([
      { failureReason: expect.stringContaining("what nobody has written") },
      { status: "completed" },
    ]);
    expect(done.quotes).toEqual(["# B"]);
  });

  it("are not asked for again where nobody wants that", async () => {
    const done = await invent(["--mend"], false);
    expect(done.log).toEqual(["first 4"]);
    expect(statuses(done)).toEqual(["failed", "failed"]);
    expect(done.quotes).toEqual([]);
    expect(done.runs[0]?.telemetry).not.toHaveProperty("repairedPairs");
  });

  it.each(["goes on", "is gone"])(
    "are asked for in the session of the first answer, which %s",
    async (what) => {
      const requests: ReviewRequest[] = [];
      const answer = async (request: ReviewRequest): Promise<Execution> => {
        requests.push(request);
        const telemetry = { sessionId: "s-1", costUsd: 0.5, usage: { outputTokens: 1 } };
        if (request.session && what === "is gone") {
          return { ended: { how: "crashed", message: "no such session" }, text: "", debugLog: "" };
        }
        const text = answerFromPrompt(request.prompt, ({ gateId }) =>
          requests.length === 1 && gateId === "form/one" ? "FAIL" : "PASS",
        ).replaceAll(/^ {2}> .*$/gm, "  > what nobody has written");
        return { ended: { how: "completed" }, text, debugLog: "", telemetry };
      };
      const { outcome } = await execute([], {
        context: { repair: true },
        reviewer: { runner: { ...reviewer([]).runner, resumes: true, execute: answer } },
      });
      expect(outcome.runs.map(({ status }) => status)).toEqual(["completed", "completed"]);
      const [, second, third] = requests;
      expect(second?.session).toEqual({ id: "s-1", costUsd: 0.5 });
      expect(second?.prompt).toMatch(
        /^Print some reviews of your last answer once more\..*\n# What was wrong\n/s,
      );
      expect(second?.prompt).not.toContain("# Notes");
      if (what === "goes on") expect(third).toBeUndefined();
      else {
        expect(third).not.toHaveProperty("session");
        expect(third?.prompt).toContain("# Notes");
      }
    },
  );

  it("that another model mended are nobody's by name", async () => {
    const done = await invent(["--mend", "--model", "m", "--model-then", "other"], true);
    expect(statuses(done)).toEqual(["completed", "completed"]);
    expect(done.runs).toMatchObject(Array(2).fill({ modelId: "opus", telemetry: { model: "mixed" } }));
  });

  it.each(["missing-gate", "no-result", "duplicate-gate", "two-results"])(
    "are asked for again where the answer is broken: %s",
    async (kind) => {
      const { outcome } = await execute(["malform", kind], { context: { repair: true } });
      // That reviewer breaks every answer in the same way.
      expect(outcome.runs.map(({ status }) => status)).toEqual(["failed", "completed"]);
      expect(outcome.execution.telemetry?.repairedPairs).toBeGreaterThan(0);
    },
  );

  it("are not asked for again of an answer that has nothing of what was asked", async () => {
    const { outcome } = await execute(["print-garbage"], { context: { repair: true } });
    expect(outcome.runs.map(({ status }) => status)).toEqual(["failed", "failed"]);
    expect(outcome.execution.telemetry).not.toHaveProperty("repairedPairs");
  });
});
