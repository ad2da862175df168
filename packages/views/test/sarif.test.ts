import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Ajv } from "ajv";
import type { Log, Region, Result } from "sarif";
import { describe, expect, it } from "vitest";
import { sarif } from "../src/projections/sarif.ts";
import type { ReportDocument } from "../src/report/report-document.ts";
import { HOSTILE_REPORT, largeReport, NOTE } from "./hostile-report.ts";

const schemaPath = fileURLToPath(
  import.meta.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
);
// It is of draft 4, and uses nothing of it that later drafts read in another way, but for the names of its head.
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaPath, "utf8"));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

function read(report: ReportDocument): Log {
  const text = [...sarif(report)].join("");
  const log: Log = JSON.parse(text);
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  checkForCodeScanning(log, text);
  return log;
}

/** What code scanning refuses or shows wrongly although the schema allows it. */
function checkForCodeScanning({ runs }: Log, text: string): void {
  expect(runs.length).toBeLessThanOrEqual(20);
  expect(gzipSync(text).length).toBeLessThan(10_000_000);
  const ids = runs.map(({ automationDetails }) => automationDetails?.id);
  expect(new Set(ids).size).toBe(runs.length);
  for (const { results = [], tool } of runs) {
    const { rules = [], name } = tool.driver;
    expect(name).toBe("review");
    expect(results.length).toBeLessThanOrEqual(25_000);
    expect(rules.length).toBeLessThanOrEqual(25_000);
    for (const { id, shortDescription, fullDescription, help, properties } of rules) {
      for (const said of [id, shortDescription?.text, fullDescription?.text, help?.text, help?.markdown]) {
        expect(said).toMatch(/./);
      }
      expect(shortDescription?.text.length).toBeLessThanOrEqual(1024);
      expect(properties?.tags ?? []).toEqual([]);
    }
    for (const result of results)
      checkResult(
        result,
        rules.map(({ id }) => id),
      );
  }
}

function checkResult(
  { message, ruleId, ruleIndex = -1, locations = [], ...result }: Result,
  rules: string[],
) {
  expect(message.text).toMatch(/./);
  expect(rules[ruleIndex]).toBe(ruleId);
  expect(locations.length + (result.relatedLocations?.length ?? 0)).toBeLessThanOrEqual(1000);
  expect(result.partialFingerprints?.primaryLocationLineHash).toMatch(/^[0-9a-f]{16}$/);
  const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
  expect(() => decodeURIComponent(artifactLocation?.uri ?? "%")).not.toThrow();
  expect(artifactLocation?.uri).toMatch(/^[^/:][^:\s]*$/);
  for (const field of ["startLine", "startColumn", "endLine", "endColumn"] as const) {
    expect(region?.[field]).toBeGreaterThanOrEqual(1);
  }
}

/** The words at a region, as a reader finds them that counts UTF-16 units in lines ended by LF, CRLF or CR. */
function wordsAt({ startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 }: Region): string {
  const lines = NOTE.split(/(?<=\r\n|\n|\r(?!\n))/);
  const within = lines.slice(startLine - 1, endLine);
  const last = within.pop()?.slice(0, endColumn - 1) ?? "";
  return [...within, last].join("").slice(startColumn - 1);
}

describe("SARIF", () => {
  it("has a run for each partition, what is waived in none of them, and what nobody judged in one of its own", () => {
    const { runs } = read(HOSTILE_REPORT);
    const told = runs.map(({ automationDetails, results = [], invocations = [] }) => [
      automationDetails?.id,
      results.map(({ level }) => level),
      invocations[0]?.toolExecutionNotifications?.length,
    ]);
    expect(told).toEqual([
      ["review/opus/", ["error", "warning", "warning"], 0],
      ["review/gpt-5-high/", ["warning"], 0],
      ["review/", [], 2],
    ]);
  });

  it("places each quote where its words stand, whatever stands before them", () => {
    const regions = read(HOSTILE_REPORT).runs.flatMap(({ results = [] }) =>
      results.flatMap(({ locations = [], relatedLocations = [] }) =>
        [...locations, ...relatedLocations].flatMap(({ physicalLocation }) => physicalLocation?.region ?? []),
      ),
    );
    const words = regions.filter(({ snippet }) => snippet).map(wordsAt);
    expect(words).toEqual([
      "\u{1f600} done",
      "pipe",
      "done.\r\nNext ]]> line\r`code`",
      "done.\r\nNext ]]> line\r`code`",
    ]);
  });

  it("leaves out what is more than code scanning takes, the mildest first, and says how much", {
    tags: ["slow"],
  }, () => {
    const { runs } = read(largeReport(25_010));
    expect(runs[0]?.results?.length).toBe(25_000);
    expect(runs[0]?.results?.filter(({ level }) => level === "error").length).toBe(12_505);
    expect(runs[0]?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toMatch(
      /^10 findings left out/,
    );
  });

  it("leaves out runs beyond the twentieth, and says how many findings they had", () => {
    const report = largeReport(23);
    const pairs = report.pairs.map((pair, index) => ({
      ...pair,
      modelId: `m${index}` as typeof pair.modelId,
    }));
    const { runs } = read({ ...report, pairs });
    expect(runs.length).toBe(20);
    expect(runs[0]?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toMatch(
      /^3 findings left out/,
    );
  });
});
