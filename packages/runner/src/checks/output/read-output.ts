import type { CheckOutput } from "@review/corpus";
import type { CheckFinding } from "./check-finding.ts";
import { CheckOutputError, parseJsonPart } from "./json-part.ts";
import { parseEslint } from "./parse-eslint.ts";
import { parseRdjson, parseRdjsonl } from "./parse-rdjson.ts";
import { parseSarif } from "./parse-sarif.ts";

/**
 * The findings in what a check printed in a format made for that. Throws CheckOutputError, also while it is read, where the text
 * is not of that format; only `rdjsonl` may be empty.
 */
export function readFormat(format: Exclude<CheckOutput, "text">, output: string): Iterable<CheckFinding> {
  if (format === "rdjsonl") return parseRdjsonl(output);
  if (output.trim() === "")
    throw new CheckOutputError(`it printed nothing, where its gate expects ${format}`);
  const whole = parseJsonPart(format, output);
  switch (format) {
    case "sarif":
      return parseSarif(whole);
    case "rdjson":
      return parseRdjson(whole);
    case "eslint-json":
      return parseEslint(whole);
  }
}
