import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UnknownRunnerError } from "@review/runner";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expectRefusal, type Refusal } from "@review/test-kit/refusal.ts";
import { runBin } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { codeOfFailure, ReviewerError } from "../src/reviewing/require-runner.ts";
import { nestedHere } from "./nested-here.ts";

const GATES = "kb/instructions/review-gates";
const REVIEWER = ["--runner", "codex", "--model", "gpt-5.4"];

function makeBrokenTree() {
  const { root } = makeKnowledgeBase({
    "kb/notes/latin1.md": Uint8Array.of(0x23, 0x20, 0xe9, 0x0a),
    "kb/notes/empty.md": "",
    [`${GATES}/odd/broken.md`]: "---\na: [b\n---\n# Broken\n",
    [`${GATES}/rare/rare.md`]: "---\nrequires_trait: rare\n---\n# Rare\n",
  });
  const outside = scratchFolder();
  writeFileSync(join(outside, "note.md"), "# Not ours\n");
  symlinkSync(join(outside, "note.md"), join(root, "kb/notes/linked-out.md"));
  return root;
}

const usage = (code: string, message: string | RegExp): Refusal => ({ exitCode: 2, code, message });

describe("bundle refuses", () => {
  it.each<[note: string, gates: string, reviewer: string[], Refusal]>([
    [
      "kb/notes/aa.md",
      "prose",
      REVIEWER,
      usage("note-not-found", /^note kb\/notes\/aa\.md does not exist; /),
    ],
    ["../x.md", "prose", REVIEWER, usage("note-outside-root", /^note \.\.\/x\.md is outside the root /)],
    ["/etc/hosts", "prose", REVIEWER, usage("note-outside-root", /^note \/etc\/hosts is outside the root /)],
    ["kb/notes/linked-out.md", "prose", REVIEWER, usage("note-outside-root", / is outside the root /)],
    ["kb/notes/latin1.md", "prose", REVIEWER, usage("note-not-utf8", / is not UTF-8 \(line 1, column 3\); /)],
    ["kb/notes/empty.md", "prose", REVIEWER, usage("note-empty", / is empty; /)],
    ["kb/notes/a.md", "prose/clarty", REVIEWER, usage("unknown-gate", /; did you mean prose\/clarity\?$/)],
    ["kb/notes/a.md", "rare", REVIEWER, usage("usage", /^no gate applies to kb\/notes\/a\.md: /)],
    ["kb/notes/a.md", "odd", REVIEWER, usage("gate-invalid", /^gate odd\/broken .+ not YAML/)],
    ["kb/notes/a.md", "prose", ["--model", "opus"], usage("usage", /^no runner was named: /)],
    ["kb/notes/a.md", "prose", ["--runner", "codex"], usage("usage", /^no model was named: /)],
    [
      "kb/notes/a.md",
      "prose",
      ["--runner", "codex", "--model", ""],
      usage("usage", "--model is empty: name one"),
    ],
    [
      "kb/notes/a.md",
      "prose",
      ["--runner", "codexx", "--model", "opus"],
      usage(
        "unknown-runner",
        /^no runner is called "codexx": did you mean codex\? use one of checks, api, claude-code, codex, gemini-cli, opencode, or add it /,
      ),
    ],
    ["kb/notes/a.md", "prose", ["--runner", "checks"], usage("usage", /^the runner checks can judge none /)],
    [
      "kb/notes/a.md",
      "prose",
      ["--runner", "checks", "--model", "opus"],
      usage("usage", /^the runner checks judges without a model: /),
    ],
  ])("%s %s %j", async (note, gates, reviewer, refusal) => {
    const root = makeBrokenTree();
    await expectRefusal(nestedHere, root, ["bundle", note, gates, ...reviewer], refusal);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it("a model name of which no partition can be made", async () => {
    const root = makeBrokenTree();
    const environment = { PATH: process.env.PATH ?? "" };
    const config = { runners: { node: { command: [process.execPath, "-e", ""] } } };
    writeFileSync(join(root, "review.config.json"), JSON.stringify(config));
    const args = ["bundle", "kb/notes/a.md", "prose", "--runner", "node", "--model", "?!"];
    const refusal = usage("invalid-model", /^"\?!" is not a model name: /);
    await expectRefusal(nestedHere, root, args, refusal, { environment });
  });

  it("a runner that is not installed, with exit code 3", async () => {
    const root = makeBrokenTree();
    const config = { runners: { none: { command: ["no-such-program-here"] } } };
    writeFileSync(join(root, "review.config.json"), JSON.stringify(config));
    const args = ["bundle", "kb/notes/a.md", "prose", "--runner", "none", "--model", "opus"];
    const message = /^the program no-such-program-here of the runner none was not found: /;
    await expectRefusal(nestedHere, root, args, { exitCode: 3, code: "not-installed", message });
    expect(existsSync(join(root, ".review"))).toBe(false);
  });
});

describe("sweep refuses", () => {
  it.each<[args: string[], Refusal]>([
    [["--all-gates", ...REVIEWER], usage("gate-invalid", /^gate odd\/broken /)],
    [[...REVIEWER], usage("usage", /^name the gates or lenses, or give --all-gates /)],
    [["prose", "--all-gates", ...REVIEWER], usage("usage", "name gates, or give --all-gates, not both")],
    [["zzz", ...REVIEWER], usage("unknown-gate", /^no gate or lens is called "zzz"; /)],
    [
      ["prose", "--runner", "codexx", "--model", "m"],
      usage("unknown-runner", /^no runner is called "codexx": /),
    ],
    [["prose", "--note", "kb/notes/aa.md", ...REVIEWER], usage("note-not-found", / does not exist; /)],
    [["prose", "--note", "../x.md", ...REVIEWER], usage("note-outside-root", / is outside the root /)],
    [
      ["prose", "--where", "status", ...REVIEWER],
      usage("invalid-condition", /^"status" is not a condition; /),
    ],
  ])("%j", async (args, refusal) => {
    const root = makeBrokenTree();
    await expectRefusal(nestedHere, root, ["sweep", ...args], refusal);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });
});

describe("the process", () => {
  it("says it in one line and leaves no trace", async () => {
    const root = makeBrokenTree();
    const args = ["bundle", "kb/notes/latin1.md", "prose", ...REVIEWER];
    expect(await runBin("review-nested", args, { cwd: root })).toEqual({
      stdout: "",
      stderr: "error: note kb/notes/latin1.md is not UTF-8 (line 1, column 3); save it as UTF-8\n",
      exitCode: 2,
    });
    expect(await runBin("review-nested", ["--version"], { cwd: root })).toMatchObject({
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });
});

describe("errors of the runners", () => {
  it("have one line and a code", () => {
    expect(new UnknownRunnerError("x", ["checks"])).toMatchObject({
      code: "unknown-runner",
      message: expect.stringMatching(/^[^\n]+$/),
    });
    expect(new ReviewerError("auth", "log in")).toMatchObject({ code: "auth", message: "log in" });
  });

  it.each([
    ["not-installed", "not-installed"],
    ["auth", "auth"],
    ["interrupted", "interrupted"],
    ["timeout", "run-failed"],
    ["bad-answer", "run-failed"],
  ] as const)("%s counts as %s", (how, code) => {
    expect(codeOfFailure(how)).toBe(code);
  });
});
