import type { ExecutionData, Telemetry } from "@review/db";
import { checkFields, telemetryProblem } from "@review/db/check-fields";
import { InvalidInputError } from "./errors.ts";
import { jsonProblem } from "./json-problem.ts";

/** What the ledger keeps of a raw bundle and of a debug log, in UTF-8 bytes. */
export const RAW_BUNDLE_LIMIT = 8 * 1024 * 1024;
export const DEBUG_LOG_LIMIT = 1024 * 1024;

/** Throws InvalidInputError for telemetry with a known key of another kind or that JSON cannot hold, or for other texts. */
export function checkExecutionData(data: ExecutionData): void {
  checkFields(data, "executionData", { telemetry: "object?", rawBundleMarkdown: "text?", debugLog: "text?" });
  const { telemetry } = data;
  if (telemetry === undefined) return;
  const problem = telemetryProblem(telemetry) ?? jsonProblem(telemetry);
  if (problem) throw new InvalidInputError(`the telemetry cannot be kept: ${problem}`);
}

/**
 * Execution data as it will be kept: telemetry merged key by key over what the run already has (so that a
 * later attach cannot lose the requested model), long texts cut in the middle.
 */
export function mergeExecutionData(data: ExecutionData, existing: Telemetry | undefined): ExecutionData {
  const kept: ExecutionData = {};
  if (data.telemetry) kept.telemetry = { ...existing, ...withoutUndefined(data.telemetry) };
  if (data.rawBundleMarkdown !== undefined)
    kept.rawBundleMarkdown = cutMiddle(data.rawBundleMarkdown, RAW_BUNDLE_LIMIT);
  if (data.debugLog !== undefined) kept.debugLog = cutMiddle(data.debugLog, DEBUG_LOG_LIMIT);
  return kept;
}

function withoutUndefined(telemetry: Telemetry): Telemetry {
  return Object.fromEntries(Object.entries(telemetry).filter(([, value]) => value !== undefined));
}

/** A text of at most `limit` UTF-8 bytes: head and tail, with a line between that says how much was cut. */
export function cutMiddle(text: string, limit: number): string {
  checkFields({ text, limit }, "cutMiddle", { text: "name", limit: "amount" });
  if (text.length * 3 <= limit) return text;
  const bytes = Buffer.from(text);
  if (bytes.length <= limit) return text;
  const mark = (cut: number) => `\n[… ${cut} bytes cut …]\n`;
  const room = limit - Buffer.byteLength(mark(bytes.length));
  const head = bytes.subarray(0, characterStart(bytes, Math.floor(room / 2)));
  const tail = bytes.subarray(characterStart(bytes, bytes.length - Math.floor(room / 2) + 3));
  return `${head}${mark(bytes.length - head.length - tail.length)}${tail}`;
}

/** The nearest offset at or before `offset` that does not split a character. */
function characterStart(bytes: Buffer, offset: number): number {
  let start = offset;
  // UTF-8 continuation bytes are 10xxxxxx.
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
