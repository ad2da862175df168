import { createHash } from "node:crypto";
import { jsonText } from "../printed/json-text.ts";
import type { ReportDocument } from "../report/report-document.ts";
import { identityOf, judgeOf, type ToldItem, toldItems } from "./told-items.ts";

/** A GitLab Code Quality report: what it needs of the Code Climate format, and nothing else. */
export function* gitlab(report: ReportDocument): Generator<string> {
  const taken = new Set<string>();
  let before = "[";
  for (const item of toldItems(report)) {
    yield `${before}\n${jsonText(toIssue(item, freeFingerprint(item, taken)))}`;
    before = ",";
  }
  yield before === "[" ? "[]\n" : "\n]\n";
}

function toIssue({ pair, level, message, place }: ToldItem, fingerprint: string): object {
  return {
    description: `${message} (${judgeOf(pair)})`,
    check_name: pair.gateId,
    fingerprint,
    severity: level === "error" ? "major" : "minor",
    location: { path: pair.notePath, lines: { begin: place?.startLine ?? 1, end: place?.endLine ?? 1 } },
  };
}

/** Of two issues with one fingerprint GitLab shows one; and two models may have found the very same. */
function freeFingerprint(item: ToldItem, taken: Set<string>): string {
  for (let number = 0; ; number += 1) {
    const named = JSON.stringify([item.pair.modelId ?? "", identityOf(item), number]);
    const fingerprint = createHash("sha256").update(named).digest("hex");
    if (taken.has(fingerprint)) continue;
    taken.add(fingerprint);
    return fingerprint;
  }
}
