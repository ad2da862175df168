import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { openCorpus } from "@review/corpus";
import { recordAndFinalizeRun } from "@review/lifecycle";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { type EmbeddedPage, type PackedReport, unpackPage } from "@review/web";
import { expect, it } from "vitest";
import { embeddedPage } from "../src/commands/report/embedded-page.ts";
import { gpt, makeBase, makeReviewedBase, nested, nestedJson } from "./reviewed-base.ts";

/** What a report has in it. */
function embeddedIn(html: string): EmbeddedPage {
  const base64 = /id="review-data">([^<]*)</.exec(html)?.[1] ?? "";
  const packed: PackedReport = JSON.parse(gunzipSync(Buffer.from(base64, "base64")).toString("utf8"));
  return { ...packed, page: unpackPage(packed.page) };
}

it("writes the page into one file, and says so", async () => {
  const { root } = await makeReviewedBase();
  const { out, err, exitCode } = await nested(root, ["report"]);
  expect({ out, exitCode }).toEqual({ out: "review-report.html\n", exitCode: 0 });
  expect(err).toMatch(/^\d+ kB, 2 notes\n$/);
  const { page, notes, runs } = embeddedIn(readFileSync(join(root, "review-report.html"), "utf8"));
  expect(page).toMatchObject({ toolVersion: "0.0.0", modelIds: ["claude-opus-4-8"] });
  expect(page.findings.map(({ notePath }) => notePath)).toEqual(["kb/notes/a.md"]);
  expect(Object.keys(notes)).toEqual(["kb/notes/a.md", "kb/notes/b.md"]);
  // What a pair rests on, and what failed; a log is that of a failure alone.
  expect(Object.values(runs)).toMatchObject([
    { id: 1, status: "completed", hasDebugLog: true, gates: [{ decision: "warn" }, { decision: "pass" }] },
    { id: 2, status: "failed" },
  ]);
  expect(runs[1]).not.toHaveProperty("debugLog");
});

it("tells how many notes it has read", async () => {
  const base = await makeReviewedBase();
  await using ledger = await base.open();
  const told: number[][] = [];
  const onNote = (read: number, all: number) => told.push([read, all]);
  const asked = { toolVersion: "0.0.0", now: new Date(0), ownBytes: 0, onNote };
  await embeddedPage(await openCorpus({ cwd: base.root }), ledger, asked);
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

it("keeps the answers of runs on which the pairs rest, and no others", async () => {
  const base = await makeReviewedBase();
  await using ledger = await base.open();
  const runId = await base.start(ledger, "kb/notes/a.md", ["prose/clarity", "prose/brevity"]);
  const review = { decision: "pass", rationaleMarkdown: "Clear." } as const;
  const gateReviews = ["prose/clarity", "prose/brevity"].map((gateId) => ({ gateId, ...review }));
  await recordAndFinalizeRun(ledger, { runId, gateReviews });
  const document = await nestedJson(base.root, ["report"]);
  expect(document).toMatchObject({ runs: 4, runsWithAnswers: 2 });
  const { runs } = embeddedIn(readFileSync(join(base.root, "review-report.html"), "utf8"));
  expect(Object.keys(runs)).toEqual(["2", `${runId}`]);
});

it("writes to the file that is named, replacing it, or to stdout", async () => {
  const { root, write } = await makeReviewedBase();
  const path = write("public/page.html", "before");
  const document = await nestedJson(root, ["report", "--output", "public/page.html"]);
  const html = readFileSync(path, "utf8");
  expect(document).toMatchObject({ path, bytes: Buffer.byteLength(html), notes: 2, notesWithText: 2 });
  const { out, err } = await nested(root, ["report", "--output", "-"]);
  expect(embeddedIn(out).page.findings).toEqual(embeddedIn(html).page.findings);
  expect(err).toBe("");
});

it("compares each two of the partitions", async () => {
  const base = await makeReviewedBase();
  await using ledger = await base.open();
  const gates = ["prose/clarity"];
  const runId = await base.start(ledger, "kb/notes/a.md", gates, { modelId: gpt });
  const review = { gateId: "prose/clarity", decision: "pass", rationaleMarkdown: "Clear." } as const;
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  const { out } = await nested(base.root, ["report", "--output", "-"]);
  expect(embeddedIn(out).comparisons).toMatchObject([
    { first: "claude-opus-4-8", second: "gpt-5-4", comparison: { pairs: 1 } },
  ]);
});

it("is of a tree without a ledger, too, and makes none", async () => {
  const { root } = makeBase();
  expect(await nested(root, ["report"])).toMatchObject({ exitCode: 0 });
  expect(existsSync(join(root, ".review"))).toBe(false);
});

it("does not wait at a pipe that the repository has", async () => {
  const { root } = await makeReviewedBase();
  execFileSync("mkfifo", [join(root, "review-report.html")]);
  const { err, exitCode } = await nested(root, ["report"]);
  expect({ err, exitCode }).toMatchObject({ err: expect.stringContaining("is not a file"), exitCode: 2 });
});

it("tells of a name that is too long as of any other that cannot be written", async () => {
  const { root } = await makeReviewedBase();
  const { err, exitCode } = await nested(root, ["report", "--output", "x".repeat(300)]);
  expect({ err, exitCode }).toMatchObject({
    err: expect.stringMatching(/^error: cannot write \S+: its name is too long\n$/),
    exitCode: 3,
  });
});

it("follows no symlink that the repository has, and needs a folder that is there", async () => {
  const { root } = await makeReviewedBase();
  const outside = scratchFolder();
  symlinkSync(outside, join(root, "public"));
  symlinkSync(join(outside, "x.html"), join(root, "review-report.html"));
  for (const args of [["report", "--output", "public/page.html"], ["report"]]) {
    const { err, exitCode } = await nested(root, args);
    expect({ err, exitCode }).toMatchObject({
      err: expect.stringMatching(/is a symlink in the repo/),
      exitCode: 2,
    });
  }
  expect(existsSync(join(outside, "x.html"))).toBe(false);
  const missing = await nested(root, ["report", "--output", "none/page.html"]);
  expect(missing).toMatchObject({ exitCode: 3, err: expect.stringContaining("its folder does not exist") });
  expect(await nested(root, ["report", "--output", " "])).toMatchObject({ exitCode: 2 });
  expect(await nested(root, ["report", "--output", "-", "--json"])).toMatchObject({ exitCode: 2 });
});
