import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { github } from "../src/projections/github.ts";
import type { ReportDocument } from "../src/report/report-document.ts";
import { HOSTILE, HOSTILE_REPORT, largeReport } from "./hostile-report.ts";

interface WorkflowCommand {
  name: string;
  properties: Record<string, string>;
  data: string;
}

/** Reads a log as the runner of GitHub Actions does: which commands it obeys, in both of its syntaxes, and which lines are text. */
function obey(log: string): { commands: WorkflowCommand[]; text: string[] } {
  const commands: WorkflowCommand[] = [];
  const text: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r\n|\n|\r/)) {
    const found = /^\s*::(?<name>[^ :]+)(?: (?<properties>.*?))?::(?<data>.*)$/.exec(line)?.groups;
    const old = /##\[(?<name>[^ \]]+)\s*(?<properties>[^\]]*)\](?<data>.*)$/.exec(line)?.groups;
    const { name = "", properties = "", data = "" } = found ?? old ?? {};
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
      else text.push(line);
    } else if (name === "stop-commands") stopped = data;
    else if (name === "") text.push(line);
    else commands.push({ name, properties: readProperties(properties), data: decoded(data, DATA) });
  }
  expect(stopped).toBeUndefined();
  return { commands, text };
}

const DATA: [string, string][] = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
];
const PROPERTY: [string, string][] = [["%3A", ":"], ["%2C", ","], ...DATA];
const decoded = (text: string, pairs: [string, string][]) =>
  pairs.reduce((all, [escaped, character]) => all.replaceAll(escaped, character), text);

function readProperties(text: string): Record<string, string> {
  const entries = text.split(",").filter(Boolean);
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf("=");
      return [entry.slice(0, at), decoded(entry.slice(at + 1), PROPERTY)];
    }),
  );
}

const read = (report: ReportDocument) => obey([...github(report)].join(""));

describe("workflow commands", () => {
  it("say of each finding what it is, and where", () => {
    const { commands } = read(HOSTILE_REPORT);
    expect(commands.map(({ name, properties: { file, line, col } }) => [name, file, line, col])).toEqual([
      ["error", "notes/a b.md", "3", "17"],
      ["error", "notes/\u00e9,:%\n\u0001\"'<`|@x.md", "1", undefined],
      ["error", "notes/\u00e9,:%\n\u0002\"'<`|@x.md", "1", undefined],
      ["warning", "notes/a b.md", "3", undefined],
      ["warning", "notes/a b.md", "1", undefined],
      ["warning", "notes/a b.md", "3", undefined],
    ]);
  });

  it("are the only ones that are obeyed, whatever anybody wrote", () => {
    const marks = [
      "::",
      "##[",
      "]",
      "add-mask",
      "stop-commands",
      "\n",
      "\r",
      "%0A",
      ",",
      "=",
      ":",
      " ",
      "a",
      HOSTILE,
    ];
    const hostile = fc.array(fc.constantFrom(...marks), { maxLength: 15 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(hostile, hostile, hostile, (message, notePath, gateId) => {
        const findings = [{ severity: "fail" as const, message, quotes: [] }];
        const pairs = [{ notePath, gateId, findings }];
        const { commands } = read({ toolVersion: "", gates: [], pairs });
        expect(commands.map(({ name, properties }) => [name, properties.file])).toEqual([
          ["error", notePath],
        ]);
        expect(Object.keys(commands[0]?.properties ?? {})).toEqual(["file", "line", "title"]);
      }),
    );
  });

  it("are ten errors and ten warnings, the rest is counted, and all of it is text", () => {
    const { commands, text } = read(largeReport(50));
    const count = (name: string) => commands.filter((command) => command.name === name).length;
    expect([count("error"), count("warning"), count("notice")]).toEqual([10, 10, 1]);
    expect(commands.at(-1)?.data).toMatch(/^30 left out here/);
    expect(text.filter((line) => line !== "")).toHaveLength(50);
  });
});
