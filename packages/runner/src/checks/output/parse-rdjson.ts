import { type CheckFinding, positionIn } from "./check-finding.ts";
import { type JsonPart, parseJsonPart } from "./json-part.ts";

type Severity = CheckFinding["severity"];

/** A DiagnosticResult of reviewdog. Columns count bytes of UTF-8, ends stand behind the last character. */
export function* parseRdjson(result: JsonPart): Generator<CheckFinding, void> {
  const unsaid = severityOf(result.maybe("severity"));
  for (const diagnostic of result.key("diagnostics").items()) yield findingOf(diagnostic, unsaid);
}

/** A Diagnostic of reviewdog a line. Throws CheckOutputError for the first line that is none. */
export function* parseRdjsonl(output: string): Generator<CheckFinding, void> {
  let number = 0;
  for (const line of output.split("\n")) {
    number += 1;
    if (line.trim() !== "") yield findingOf(parseJsonPart("rdjsonl", line, number), undefined);
  }
}

function findingOf(diagnostic: JsonPart, unsaid: Severity): CheckFinding {
  const location = diagnostic.maybe("location");
  const range = location?.maybe("range");
  return {
    severity: severityOf(diagnostic.maybe("severity")) ?? unsaid,
    message: diagnostic.key("message").text(),
    rule: diagnostic.maybe("code")?.maybe("value")?.text(),
    suggestion: diagnostic.maybe("suggestions")?.items()[0]?.maybe("text")?.text(),
    path: location?.maybe("path")?.text(),
    start: positionIn(range?.maybe("start"), "line", "column"),
    end: positionIn(range?.maybe("end"), "line", "column"),
    unit: "utf8",
  };
}

const SEVERITIES = new Map<unknown, Severity>([
  ["ERROR", "fail"],
  ["WARNING", "warn"],
  ["INFO", "note"],
  ["UNKNOWN_SEVERITY", undefined],
]);
/** The same as numbers, which JSON of protocol buffers may have. */
const NAMES = ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"];

function severityOf(part: JsonPart | undefined): Severity {
  if (part === undefined) return undefined;
  const name = part.isNumber() ? NAMES[part.number()] : part.text();
  if (!SEVERITIES.has(name)) throw part.refusal("ERROR, WARNING or INFO");
  return SEVERITIES.get(name);
}
