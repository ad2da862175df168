import type { JsonObject } from "@review/db/guards";
import { toOneLine } from "../one-line.ts";
import { objectOf, textOf } from "./json-fields.ts";

/** What of a tool's input says most about the call, in this order. */
const TELLING_INPUTS = ["file_path", "filePath", "path", "dir_path", "pattern", "command"];

/** A tool call in a few words: `Read notes/a.md`. */
export function describeToolUse({ name, input }: JsonObject): string {
  const given = objectOf(input);
  const telling = TELLING_INPUTS.flatMap((key) => textOf(given[key]) ?? []);
  return toOneLine([textOf(name) ?? "tool", ...telling].join(" "), 160);
}
