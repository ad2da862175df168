import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { acceptedTimes, ENVIRONMENT, makeSweepTree, readEvents, runsOf } from "./sweep-tree.ts";

const LINTER = fileURLToPath(new URL("fixtures/find-bad.mjs", import.meta.url));

/** Notes under one gate whose check is the linter with these words. */
function makeTree({
  notes = 3,
  words = ["{notes}"],
  more = "",
}: {
  notes?: number;
  words?: readonly string[];
  more?: string;
} = {}) {
  const tree = makeSweepTree({ notes, gates: [] });
  const check = JSON.stringify([process.execPath, LINTER, ...words]);
  tree.write("gates/form/lint.md", `---\ncheck: ${check}\n${more}---\nIs it tidy?\n`);
  const started = join(tree.root, "started");
  return {
    ...tree,
    review: (...args: string[]) => runBin("review-nested", args, { cwd: tree.root }),
    sweep: (...args: string[]) =>
      runBin("review-nested", ["sweep", "--all-gates", "--runner", "checks", "--trust", "--json", ...args], {
        cwd: tree.root,
      }),
    /** The notes of each process. */
    started: () => (existsSync(started) ? readFileSync(started, "utf8").trim().split("\n") : []),
  };
}

const decisionsIn = (stdout: string) =>
  Object.fromEntries(
    readEvents(stdout)
      .filter(({ event }) => event === "run-completed")
      .map(({ notePath, gates }) => [
        notePath,
        (gates as { gateId: string; decision: string }[]).map(({ gateId, decision }) => ({
          gateId,
          decision,
        })),
      ]),
  );
const warned = [{ gateId: "form/lint", decision: "warn" }];
const passed = [{ gateId: "form/lint", decision: "pass" }];

