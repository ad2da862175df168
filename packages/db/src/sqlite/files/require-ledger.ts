import { closeSync, constants, openSync, readSync } from "node:fs";
import { NotALedgerError } from "../../errors.ts";
import { APPLICATION_ID } from "../schema/application-id.ts";
import { type LedgerPaths, seeFile, seeSideFile } from "./ledger-files.ts";

// https://www.sqlite.org/fileformat.html, 1.3 (the header of a database), 1.6 (a page of a b-tree) and 4 (the log).
const MAGIC = Buffer.from("SQLite format 3\0", "latin1");
const ID_AT = 68;
const FIRST_PAGE = { kindAt: 100, cellsAt: 103, end: 108, emptyKind: 13 };
const SMALLEST_PAGE = 512;
const LOG = { header: 32, frame: 24, pageBytesAt: 8, saltsAt: 16, frameSaltsAt: 8 };

/** Files of which this process knows that they are ledgers. */
const known = new Set<string>();

/**
 * Throws NotALedgerError for a file with content that has none of the `ids`, in itself or in its log, unless it is a database without content. SQLite puts
 * any log or journal that it finds beside a file into that, so the bytes are asked, before SQLite opens it. A ledger that was never
 * closed may have all that makes it one in its log.
 */
export function requireLedger(
  { main, wal }: Pick<LedgerPaths, "main" | "wal">,
  ids: readonly number[] = [APPLICATION_ID],
): void {
  const seen = seeFile(main);
  // Closing a file ends the locks that SQLite has on it in this process: so never once it may be open here.
  // Another file may get the number of one that was deleted.
  const identity = seen && `${seen.identity}:${seen.bornAt}`;
  if (!identity || seen.bytes === 0n || known.has(identity)) return;
  const header = readPart(main, FIRST_PAGE.end);
  // SQLite cannot read it either, and says why.
  if (header === undefined) return;
  const isDatabase = header.subarray(0, MAGIC.length).equals(MAGIC);
  if (!(isDatabase && isOneOf(header, ids))) {
    const logged = seeSideFile(wal)?.isFile ? idsInLog(wal) : [];
    const isLogged = logged.some((id) => ids.includes(id));
    const isEmpty = isDatabase && logged.length === 0 && hasNothing(header);
    if (!isLogged && !isEmpty)
      throw new NotALedgerError(
        main,
        isDatabase ? "is a database, but not a review ledger" : "is not a database",
      );
  }
  known.add(identity);
}

const isOneOf = (header: Buffer, ids: readonly number[]) => ids.includes(header.readUInt32BE(ID_AT));

const hasNothing = (header: Buffer) =>
  header.readUInt32BE(ID_AT) === 0 &&
  header[FIRST_PAGE.kindAt] === FIRST_PAGE.emptyKind &&
  header.readUInt16BE(FIRST_PAGE.cellsAt) === 0;

/** Reads the beginning of a file, filled up with zeros; undefined where it cannot be read. Does not wait at a pipe. */
function readPart(path: string, bytes: number): Buffer | undefined {
  return withFile(path, (descriptor) => {
    const part = Buffer.alloc(bytes);
    readSync(descriptor, part, 0, bytes, 0);
    return part;
  });
}

/** What each first page in a log says of whose database it is. */
function idsInLog(wal: string): number[] {
  const found = withFile(wal, (descriptor) => {
    const header = Buffer.alloc(LOG.header);
    if (readSync(descriptor, header, 0, LOG.header, 0) < LOG.header) return [];
    const pageBytes = header.readUInt32BE(LOG.pageBytesAt);
    if (pageBytes < SMALLEST_PAGE) return [];
    const step = LOG.frame + pageBytes;
    const salts = header.subarray(LOG.saltsAt, LOG.saltsAt + 8);
    const frame = Buffer.alloc(LOG.frame + ID_AT + 4);
    const ids = new Set<number>();
    for (let at = LOG.header; readSync(descriptor, frame, 0, frame.length, at) === frame.length; at += step) {
      // What follows is left of an earlier round of the log.
      if (!frame.subarray(LOG.frameSaltsAt, LOG.frameSaltsAt + 8).equals(salts)) break;
      if (frame.readUInt32BE(0) === 1) ids.add(frame.readUInt32BE(LOG.frame + ID_AT));
    }
    return [...ids];
  });
  return found ?? [];
}

function withFile<T>(path: string, read: (descriptor: number) => T): T | undefined {
  let descriptor: number | undefined;
  try {
    // The flag is not there on Windows.
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    return read(descriptor);
  } catch {
    // Nothing but the file itself was asked.
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
