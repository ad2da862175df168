import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { checkFields } from "../../check-fields.ts";

// https://www.sqlite.org/fileformat.html, 1.6: the pages of a b-tree.
const INTERIOR_TABLE = 5;
const LEAF_TABLE = 13;
const HEADER_BYTES = { [INTERIOR_TABLE]: 12, [LEAF_TABLE]: 8 };
const FILE_HEADER_BYTES = 100;
/** Of a schema of 1,000 things with 4 kB of text each, ten times over. */
const MOST_SCHEMA_PAGES = 10_000;

/**
 * Whether the schema of an SQLite file would never be read to its end: SQLite reads all of it before it answers anything,
 * so this is asked of the file's bytes. Pages that lead several times to the same page make endless rows of a few kB. Throws what the
 * file system says.
 */
export function isSchemaEndless(path: string): boolean {
  checkFields({ path }, "isSchemaEndless", { path: "text" });
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = fstatSync(descriptor);
    const header = Buffer.alloc(FILE_HEADER_BYTES);
    if (readSync(descriptor, header, 0, header.length, 0) < header.length) return false;
    // 65536 does not fit into two bytes, and is written as 1.
    const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    // No database then, which SQLite says itself.
    if (pageBytes < 512) return false;
    const seen = new Set<number>();
    let rowBytes = 0;
    const page = Buffer.alloc(pageBytes);
    for (const waiting = [1]; waiting.length > 0; ) {
      const number = waiting.pop() ?? 0;
      if (seen.has(number) || seen.size >= MOST_SCHEMA_PAGES) return true;
      seen.add(number);
      const at = (number - 1) * pageBytes;
      if (number === 0 || at >= size || readSync(descriptor, page, 0, pageBytes, at) < pageBytes) continue;
      const start = number === 1 ? FILE_HEADER_BYTES : 0;
      waiting.push(...childrenIn(page, start));
      // What does not fit into a page goes on in others, which may lead to each other, too.
      rowBytes += rowBytesIn(page, start);
      if (rowBytes > size) return true;
    }
    return false;
  } finally {
    closeSync(descriptor);
  }
}

/** The pages that a page of a table leads to; `start` is where its own header begins. */
function childrenIn(page: Buffer, start: number): number[] {
  if (page[start] !== INTERIOR_TABLE) return [];
  const branches = cellsIn(page, start, INTERIOR_TABLE).filter((at) => at + 4 <= page.length);
  return [page.readUInt32BE(start + 8), ...branches.map((at) => page.readUInt32BE(at))];
}

/** How long all rows of a page say that they are. */
const rowBytesIn = (page: Buffer, start: number): number =>
  page[start] === LEAF_TABLE
    ? cellsIn(page, start, LEAF_TABLE).reduce((sum, at) => sum + numberAt(page, at), 0)
    : 0;

/** Where the cells of a page begin. */
function cellsIn(page: Buffer, start: number, type: keyof typeof HEADER_BYTES): number[] {
  const first = start + HEADER_BYTES[type];
  const most = Math.floor((page.length - first) / 2);
  const count = Math.min(page.readUInt16BE(start + 3), most);
  return Array.from({ length: count }, (_, cell) => page.readUInt16BE(first + 2 * cell));
}

/** A number of one to nine bytes, seven bits in each. */
function numberAt(page: Buffer, at: number): number {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = page[at + index] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) break;
  }
  return value;
}
