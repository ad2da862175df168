import { parseFindings } from "@review/protocol";
import { oneLine } from "./text.ts";

/** The findings of a judgement, one line each, for people; a judgement without a list gives its first line of text. */
export function describeFindings(rationaleMarkdown: string): string[] {
  const findings = parseFindings(rationaleMarkdown).map(({ text }) => oneLine(text));
  if (findings.length > 0) return findings;
  const first = rationaleMarkdown.split("\n").find((line) => line.trim() !== "" && !line.startsWith("#"));
  return first === undefined ? [] : [oneLine(first)];
}
