import { expect, it } from "vitest";
import { gitlab } from "../src/projections/gitlab.ts";
import { rdjsonl } from "../src/projections/rdjsonl.ts";
import { HOSTILE_REPORT, NOTE } from "./hostile-report.ts";

interface RdPosition {
  line: number;
  column: number;
}

interface Diagnostic {
  message: string;
  location: { path: string; range?: { start: RdPosition; end: RdPosition } };
  severity: string;
}

const diagnostics: Diagnostic[] = [...rdjsonl(HOSTILE_REPORT)].map((line) => {
  expect(line).toMatch(/^[^\r\n]+\n$/);
  return JSON.parse(line);
});

/** The words at a range, as reviewdog finds them: columns count bytes of UTF-8 from 1, the end is behind the last one. */
function wordsAt({ start, end }: { start: RdPosition; end: RdPosition }): string {
  const lines = NOTE.split(/(?<=\r\n|\n|\r(?!\n))/).map((line) => Buffer.from(line));
  const within = lines.slice(start.line - 1, end.line);
  const last = within.pop()?.subarray(0, end.column - 1) ?? Buffer.of();
  return Buffer.concat([...within, last])
    .subarray(start.column - 1)
    .toString();
}

it("rdjsonl counts columns in bytes", () => {
  const words = diagnostics.flatMap(({ location }) => (location.range ? wordsAt(location.range) : []));
  const long = "done.\r\nNext ]]> line\r`code`";
  expect(words).toEqual(["\u{1f600} done", long, long]);
});

it("rdjsonl has what the schema of a diagnostic names, and nothing else", () => {
  const known = ["message", "location", "severity", "source", "code", "related_locations"];
  for (const diagnostic of diagnostics) {
    expect(Object.keys(diagnostic).filter((key) => !known.includes(key))).toEqual([]);
    expect(diagnostic).toMatchObject({
      message: expect.stringMatching(/./),
      location: { path: expect.any(String) },
    });
    expect(["ERROR", "WARNING"]).toContain(diagnostic.severity);
  }
});

it("a GitLab Code Quality report has the six fields that GitLab needs, and no fingerprint twice", () => {
  const issues: Record<string, unknown>[] = JSON.parse([...gitlab(HOSTILE_REPORT)].join(""));
  expect(issues).toHaveLength(diagnostics.length);
  for (const issue of issues) {
    expect(issue).toEqual({
      description: expect.stringMatching(/./),
      check_name: expect.stringMatching(/./),
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      severity: expect.stringMatching(/^(?:major|minor)$/),
      location: { path: expect.any(String), lines: { begin: expect.any(Number), end: expect.any(Number) } },
    });
  }
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
});
