import { constants } from "node:buffer";
import { errorCode } from "@review/db/guards";

/** What was to be told, or was kept, is longer than a text of JavaScript can be: of JSON every control character takes six. */
export class TextTooLongError extends Error {
  override readonly name = "TextTooLongError";
  readonly code = "text-too-long";
  constructor(options?: ErrorOptions) {
    const longest = Math.floor(constants.MAX_STRING_LENGTH / 1_000_000);
    super(
      `this would be a text of more than ${longest} MB, which is too large to be told: ask for less`,
      options,
    );
  }
}

/** The error of anybody who made too long a text; undefined for any other. */
export function withoutEnd(error: unknown): TextTooLongError | undefined {
  // Of a text that is put together, and of bytes that become one.
  const isTooLong =
    (error instanceof RangeError && error.message === "Invalid string length") ||
    errorCode(error) === "ERR_STRING_TOO_LONG";
  return isTooLong ? new TextTooLongError({ cause: error }) : undefined;
}
