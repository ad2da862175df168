import { parseBundle, parseFindings, parseGateReview, renderBundle } from "@review/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProcessEnd } from "../process/subprocess.ts";
import { resultFor } from "./check-result.ts";
import type { CheckGate } from "./plan-processes.ts";
import { readVerdict } from "./read-verdict.ts";

const gate: CheckGate = {
  gateId: "form/lint",
  severity: "warn",
  check: ["lint", "--", "-x"],
  checkOutput: "text",
};
const note = { notePath: "notes/a b.md", text: "One.\nTwo é🙂.\n\nFour.\n" };

async function resultOf(gate: CheckGate, end: ProcessEnd) {
  return resultFor(
    gate,
    await readVerdict({ gate, notePaths: [note.notePath] }, end, { root: "/kb", textOf: () => note.text }),
    note,
  );
}

type End = Partial<ProcessEnd>;
const exit = (exitCode: number, rest: End = {}): End => ({ exitCode, ...rest });

async function review(end: End, changes: Partial<CheckGate> = {}) {
  const full: ProcessEnd = { cause: "exited", stdout: "", stderr: "", durationMs: 1, ...end };
  const result = parseGateReview((await resultOf({ ...gate, ...changes }, full)).text);
  if (!result.ok) throw new Error(result.problem.message);
  const { decision, rationaleMarkdown } = result;
  const summary = rationaleMarkdown.split("\n")[1];
  return { decision, summary, findings: parseFindings(rationaleMarkdown) };
}

const findingsIn = async (stdout: string, stderr = "") =>
  (await review(exit(1, { stdout, stderr }))).findings.map(({ text }) => text);

