import { describe, expect, it } from "vitest";
import { forEachClient } from "./client-versions.mjs";
import { countFailed, listResults, readResults, tabulateResults } from "./results.mjs";

const versions = (claude: string, codex: string) => ({
  ...forEachClient(() => ({ version: "1.0.0" })),
  claude: { version: claude },
  codex: { version: codex },
});
const NEWEST = versions("2.1.332", "0.171.0");
const PINNED = versions("2.1.197", "0.169.0");

function report(...tests: [titles: string[], status: string][]) {
  const assertionResults = tests.map(([titles, status]) => ({
    ancestorTitles: titles.slice(0, -1),
    title: titles.at(-1) ?? "",
    status,
  }));
  return { testResults: [{ name: "some.clients.ts", message: "", assertionResults }] };
}

const RESULTS = [
  ...readResults(
    report(
      [["'claude-code'", "fails in scenario 'cut'"], "failed"],
      [["codex", "with a note", "ok"], "passed"],
    ),
    NEWEST,
  ),
  ...readResults(report([["claude-code", "fails in scenario cut"], "passed"]), PINNED),
];

describe("the results of the tests with real clients", () => {
  it("are told by client, version and scenario", () => {
    expect(RESULTS).toEqual([
      { client: "claude", version: "2.1.332", scenario: "fails in scenario cut", result: "failed" },
      { client: "codex", version: "0.171.0", scenario: "with a note: ok", result: "passed" },
      { client: "claude", version: "2.1.197", scenario: "fails in scenario cut", result: "passed" },
    ]);
    expect(countFailed(RESULTS)).toBe(1);
  });

  it("are a list for a terminal", () => {
    expect(listResults(RESULTS)).toEqual([
      "claude  2.1.332  failed  fails in scenario cut",
      "codex   0.171.0  passed  with a note: ok",
      "claude  2.1.197  passed  fails in scenario cut",
    ]);
  });

  it("are a table of scenarios and versions for a page", () => {
    expect(tabulateResults(RESULTS)).toEqual([
      "| scenario | claude 2.1.197 | claude 2.1.332 | codex 0.171.0 |",
      "| --- | --- | --- | --- |",
      "| fails in scenario cut | passed | **failed** |  |",
      "| with a note: ok |  |  | passed |",
    ]);
  });

  it("count what was skipped as not passed", () => {
    expect(countFailed(readResults(report([["codex", "x"], "skipped"]), NEWEST))).toBe(1);
  });

  it.each([
    ["no tests", { testResults: [] }, /no test with a real client was found/],
    [
      "a file that could not be loaded",
      { testResults: [{ name: "a.clients.ts", message: "no clients", assertionResults: [] }] },
      /a\.clients\.ts could not be run: no clients/,
    ],
    [
      "a test of nobody",
      report([["links", "x"], "passed"]),
      /below the name of its runner, not below "links"/,
    ],
  ])("are refused with %s", (_what, wrong, message) => {
    expect(() => readResults(wrong, NEWEST)).toThrow(message);
  });
});
