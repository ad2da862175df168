import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import type { ReportDocument } from "@review/views";
import { describe, expect, it } from "vitest";
import { type ReportArgs, reportOutput } from "./report-output.ts";

const REPORT: ReportDocument = {
  toolVersion: "0.0.0",
  gates: [],
  pairs: [
    {
      notePath: "a.md",
      gateId: "prose/x",
      findings: [],
      problem: { kind: "missing", message: "no review is accepted" },
    },
  ],
};
const TEXT = "a.md: MISSING prose/x: no review is accepted\n";

const settle = (args: Partial<ReportArgs>, io = fakeIo().io, conflicting = {}) =>
  reportOutput({ json: false, quiet: false, ...args }, io, scratchFolder(), conflicting);

describe("--format and --output", () => {
  it("print on stdout where no file is named", async () => {
    for (const output of [undefined, "-"]) {
      const { io, out } = fakeIo();
      const settled = await settle({ format: "text", output }, io);
      expect(settled?.onStdout).toBe(true);
      await settled?.write(REPORT);
      expect(out()).toBe(TEXT);
    }
  });

  it("write a file where one is named, from the current folder on", async () => {
    const cwd = scratchFolder();
    const { io, out } = fakeIo({ cwd });
    const settled = await settle({ format: "text", output: "report.txt" }, io);
    expect(settled?.onStdout).toBe(false);
    await settled?.write(REPORT);
    expect(out()).toBe("");
    expect(readFileSync(join(cwd, "report.txt"), "utf8")).toBe(TEXT);
  });

  it("let nothing act on a terminal, not even the name of a file", async () => {
    const { io, out } = fakeIo({ columns: 80 });
    const pairs = REPORT.pairs.map((pair) => ({ ...pair, notePath: "a\u009b31m.md" }));
    const settled = await settle({ format: "junit" }, io);
    await settled?.write({ ...REPORT, pairs });
    expect(out()).not.toContain("\u009b");
  });

  it("are nothing where they are not given", async () => {
    expect(await settle({})).toBeUndefined();
  });

  it.each<[Partial<ReportArgs>, object, RegExp]>([
    [{ output: "x" }, {}, /--output needs --format/],
    [{ format: "sarif", output: " " }, {}, /--output is empty/],
    [{ format: "sarif", json: true }, {}, /--format and --json print different things/],
    [{ format: "sarif" }, { "dry-run": true }, /--format and --dry-run print different things/],
  ])("are refused: %j %j", async (args, conflicting, problem) => {
    await expect(settle(args, undefined, conflicting)).rejects.toMatchObject({
      code: "usage",
      message: expect.stringMatching(problem),
    });
  });

  it("add to the summary of the job that GitHub names, and not more than it shows", async () => {
    const summary = join(scratchFolder(), "summary");
    writeFileSync(summary, "before\n");
    const { io, out } = fakeIo({ environment: { GITHUB_STEP_SUMMARY: summary } });
    const settled = await settle({ format: "github" }, io);
    await settled?.write(REPORT);
    expect(out()).toMatch(/^::error file=a\.md,line=1,title=MISSING prose\/x::no review is accepted$/m);
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n## Review\n\n1 pair looked at: /);
    const full = "x".repeat(1024 * 1024);
    writeFileSync(summary, full);
    await settled?.write(REPORT);
    expect(readFileSync(summary, "utf8")).toBe(full);
  });
});
