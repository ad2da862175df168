import { readFileSync, writeFileSync } from "node:fs";

/**
 * Replaces what stands in a document between two comments, which stay. Throws if they are not there.
 * @param {string} path
 * @param {readonly [start: string, end: string]} marks
 * @param {string} text
 */
export function writeMarkedSection(path, [start, end], text) {
  const page = readFileSync(path, "utf8");
  const [before, rest] = page.split(start);
  const [, after] = (rest ?? "").split(end);
  if (before === undefined || after === undefined) throw new Error(`${path} has no place for ${start}`);
  writeFileSync(path, `${before}${start}\n${text}\n${end}${after}`);
}
