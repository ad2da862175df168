import { createHash } from "node:crypto";
import { jsonText } from "../printed/json-text.ts";
import type { ReportDocument } from "../report/report-document.ts";
import { withoutLinks } from "./markdown-text.ts";
import { identityOf, judgeOf, type ToldItem, toldItems } from "./told-items.ts";

/** A GitLab Code Quality report: what it needs of the Code Climate format, and nothing else. */
export function* gitlab(report: ReportDocument): Generator<string> {
  const numbers = new Map<string, number>();
  let before = "[";
  for (const item of toldItems(report)) {
    yield `${before}\n${jsonText(toIssue(item, fingerprintOf(item, numbers)))}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

function toIssue({ pair, level, message, place }: ToldItem, fingerprint: string): object {
  return {
    description: withoutLinks(`${message} (${judgeOf(pair)})`),
    check_name: pair.gateId,
    fingerprint,
    severity: level === "error" ? "major" : "minor",
    location: { path: pair.notePath, lines: { begin: place?.startLine ?? 1, end: place?.endLine ?? 1 } },
  };
}

/** Of two issues with one fingerprint GitLab shows one; and two models may have found the very same. `numbers` has how many there are of each. */
function fingerprintOf(item: ToldItem, numbers: Map<string, number>): string {
  const [modelId, identity] = [item.pair.modelId ?? "", identityOf(item)];
  const name = JSON.stringify([modelId, identity]);
  const number = numbers.get(name) ?? 0;
  numbers.set(name, number + 1);
  return createHash("sha256")
    .update(JSON.stringify([modelId, identity, number]))
    .digest("hex");
}
