// Ledgers of some hundred kB that hold endless rows: pages of a b-tree (https://www.sqlite.org/fileformat.html, 1.6) that lead
// several hundred times to the same next page.
import { readFileSync, writeFileSync } from "node:fs";
import Database from "better-sqlite3";

const LEAF_TABLE = 13;
const INTERIOR_TABLE = 5;
const INTERIOR_INDEX = 2;
/** Of some hundred branches each: more rows than anybody will ever read. */
const LEVELS = 8;

/**
 * Makes one tree of a closed ledger endless: that of a table or an index with at least one row, whose root is still a leaf.
 * @param {string} path
 * @param {string} name
 */
export function makeTreeEndless(path, name) {
  const { root } = rootOf(path, name);
  const file = new Pages(path);
  const leaf = file.page(root);
  const separator = leaf[0] === LEAF_TABLE ? undefined : firstCell(leaf);
  let child = file.add(leaf);
  for (let level = 0; level < LEVELS; level += 1)
    child = file.add(interiorPage(file.bytes, child, separator));
  file.replace(root, interiorPage(file.bytes, child, separator));
  file.write();
}

/**
 * The same for the schema: endless rows that name an index of a table's own key once more, which SQLite lets pass; or one of
 * them alone, which says that it is `claimed` bytes long. The schema must have more than a page.
 * @param {string} path
 * @param {{ claimed?: number, index?: string }} [options]
 */
export function makeSchemaEndless(path, { claimed, index = "sqlite_autoindex_snapshots_1" } = {}) {
  const { root, own, table } = rootOf(path, index);
  const file = new Pages(path);
  const first = file.page(1);
  const header = 100;
  if (first[header] !== INTERIOR_TABLE) throw new Error("the schema has but one page");
  const texts = ["index", own, table].map((text) => Buffer.from(text));
  const types = [...texts.map((text) => 13 + 2 * text.length), 2, 0];
  const place = Buffer.alloc(2);
  place.writeUInt16BE(root);
  const record = Buffer.concat([Buffer.from([types.length + 1, ...types]), ...texts, place]);
  const leaf = Buffer.alloc(file.bytes);
  const length =
    claimed === undefined
      ? [record.length]
      : [21, 14, 7, 0].map((bits) => ((claimed >> bits) & 127) | (bits && 128));
  // Its length, its rowid, and what it holds.
  const cell = [...length, 127, ...record];
  const at = leaf.length - cell.length;
  leaf.set(cell, at);
  leaf.set([LEAF_TABLE, 0, 0, 0, 1, at >> 8, at & 255, 0, at >> 8, at & 255]);
  let child = file.add(leaf);
  const levels = claimed === undefined ? LEVELS : 0;
  for (let level = 0; level < levels; level += 1) child = file.add(interiorPage(file.bytes, child));
  // What is there comes first: these rows name something of it.
  const both = interiorPage(file.bytes, first.readUInt32BE(header + 8));
  both.writeUInt16BE(1, 3);
  both.writeUInt32BE(child, 8);
  first.writeUInt32BE(file.add(both), header + 8);
  file.replace(1, first);
  file.write();
}

/** @param {string} path @param {string} name */
function rootOf(path, name) {
  const database = new Database(path);
  database.pragma("journal_mode = DELETE");
  const row = database
    .prepare("SELECT rootpage, tbl_name AS own FROM sqlite_schema WHERE name = ?")
    .get(name);
  database.close();
  const { rootpage, own } = /** @type {{ rootpage: number, own: string }} */ (row);
  return { root: rootpage, own: name, table: own };
}

class Pages {
  /** @param {string} path */
  constructor(path) {
    this.path = path;
    this.content = readFileSync(path);
    this.bytes = this.content.readUInt16BE(16);
  }
  /** @param {number} number */
  page(number) {
    return Buffer.from(this.content.subarray((number - 1) * this.bytes, number * this.bytes));
  }
  /** @param {number} number @param {Buffer} page */
  replace(number, page) {
    page.copy(this.content, (number - 1) * this.bytes);
  }
  /** Its number. @param {Buffer} page */
  add(page) {
    this.content = Buffer.concat([this.content, page]);
    return this.content.length / this.bytes;
  }
  write() {
    this.content.writeUInt32BE(this.content.length / this.bytes, 28);
    writeFileSync(this.path, this.content);
  }
}

/** The first cell of a leaf of an index, with its length. @param {Buffer} leaf */
function firstCell(leaf) {
  const at = leaf.readUInt16BE(8);
  const length = leaf[at] ?? 128;
  if (length > 127) throw new Error("its first row is long: choose another tree");
  return leaf.subarray(at, at + 1 + length);
}

/** A page full of branches to one page. @param {number} bytes @param {number} child @param {Buffer} [separator] of an index */
function interiorPage(bytes, child, separator) {
  const page = Buffer.alloc(bytes);
  const branch = Buffer.alloc(4);
  branch.writeUInt32BE(child);
  const cell = Buffer.concat([branch, separator ?? Buffer.from([1])]);
  const header = 12;
  const count = Math.floor((bytes - header) / (cell.length + 2));
  for (let index = 0; index < count; index += 1) {
    const at = bytes - (index + 1) * cell.length;
    cell.copy(page, at);
    page.writeUInt16BE(at, header + 2 * index);
  }
  page[0] = separator === undefined ? INTERIOR_TABLE : INTERIOR_INDEX;
  page.writeUInt16BE(count, 3);
  page.writeUInt16BE(bytes - count * cell.length, 5);
  page.writeUInt32BE(child, 8);
  return page;
}
