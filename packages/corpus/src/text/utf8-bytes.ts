/** True when UTF-8 bytes hold nothing but white space (a byte order mark counts as such). */
export function isBlank(bytes: Buffer): boolean {
  // Almost every note shows ink in its first byte; only one without any ASCII needs decoding.
  return !bytes.some((byte) => byte > 0x20 && byte < 0x7f) && bytes.toString("utf8").trim() === "";
}

/** Offset, from 0, at which bytes stop being UTF-8: of the first byte of the character that is wrong or cut short. */
export function findFirstInvalidByte(bytes: Uint8Array): number {
  let sound = 0;
  let broken = bytes.length;
  while (broken - sound > 1) {
    const middle = Math.floor((sound + broken) / 2);
    if (decodeStart(bytes.subarray(0, middle)) === undefined) broken = middle;
    else sound = middle;
  }
  return Buffer.byteLength(decodeStart(bytes.subarray(0, sound)) ?? "");
}

// The text of the whole characters, or undefined if something other than a missing end is wrong.
function decodeStart(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}

/** Where a byte is: line and column, 1-based, the column in UTF-16 units. What stands before it must be UTF-8. */
export function placeOfByte(bytes: Buffer, offset: number): { line: number; column: number } {
  const before = bytes.toString("utf8", 0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