describe("a check that takes many notes", () => {
  it("is one process, and what it finds is of the notes that it names", async () => {
    const { root, write, sweep, started, review } = makeTree({ notes: 12 });
    write("notes/n2.md", "# Two\n\nThis is BAD.\n");
    write("notes/with space.md", "BAD\n\nBAD\n");
    const { exitCode, stdout } = await sweep();
    expect(exitCode).toBe(0);
    expect(started()).toHaveLength(1);
    expect(decisionsIn(stdout)).toMatchObject({
      "notes/n1.md": passed,
      "notes/n12.md": passed,
      "notes/n2.md": warned,
      "notes/with space.md": warned,
    });
    const { stdout: found } = await review("warns");
    for (const line of ["notes/n2.md:3:9", "notes/with space.md:1:1", "notes/with space.md:3:1"])
      expect(found.replaceAll(/ {2}\[\w{8}\]$/gm, "")).toMatch(
        new RegExp(`- WARN: BAD stands here\n +> BAD.*\n +${line}\n`),
      );
    expect(found).not.toContain("Summary");
    expect(Object.keys(acceptedTimes(root))).toHaveLength(13);
    write("notes/n3.md", "# Three\n\nBAD now.\n");
    await sweep();
    expect(started().slice(1)).toEqual(["./notes/n3.md"]);
  });

  it("gives each run what is said of its own note", async () => {
    const { root, sweep } = makeTree({ words: ["{notes}", "--break-with=3"] });
    await sweep();
    const rows = queryLedger(
      root,
      "SELECT note_path, raw_bundle_markdown AS raw, debug_log AS log FROM review_runs",
    );
    expect(rows).toHaveLength(3);
    for (const { note_path: notePath, raw, log } of rows) {
      const names = String(raw).match(/notes\/n\d\.md/g) ?? [];
      expect(new Set(names)).toEqual(new Set([notePath]));
      expect(String(log)).toMatch(/^form\/lint on 3 notes: exit code 3, \d+ ms\nSummary: 0 errors$/);
    }
  });

  it("takes the severities of a format, up to that of the gate", async () => {
    const words = ["--format=eslint", "{notes}"];
    const trees = ["check_output: eslint-json\n", "check_output: eslint-json\nseverity: warn\n"].map((more) =>
      makeTree({ words, more }),
    );
    const decisions = [];
    for (const { write, sweep } of trees) {
      write("notes/n1.md", "BAD\n");
      write("notes/n2.md", "BAD\n\nVERY BAD\n");
      const { stdout } = await sweep();
      decisions.push(decisionsIn(stdout));
    }
    const failed = [{ gateId: "form/lint", decision: "fail" }];
    expect(decisions).toEqual([
      { "notes/n1.md": warned, "notes/n2.md": failed, "notes/n3.md": passed },
      { "notes/n1.md": warned, "notes/n2.md": warned, "notes/n3.md": passed },
    ]);
  });

  /** As `sweep`, within this process but for the check. */
  const sweepHere = (root: string, ...args: string[]) =>
    nestedHere(root, ["sweep", "--all-gates", "--runner", "checks", ...args], { environment: ENVIRONMENT });

  const ELSEWHERE = "elsewhere/x.md:1:1: BAD\n";
  it.each<[string, string[], string, string]>([
    ["exits with a code of its own", ["--break-with=2"], "", "exit code 2. It said: Summary: 1 errors"],
    ["is killed", ["--kill"], "", "ended by SIGKILL"],
    [
      "exits with 1 and no finding",
      ["--print=no idea"],
      "",
      "exit code 1, without a finding. It said: no idea",
    ],
    [
      "exits with 1 and a format without a finding",
      ["--print=[]"],
      "check_output: eslint-json\n",
      "exit code 1, without a finding.",
    ],
    [
      "finds something in other files only",
      [`--print=${ELSEWHERE}`],
      "",
      "exit code 1, and its findings are in none of its notes, but in elsewhere/x.md.",
    ],
    [
      "finds something in a note, and in a file that is not there",
      [`--print=notes/n1.md:1:1: BAD\n${ELSEWHERE}`],
      "",
      "exit code 1, and it tells of elsewhere/x.md, which is none of its notes, and not there.",
    ],
    [
      "prints another format",
      ["--print=[1]", "--break-with=0"],
      "check_output: sarif\n",
      "exit code 0, and it printed no sarif: the whole must be an object.",
    ],
    [
      "prints a format that breaks off",
      ['--print={"runs": ['],
      "check_output: sarif\n",
      "exit code 1, and it printed no sarif: line 1, column 11: expected a value or ], got the end of the file.",
    ],
  ])("fails all its runs where it %s", async (_, words, more, reason) => {
    const { root, write } = makeTree({ words: [...words, "{notes}"], more });
    write("notes/n1.md", "BAD\n");
    const { exitCode } = await sweepHere(root);
    expect(exitCode).toBe(1);
    const runs = runsOf(root);
    expect(runs.map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
    for (const { failure_reason: why } of runs) expect(why).toContain(`could not judge the note: ${reason}`);
    expect(acceptedTimes(root)).toEqual({});
  });

  it("fails all its runs where its time is up", async () => {
    const tree = makeTree();
    const hang = fileURLToPath(new URL("fixtures/hang.mjs", import.meta.url));
    const check = JSON.stringify([process.execPath, hang, "book.txt", "{notes}"]);
    tree.write("gates/form/lint.md", `---\ncheck: ${check}\n---\nIs it tidy?\n`);
    const { exitCode } = await sweepHere(tree.root, "--timeout", "1");
    expect(exitCode).toBe(1);
    const reasons = runsOf(tree.root).map(({ failure_reason: why }) => why);
    expect(reasons).toEqual(Array(3).fill("timeout: the checks were not done within 1 s: raise --timeout"));
  });

  it("judges the others where one note was changed meanwhile", async () => {
    const { root, sweep } = makeTree({ words: ["--touch=notes/n1.md", "{notes}"] });
    const { exitCode, stdout } = await sweep();
    expect(exitCode).toBe(1);
    expect(decisionsIn(stdout)).toEqual({ "notes/n2.md": passed, "notes/n3.md": passed });
    const [failed] = runsOf(root, "status = 'failed'");
    expect(failed).toMatchObject({
      note_path: "notes/n1.md",
      failure_reason: expect.stringContaining("was changed meanwhile, run it again"),
      debug_log: expect.stringContaining("a file that 1 of them depend on was changed meanwhile"),
    });
  });

  it("judges none where an input of the gate was changed meanwhile", async () => {
    const more = "inputs: [rules.json]\n";
    const { root, write } = makeTree({ words: ["--touch=rules.json", "{notes}"], more });
    write("rules.json", "{}\n");
    await sweepHere(root);
    expect(runsOf(root).map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
  });

  it("is shown as it is by a dry run and by the question for consent, and not started", async () => {
    const { sweep, review, started } = makeTree({ notes: 2 });
    const plan = await sweep("--dry-run");
    const batches = JSON.parse(plan.stdout).batches;
    expect(batches).toHaveLength(1);
    expect(batches[0].text).toMatch(/^form\/lint: \S+ \S+find-bad\.mjs \.\/notes\/n1\.md \.\/notes\/n2\.md$/);
    const refused = await review("sweep", "--all-gates", "--runner", "checks");
    expect(refused.exitCode).toBe(3);
    const trust = await review("trust");
    expect(trust.stdout + trust.stderr).toContain("find-bad.mjs '{notes}'\n");
    expect(started()).toEqual([]);
  });

  it("passes with 0, and what it printed beside is told and kept", async () => {
    const { write, review } = makeTree({ notes: 2 });
    const script = "console.log(process.argv.at(-1))";
    const check = JSON.stringify([process.execPath, "-e", script, "--", "{notes}"]);
    write("gates/form/lint.md", `---\ncheck: ${check}\n---\nIs it tidy?\n`);
    const swept = await review("sweep", "--all-gates", "--runner", "checks", "--trust");
    expect(swept).toMatchObject({ exitCode: 0 });
    expect(swept.stderr).toMatch(/: 2 pass \(.*\); printed, and read as no finding: \.\/notes\/n\d\.md\n/);
    const kept = await review("show", "1", "--raw");
    expect(kept.stdout).toMatch(/ What it printed is no finding: \.\/notes\/n\d\.md\n/);
    write("notes/n1.md", "# Other\n");
    const bundled = await review("bundle", "notes/n1.md", "form/lint", "--runner", "checks", "--trust");
    expect(bundled).toMatchObject({ exitCode: 0 });
    expect(bundled.stderr).toContain("the check printed what is read as no finding: ./notes/n1.md\n");
  });

  it("is given the one note of a bundle, and as many of a sweep as are asked for", async () => {
    const { root, review, sweep, started } = makeTree({ notes: 5 });
    const args = ["bundle", "notes/n1.md", "form/lint", "--runner", "checks", "--trust"];
    expect(await review(...args)).toMatchObject({ exitCode: 0 });
    await sweep("--batch-size", "2", "--jobs", "1");
    expect(started()).toEqual([
      "./notes/n1.md",
      "./notes/n2.md ./notes/n3.md",
      "./notes/n4.md ./notes/n5.md",
    ]);
    rmSync(join(root, "started"));
  });
});
