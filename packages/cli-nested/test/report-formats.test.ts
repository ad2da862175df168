import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { checkDocument } from "@review/test-kit/documents.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import type { ReportDocument } from "@review/views";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree, type SweepTree, sweepTree } from "./sweep-tree.ts";

/** The report that was printed, as its schema says; each pair in a few words. */
function pairsIn(stdout: string): string[] {
  const document = JSON.parse(stdout);
  checkDocument("NestedDocuments", ["format"], document);
  return (document as ReportDocument).pairs.map(
    ({ notePath, gateId, modelId, decision, findings, problem }) =>
      [notePath, gateId, modelId, decision, findings.length, problem?.kind].join(" "),
  );
}

const bundle = (tree: SweepTree, ...more: string[]) =>
  nestedHere(
    tree.root,
    ["bundle", "notes/n1.md", "prose/a", "--runner", "warning", "--model", "opus", ...more],
    { environment: ENVIRONMENT },
  );

describe("a report", () => {
  it("of a sweep is of all that stands, also of what an earlier sweep found, and of what nothing stands", async () => {
    const tree = makeSweepTree({ notes: 2, gates: ["prose/a"] });
    const report = ["--format", "json", "--note", "notes"];
    const first = await sweepTree(tree, "warning", "--limit", "1", ...report);
    expect(pairsIn(first.stdout)).toEqual([
      "notes/n1.md prose/a opus warn 1 ",
      "notes/n2.md prose/a   0 missing",
    ]);
    await sweepTree(tree, "quick");
    const again = await sweepTree(tree, "quick", ...report, "--fail-on", "warn");
    expect(pairsIn(again.stdout)).toEqual([
      "notes/n1.md prose/a opus warn 1 failing",
      "notes/n2.md prose/a opus pass 0 ",
    ]);
    expect(again.exitCode).toBe(1);
    tree.write("notes/n1.md", "# Note 1\n\nOther text.\n");
    const limited = await sweepTree(tree, "garbage", ...report);
    expect(pairsIn(limited.stdout)[0]).toBe("notes/n1.md prose/a   0 stale");
    tree.write("gates/prose/a.md", "---\nrequires_trait: api\n---\nIs it so?\n");
    tree.write("notes/n2.md", "---\ntraits: [api]\n# Never closed\n");
    const unknown = await sweepTree(tree, "quick", ...report);
    expect(pairsIn(unknown.stdout)).toEqual(["notes/n2.md prose/a   0 unknown-scope"]);
  });

  it("of a sweep keeps to what a person decided: waived, overridden, reopened", async () => {
    const tree = makeSweepTree({ notes: 3, gates: ["prose/a"] });
    const sweepAgain = () =>
      sweepTree(tree, "quick", "--format", "json", "--fail-on", "warn", "--limit", "1");
    const pair = (note: string) => [note, "prose/a", "--model", "opus", "--remark", "so"];
    await sweepTree(tree, "warning");
    const { stdout } = await nestedHere(tree.root, ["warns", "notes/n1.md", "--format", "json"]);
    const key = String((JSON.parse(stdout) as ReportDocument).pairs[0]?.findings[0]?.key);
    await nestedHere(tree.root, ["waive", key, "--remark", "meant"]);
    await nestedHere(tree.root, ["ack", ...pair("notes/n2.md"), "--override", "pass"]);
    await nestedHere(tree.root, ["ack", ...pair("notes/n3.md"), "--override", "fail"]);
    expect(pairsIn((await sweepAgain()).stdout)).toEqual([
      "notes/n1.md prose/a opus warn 1 ",
      "notes/n2.md prose/a opus pass 0 ",
      "notes/n3.md prose/a opus fail 2 failing",
    ]);
    await nestedHere(tree.root, ["reopen", ...pair("notes/n3.md")]);
    await nestedHere(tree.root, ["reopen", ...pair("notes/n2.md")]);
    expect(pairsIn((await sweepAgain()).stdout).slice(1)).toEqual([
      "notes/n2.md prose/a opus pass 0 ",
      "notes/n3.md prose/a   0 stale",
    ]);
  });

  it.each([
    ["warns", "--format", "sarif"],
    ["verify", "--frozen", "--allow-empty", "--format", "gitlab"],
    ["sweep", "--runner", "warning", "--model", "opus", "--format", "junit"],
    ["bundle", "notes/n1.md", "prose/a", "--runner", "warning", "--model", "opus", "--format", "text"],
    ["gates", "test", "prose/a", "--runner", "warning", "--model", "opus", "--format", "junit"],
    ["report"],
  ])("is not written through a symlink of the tree, by whichever name of that: %s", async (...command) => {
    const { root } = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const [outside, other] = [scratchFolder(), join(scratchFolder(), "other")];
    symlinkSync(outside, join(root, "rep"));
    symlinkSync("/dev/null", join(root, "gl.json"));
    symlinkSync(root, other);
    for (const output of ["rep/x", join(root, "rep/x"), join(other, "rep/x"), "gl.json"]) {
      const ended = await nestedHere(root, [...command, "--output", output], { environment: ENVIRONMENT });
      expect(ended).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining("is a symlink in the repo"),
      });
    }
    expect(readdirSync(outside)).toEqual([]);
  });

  it("of a bundle in a file leaves what is printed as it is", async () => {
    const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const { stdout, exitCode } = await bundle(tree, "--format", "junit", "--output", "report.xml");
    expect(stdout).toMatch(/WARN {2}prose\/a[\s\S]*completed 1 1\n$/);
    expect(exitCode).toBe(0);
    const xml = readFileSync(join(tree.root, "report.xml"), "utf8");
    expect(xml).toContain('<testcase classname="notes/n1.md" name="prose/a, opus"><system-out>');
    const { stdout: shown } = await bundle(tree, "--format", "text");
    expect(shown).toMatch(/^notes\/n1\.md:\d+:\d+: WARN prose\/a, opus: .* \[[0-9a-f]{16}\]\n$/);
  });

  it("of the fix queue is of what was asked for, and tells what was not shown; waived is skipped", async () => {
    const tree = makeSweepTree({ notes: 2, gates: ["prose/a"] });
    await sweepTree(tree, "warning");
    const warns = (...args: string[]) => nestedHere(tree.root, ["warns", ...args]);
    const { stdout } = await warns("--format", "json", "--limit", "1");
    expect(pairsIn(stdout)).toEqual(["notes/n1.md prose/a opus warn 1 "]);
    expect(JSON.parse(stdout)).toMatchObject({ more: 1, gates: [{ gateId: "prose/a", name: "prose/a" }] });
    const { pairs } = JSON.parse(stdout) as ReportDocument;
    await warns("--format", "sarif", "--output", "out.sarif");
    expect(JSON.parse(readFileSync(join(tree.root, "out.sarif"), "utf8")).runs[0].results).toHaveLength(2);
    const key = String(pairs[0]?.findings[0]?.key);
    await nestedHere(tree.root, ["waive", key, "--remark", "meant"]);
    const { stdout: xml } = await warns("--waived", "--format", "junit");
    expect(xml).toContain('<skipped message="waived: meant"/>');
  });

  it.each<[string[]]>([
    [["warns", "--format", "sarif", "--json"]],
    [["warns", "--format", "sarif", "--summary"]],
    [["warns", "--output", "x"]],
    [["warns", "--format", "sarif", "--output", "no/such/folder/x"]],
    [["warns", "--format", "xml"]],
    [["sweep", "--all-gates", "--runner", "quick", "--model", "m", "--format", "text", "--dry-run"]],
    [
      [
        "bundle",
        "notes/n1.md",
        "prose/a",
        "--runner",
        "quick",
        "--model",
        "m",
        "--format",
        "text",
        "--output",
        "notes",
      ],
    ],
  ])("that cannot be is refused in one line, before anything is done: %j", async (args) => {
    const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const { stdout, stderr, exitCode } = await nestedHere(tree.root, args, { environment: ENVIRONMENT });
    expect([2, 3]).toContain(exitCode);
    expect(stdout + stderr).toMatch(/--format|--output|cannot write|Choices/);
    expect(existsSync(join(tree.root, ".review"))).toBe(false);
  });
});

it.each([
  [["--format", "github"], {}],
  [["--format", "sarif"], { GITHUB_ACTIONS: "true" }],
])("talk is no command for GitHub: %j %j", async (format, environment) => {
  const { root } = makeSweepTree({ notes: 1, gates: ["##[add-mask]x/q"] });
  const asked = ["verify", "--frozen", ...format];
  const { stderr } = await runBin("review-nested", asked, { cwd: root, environment });
  expect(stderr).toContain("## [add-mask]x/q");
  expect(stderr).not.toContain("##[");
});
