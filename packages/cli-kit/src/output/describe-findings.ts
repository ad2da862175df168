import { readFindings } from "@review/views";
import { oneLine } from "./text.ts";

/** The findings of a judgement, one line each, for people. */
export function describeFindings(rationaleMarkdown: string): string[] {
  return readFindings(rationaleMarkdown).map(({ text }) => oneLine(text));
}
