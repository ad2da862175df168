import { type CheckFinding, positionIn } from "./check-finding.ts";
import type { JsonPart } from "./json-part.ts";

/** What `eslint --format json` prints: files, each with messages. Columns count UTF-16, ends stand behind the last character. */
export function* parseEslint(files: JsonPart): Generator<CheckFinding, void> {
  for (const file of files.items()) {
    const path = file.key("filePath").text();
    for (const message of file.key("messages").items()) {
      yield {
        severity: severityOf(message.key("severity")),
        message: message.key("message").text(),
        rule: message.maybe("ruleId")?.text(),
        suggestion: message.maybe("suggestions")?.items()[0]?.maybe("desc")?.text(),
        path,
        start: positionIn(message, "line", "column"),
        end: positionIn(message, "endLine", "endColumn"),
        unit: "utf16",
      };
    }
  }
}

function severityOf(part: JsonPart): "warn" | "fail" {
  const severity = part.number();
  if (severity !== 1 && severity !== 2) throw part.refusal("1 or 2");
  return severity === 2 ? "fail" : "warn";
}