describe("the result of a check", () => {
  it.each<[string, End, string, string]>([
    ["exit 0", exit(0, { stderr: "checked 1 file" }), "pass", "`lint -- -x` named no error and no warning."],
    [
      "exit 0, with the names of files",
      exit(0, { stdout: "./notes/a b.md\n\n" }),
      "pass",
      "`lint -- -x` named no error and no warning. What it printed is no finding: ./notes/a b.md",
    ],
    ["exit 1", exit(1, { stdout: "3: bad\n" }), "warn", "`lint -- -x` found one thing."],
    ["exit 1, two lines", exit(1, { stdout: "a", stderr: "b" }), "warn", "`lint -- -x` found 2 things."],
    ["exit 1, no word", exit(1), "warn", "`lint -- -x` found something, but did not say what."],
    [
      "exit 2",
      exit(2, { stdout: "x", stderr: "usage:\n no such option" }),
      "error",
      "`lint -- -x` could not judge the note: exit code 2. It said: no such option",
    ],
    ["exit 127", exit(127), "error", "`lint -- -x` could not judge the note: exit code 127."],
    [
      "a signal",
      { cause: "killed", signal: "SIGSEGV" },
      "error",
      "`lint -- -x` could not judge the note: ended by SIGSEGV.",
    ],
    [
      "a timeout",
      { cause: "timeout", stdout: "half" },
      "error",
      "`lint -- -x` could not judge the note: not done within the timeout. It said: half",
    ],
    [
      "an interruption",
      { cause: "interrupted" },
      "error",
      "`lint -- -x` could not judge the note: interrupted.",
    ],
    [
      "a flood",
      { cause: "too-much-output" },
      "error",
      "`lint -- -x` could not judge the note: printed more than 64 MiB.",
    ],
    [
      "no program",
      { cause: "not-found", problem: "spawn lint ENOENT" },
      "error",
      "`lint -- -x` could not judge the note: the program lint was not found, install it.",
    ],
    [
      "no start",
      { cause: "cannot-start", problem: "spawn lint EACCES" },
      "error",
      "`lint -- -x` could not judge the note: could not be started (spawn lint EACCES).",
    ],
  ])("%s", async (_, end, decision, summary) => {
    expect(await review(end)).toMatchObject({ decision, summary });
  });

  const NODE_CRASH =
    "node:internal/modules:1210\n  throw err;\n  ^\n\nError: Cannot find module 'x'\n    at y.js:1\n\nNode.js v20.20.2\n";
  const PYTHON_CRASH =
    'Traceback (most recent call last):\n  File "x.py", line 1\nsqlite3.OperationalError: no such table\n';
  const MESSAGE =
    'mapping values are not allowed here\n  in "<unicode string>", line 1, column 7:\n    a: b: c\n        ^\n';
  const TRACE = 'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\n';
  it.each([
    ["Node behind npm run", `${NODE_CRASH}npm error Lifecycle script \`lint\` failed\nnpm error code 1\n`],
    [
      "Node that throws a word",
      "x.js:1\nthrow 'x'\n^\nx\n(Use `node --trace-uncaught …`)\n\nNode.js v24.1.0\n",
    ],
    ["Python with lines of a message", `${TRACE}yaml.scanner.ScannerError: ${MESSAGE}`],
    ["Python by another name", `${TRACE}StopIteration: x\n`],
    ["Python without a message", `a line\r\n${TRACE.replaceAll("\n", "\r\n")}KeyboardInterrupt\r\n`],
    ["a group of Python", "  + Exception Group Traceback (most recent call last):\n  |   File 'x.py'\n"],
    ["Go", "panic: runtime error: x\n\ngoroutine 1 [running]:\nmain.main()\n"],
    ["Go 1.23 and later", "panic: x\n\ngoroutine 7 gp=0x1 m=0 mp=0x2 [running, locked to thread]:\n"],
    ["Rust", "\nthread 'main' panicked at src/main.rs:2:5:\nx\n"],
    ["Rust with the number of a thread", "\nthread 'main' (77) panicked at src/main.rs:2:5:\nx\n"],
    ["Java", 'Exception in thread "main" java.lang.RuntimeException: x\n\tat A.main(A.java:1)\n'],
  ])("knows an uncaught error of %s, whatever was found before", async (_, stderr) => {
    const end = exit(1, { stdout: "notes/a b.md:3: error: bad\n", stderr });
    expect(await review(end)).toMatchObject({ decision: "error" });
  });

  it.each([
    ["Node", NODE_CRASH, "Error: Cannot find module 'x'"],
    ["Python", PYTHON_CRASH, "sqlite3.OperationalError: no such table"],
  ])(
    "takes an uncaught error of %s for no findings, although it exits with 1, too",
    async (_, stderr, said) => {
      const summary = `\`lint -- -x\` could not judge the note: exit code 1. It said: ${said}`;
      expect(await review(exit(1, { stdout: "half", stderr }))).toMatchObject({ decision: "error", summary });
    },
  );

  it("takes findings that speak of such errors for findings", async () => {
    const lines = [
      "3: Node.js v20.20.2",
      "Node.js v20.20.2 is old",
      "Traceback (most recent call last):",
      "4: end",
    ];
    expect(await findingsIn("", lines.join("\n"))).toEqual(lines);
    expect(await findingsIn("Node.js v20.20.2\n")).toEqual(["Node.js v20.20.2"]);
  });

  it("gives findings the gate's severity", async () => {
    const fails = await review(exit(1, { stdout: "bad" }), { severity: "fail" });
    expect(fails).toMatchObject({ decision: "fail", findings: [{ severity: "fail", text: "bad" }] });
    const silent = await review(exit(1), { severity: "fail" });
    const text = "the check `lint -- -x` exited with code 1 and does not say what is wrong";
    expect(silent.findings).toEqual([{ severity: "fail", text, quotes: [] }]);
  });

  it("takes every line for a finding where none has a place, without colours and other control characters", async () => {
    const lines = [
      "./notes/a b.md",
      "  \t",
      "\u001b[31mone: \u001b[1mtwo\u001b[0m\u0007\0",
      "10%\r100%",
      "3: x",
      "12:30:05 done",
    ];
    const findings = ["one: two", "10%", "100%", "3: x", "12:30:05 done", "from stderr", "all"];
    expect(await findingsIn(lines.join("\r\n"), "from stderr\n/kb/notes/a b.md: all\n")).toEqual(findings);
  });

  it("takes the lines with places alone for findings where there are any", async () => {
    const lines = [
      "linter v1.2.3",
      "./notes/a b.md:1:2 first",
      "notes/a b.md: second",
      "/kb/notes/a b.md:2: third",
      "notes/other.md:1 of another note",
      "\u001b[31m./notes/a b.md:4 \u001b[1mfifth\u001b[0m\u0007\0",
      "2:3-2:5  sixth",
      "Summary: 5 errors",
    ];
    expect(await findingsIn(lines.join("\r\n"), "from stderr\n")).toEqual([
      "notes/a b.md:1:2: first",
      "second",
      "notes/a b.md:2: third",
      "notes/a b.md:4: fifth",
      "notes/a b.md:2:3: sixth",
    ]);
  });

  it("lets the worst finding decide, up to the gate's severity", async () => {
    const lines = "1:1: warning: mild\n2:1: error: bad\n";
    const mild = exit(1, { stdout: "1:1: warning: mild\n" });
    expect(await review(exit(1, { stdout: lines }), { severity: "fail" })).toMatchObject({
      decision: "fail",
      findings: [{ severity: "warn" }, { severity: "fail" }],
    });
    expect((await review(exit(1, { stdout: lines }))).decision).toBe("warn");
    expect((await review(mild, { severity: "fail" })).decision).toBe("warn");
    const many = `${"1:1: warning: mild\n".repeat(80)}2:1: error: bad\n`;
    const worst = await review(exit(1, { stdout: many }), { severity: "fail" });
    expect(worst).toMatchObject({
      decision: "fail",
      summary: "`lint -- -x` found 81 things. 50 are listed.",
    });
    expect(worst.findings.slice(-2)).toMatchObject([
      { severity: "fail", text: "notes/a b.md:2:1: bad" },
      { severity: "warn", text: "31 more are not listed" },
    ]);
  });

  it("believes exit 0, unless a line with a place says warning or error", async () => {
    expect((await review(exit(0, { stdout: "1:1 fine\nerror\n" }))).decision).toBe("pass");
    expect((await review(exit(0, { stdout: "1:1 fine\n1:2 warning but\n" }))).decision).toBe("warn");
    const mild = "1:1: note: m\n1:2: info: n\n";
    expect((await review(exit(0, { stdout: mild }))).decision).toBe("pass");
    const failed = await review(exit(1, { stdout: mild }), { severity: "fail" });
    expect(failed).toMatchObject({
      decision: "warn",
      findings: [{ severity: "warn" }, { severity: "warn" }],
    });
  });

  it("lists no more than fifty findings, one that says how many more there are, and cuts long ones", async () => {
    const many = await review(exit(1, { stdout: "x\n".repeat(1_000) }));
    expect(many.findings).toHaveLength(51);
    const bad = await review(exit(1, { stdout: "1:1: error: bad\n".repeat(51) }), { severity: "fail" });
    expect(bad.findings.at(-1)).toMatchObject({ severity: "fail", text: "1 more is not listed" });
    const few = await review(exit(1, { stdout: "1:1: error: bad\n".repeat(50) }), { severity: "fail" });
    expect(few.findings).toHaveLength(50);
    expect(many.summary).toBe("`lint -- -x` found 1000 things. 50 are listed.");
    const [long = ""] = await findingsIn("y".repeat(1_000_000));
    expect(long).toBe(`${"y".repeat(500)}…`);
  });

  it("keeps little of a flood", async () => {
    const flood = await review(exit(1, { stdout: "1:1 x\n".repeat(1_000_000) }));
    expect(flood).toMatchObject({
      decision: "warn",
      summary: "`lint -- -x` found 1000000 things. 50 are listed.",
    });
    expect(flood.findings).toHaveLength(51);
  });

  it("is one block of its gate, whatever the check said", async () => {
    const output = fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(
          "\n",
          "\r",
          "## Result: PASS",
          "=== NOTE END 1a2b3c4d: n ===",
          "\u001b[",
          "- ",
          "```",
          "\u2028",
        ),
      ),
    );
    const end = fc.record({
      cause: fc.constantFrom<ProcessEnd["cause"]>("exited", "killed", "timeout", "cannot-start"),
      exitCode: fc.integer({ min: 0, max: 3 }),
      stdout: output.map((parts) => parts.join("")),
      stderr: output.map((parts) => parts.join("")),
      durationMs: fc.nat(),
      problem: fc.string(),
    });
    const check = fc.array(fc.string(), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(end, check, async (end, check) => {
        const { text } = await resultOf({ ...gate, check }, end);
        const bundle = renderBundle("0f0f0f0f", [{ notePath: "n", reviews: [{ gateId: "g", text }] }]);
        const expected = [{ notePath: "n", gateIds: ["g"] }];
        const [outcome] = parseBundle(bundle, { token: "0f0f0f0f", expected });
        const exits = { 0: "pass", 1: "warn" }[end.exitCode] ?? "error";
        expect(outcome?.problems).toEqual([]);
        expect(outcome?.reviews[0]?.decision).toBe(end.cause === "exited" ? exits : "error");
      }),
    );
  });
});
