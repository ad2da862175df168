import { expect, it } from "vitest";
import type { ProcessEnd } from "../process/subprocess.ts";
import { resultFor } from "./check-result.ts";
import type { CheckGate } from "./plan-processes.ts";
import { readVerdict } from "./read-verdict.ts";

const gate: CheckGate = { gateId: "form/lint", severity: "warn", check: ["lint"], checkOutput: "text" };
const note = { notePath: "notes/a b.md", text: "One.\nTwo é🙂.\n\nFour.\n" };

async function resultOf(gate: CheckGate, end: ProcessEnd) {
  return resultFor(
    gate,
    await readVerdict({ gate, notePaths: [note.notePath] }, end, { root: "/kb", textOf: () => note.text }),
    note,
  );
}

it("gives its findings the words they are about", async () => {
  const stdout = "2:5-2:6 warning short\n2:5 line\n4 \n3:1 blank line\n99:1 no such line\n2:99 behind\n";
  const full: ProcessEnd = { cause: "exited", exitCode: 1, stdout, stderr: "", durationMs: 1 };
  const { findings } = await resultOf(gate, full);
  const words = findings.map(({ message, quotes }) => [
    message,
    ...quotes.map(({ start, end }) => note.text.slice(start, end)),
  ]);
  expect(words).toEqual([
    ["short", "é"],
    ["line", "é🙂."],
    ["blank line", "\n"],
    ["no such line"],
    ["behind", "Two é🙂."],
  ]);
});

it("does not take the note's own words for the tool's, in a gate that fails", async () => {
  const decisionOf = async (text: string, stdout: string, exitCode = 1) => {
    const verdict = await readVerdict(
      { gate: { ...gate, severity: "fail" }, notePaths: [note.notePath] },
      { cause: "exited", exitCode, stdout, stderr: "", durationMs: 1 },
      { root: "/kb", textOf: () => text },
    );
    return resultFor({ ...gate, severity: "fail" }, verdict, { ...note, text });
  };
  const quoted = await decisionOf("One.\ninfo: TODO\n", `${note.notePath}:2:info: TODO\n`);
  expect(quoted.decision).toBe("fail");
  expect((await decisionOf("One.\n", `${note.notePath}:2:info: TODO\n`)).decision).toBe("warn");
  const displaced = await decisionOf("TODO write\n1:1 info: TODO\n", "TODO write\n1:1 info: TODO\n");
  expect(displaced.findings.map(({ severity, message }) => [severity, message])).toEqual([
    ["fail", "TODO write"],
    ["fail", "1:1 info: TODO"],
  ]);
  // Of a tool that is content, what it calls a warning counts, though the note says the same.
  expect((await decisionOf("1:1 error: x\n", "1:1 error: x\n", 0)).decision).toBe("fail");
});

it("cleans the words of tools, and names the rule", async () => {
  const diagnostics = [
    { message: "a\nb \u001b[31mred\u001b[0m\0 \ud800", code: { value: "R1" } },
    { message: "R2 is broken", code: { value: "R2" }, suggestions: [{ text: " " }] },
    { message: " \u200b", suggestions: [{ text: "\u001b[2Jmend it" }] },
    { message: "x".repeat(100_000) },
  ];
  const stdout = JSON.stringify({ diagnostics });
  const full: ProcessEnd = { cause: "exited", exitCode: 1, stdout, stderr: "", durationMs: 1 };
  const { findings, text } = await resultOf({ ...gate, checkOutput: "rdjson" }, full);
  const unsaid = `the check \`${gate.check.join(" ")}\` exited with code 1 and does not say what is wrong`;
  expect(findings.map(({ message, suggestion }) => [message, suggestion])).toEqual([
    ["a b red \ufffd (R1)", undefined],
    ["R2 is broken", undefined],
    [unsaid, "mend it"],
    [`${"x".repeat(500)}…`, undefined],
  ]);
  expect(text).toContain(`- WARN: ${unsaid} Suggestion: mend it\n`);
});

it("gives findings of SARIF by offsets their words and lines", async () => {
  const region = (charOffset: number, charLength?: number) => ({
    message: { text: "m" },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: note.notePath }, region: { charOffset, charLength } },
      },
    ],
  });
  const results = [
    region(9, 2),
    region(9),
    region(9, 1),
    region(4, 1),
    region(10, 1),
    region(99, 1),
    region(-1),
  ];
  const words = async (columnKind?: string) => {
    const run = { tool: { driver: { name: "x" } }, columnKind, results };
    const stdout = JSON.stringify({ version: "2.1.0", runs: [run] });
    const full: ProcessEnd = { cause: "exited", exitCode: 1, stdout, stderr: "", durationMs: 1 };
    const { findings, text } = await resultOf({ ...gate, checkOutput: "sarif" }, full);
    const shown = findings.map(({ quotes }) =>
      quotes.map(({ start, end }) => note.text.slice(start, end)).join(),
    );
    return [shown, text.match(/b\.md:[\d:]+/g)];
  };
  expect(await words()).toEqual([
    ["é", "é🙂.", "é", "One.", "🙂.", "", ""],
    ["b.md:2:5:", "b.md:2:5:", "b.md:2:5:", "b.md:1:1:", "b.md:2:6:"],
  ]);
  expect((await words("unicodeCodePoints"))[0]).toEqual(["é🙂", "é🙂.", "é", "One.", "🙂", "", ""]);
});
