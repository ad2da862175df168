import { expect, it } from "vitest";
import { describeFinding } from "./describe-finding.ts";

it.each<[found: Partial<Parameters<typeof describeFinding>[0]>, line: string]>([
  [{ severity: "fail", isNew: true }, "FAIL: one and two"],
  [{ severity: "warn" }, "WARN: one and two"],
  [{ severity: "warn", isNew: false }, "WARN again: one and two"],
  [{ severity: "fail", isNew: false, wasSeverity: "warn" }, "FAIL, was WARN: one and two"],
  [{ severity: "warn", isNew: false, wasSeverity: "fail" }, "WARN, was FAIL: one and two"],
])("a finding of %j on one line", (found, line) => {
  const message = "one\n  and \u001b[31mtwo";
  expect(describeFinding({ severity: "warn", message, quotes: [], ...found })).toBe(line);
});
