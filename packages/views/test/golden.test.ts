import { fileURLToPath } from "node:url";
import { checkDocument } from "@review/test-kit/documents.ts";
import { expect, it } from "vitest";
import { printable } from "../src/printed/printable.ts";
import { REPORT_FORMATS, type ReportFormat } from "../src/projections/formats.ts";
import { PROJECTIONS } from "../src/projections/projections.ts";
import { HOSTILE_REPORT } from "./hostile-report.ts";

const write = (format: ReportFormat, report = HOSTILE_REPORT) => [...PROJECTIONS[format](report)].join("");
const EMPTY = { toolVersion: "1.2.3", gates: [], pairs: [] };

it.each(REPORT_FORMATS)("%s is as it was looked at", async (format) => {
  const golden = fileURLToPath(new URL(`golden/${format}.txt`, import.meta.url));
  await expect(write(format)).toMatchFileSnapshot(golden);
});

it.each(["text", "json", "sarif", "github", "rdjsonl", "gitlab", "markdown"] as const)(
  "%s has nothing that acts on a terminal, but for the names of files",
  (format) => {
    const pairs = HOSTILE_REPORT.pairs.slice(0, 4);
    const text = write(format, { ...HOSTILE_REPORT, pairs });
    expect(printable(text)).toBe(text);
  },
);

it.each(["sarif", "junit", "rdjsonl", "gitlab", "markdown"] as const)(
  "%s has no link, image, tag or mention of anybody's, whoever shows it as Markdown",
  (format) => {
    const text = write(format);
    expect(text).toContain("evil.example");
    expect(text).not.toMatch(/\]\(|\]:|\]\[|:\/\/evil|www\.evil|@user| #12|(?:<|&lt;)(?:img|https)/);
  },
);

it("rdjsonl gives no gate an id that is a tag or an address between < and >", () => {
  const [pair] = HOSTILE_REPORT.pairs;
  if (!pair) throw new Error("no pair");
  const ids = ["img src=/\\evil.example/x.png", "http:evil.example/x", "!--/x", "prose/\u00e9-1"];
  const text = write("rdjsonl", { ...EMPTY, pairs: ids.map((gateId) => ({ ...pair, gateId })) });
  const codes = text.split("\n").flatMap((line) => (line === "" ? [] : JSON.parse(line).code.value));
  expect([...new Set(codes)]).toEqual([
    ...ids.slice(0, 3).map((id) => `\u200b${id.replace("!", "!\u200b")}`),
    ids[3],
  ]);
});

it("the JSON is as its schema says", () => {
  checkDocument("NestedDocuments", ["format"], JSON.parse(write("json")));
  checkDocument("NestedDocuments", ["format"], JSON.parse(write("json", EMPTY)));
});

it.each(REPORT_FORMATS)(
  "%s tells as an error of what nobody could look at, though no pair is of it",
  (format) => {
    const unseen = [{ notePath: "notes/x\ny", message: "is hidden\n::error::no" }];
    const text = write(format, { ...EMPTY, unseen });
    expect(text).toContain("is hidden");
    expect(text).not.toMatch(/^::error::/m);
    const marks: Partial<Record<ReportFormat, string>> = {
      github: "::error file=notes/x%0Ay,",
      gitlab: '"severity":"major"',
      rdjsonl: '"severity":"ERROR"',
      junit: '<error type="unread"',
      sarif: '"uri":"notes/x%0Ay"',
      markdown: "0 pairs looked at: 1 note not looked at.",
    };
    expect(text).toContain(marks[format] ?? "notes/x");
  },
);

it.each<[ReportFormat, string]>([
  ["text", ""],
  ["rdjsonl", ""],
  ["gitlab", "[]\n"],
  ["github", ""],
  ["markdown", "## Review\n\n0 pairs looked at: nothing to mend.\n"],
  [
    "junit",
    '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="review" tests="0" failures="0" errors="0">\n</testsuites>\n',
  ],
])("%s of nothing is %j", (format, text) => {
  expect(write(format, EMPTY)).toBe(text);
});
