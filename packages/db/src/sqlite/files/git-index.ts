// The list of the files that a repository brings along (https://git-scm.com/docs/index-format), read without git: no
// program is started for what only reads.

const ENTRIES_AT = 12;
/** Times, mode, owner and size, before the id of the content. */
const STAT_BYTES = 40;
/** By SHA-1 or SHA-256, which nothing in the file tells: read by the wrong one, it does not end where it should. */
const ID_BYTES = [20, 32];
const IS_EXTENDED = 0x40;
const VERSIONS = [2, 3, 4];
/** From this version on there stands only how much of the name before is to be cut off, and what follows then. */
const SHORTENED_FROM = 4;
/** No file system takes a longer path. */
const LONGEST_NAME = 4096;
/** Of an extension: its name and its length. */
const EXTENSION_HEAD = 8;

export interface GitIndex {
  /** Those of the names asked for that it lists. */
  listed: string[];
  /** The file beside it that lists the others, if it is split; that one lists also what was removed since. */
  shared: string | undefined;
}

/**
 * What the index of a repository says of some names, in any case, since a file system may make no difference; undefined where
 * it is no index of a kind that is known, or not whole.
 */
export function readGitIndex(index: Buffer, names: readonly string[]): GitIndex | undefined {
  if (index.length < ENTRIES_AT || index.toString("latin1", 0, 4) !== "DIRC") return undefined;
  if (!VERSIONS.includes(index.readUInt32BE(4))) return undefined;
  const wanted = new Map(names.map((name) => [keyOf(Buffer.from(name)), name]));
  for (const idBytes of ID_BYTES) {
    const entries = readEntries(wanted, index, idBytes);
    const extensions = entries && readExtensions(index, entries.end, idBytes);
    if (extensions) return { listed: entries.listed, shared: extensions.shared };
  }
  return undefined;
}

const keyOf = (name: Buffer) => name.toString("latin1").toLowerCase();

/** Byte by byte: a call for each name takes ten times as long. */
function readEntries(
  wanted: ReadonlyMap<string, string>,
  index: Buffer,
  idBytes: number,
): { listed: string[]; end: number } | undefined {
  const isShortened = index.readUInt32BE(4) >= SHORTENED_FROM;
  const lengths = new Set(Array.from(wanted.keys(), ({ length }) => length));
  const listed: string[] = [];
  const name = Buffer.alloc(LONGEST_NAME);
  let length = 0;
  let at = ENTRIES_AT;
  for (let left = index.readUInt32BE(8); left > 0; left -= 1) {
    const start = at;
    at += STAT_BYTES + idBytes;
    // Of the flags, the higher one of two bytes tells whether there are two more.
    at += (index[at] ?? 0) & IS_EXTENDED ? 4 : 2;
    let cut = length;
    if (isShortened) {
      let byte = index[at++] ?? 0;
      cut = byte & 0x7f;
      while (byte & 0x80) {
        byte = index[at++] ?? 0;
        cut = (cut + 1) * 128 + (byte & 0x7f);
      }
    }
    length -= cut;
    for (let byte = index[at]; byte !== 0; byte = index[at]) {
      if (byte === undefined || length < 0 || length === LONGEST_NAME) return undefined;
      name[length] = byte;
      length += 1;
      at += 1;
    }
    const found = lengths.has(length) ? wanted.get(keyOf(name.subarray(0, length))) : undefined;
    if (found !== undefined) listed.push(found);
    // Whole names are filled up with zero bytes.
    at = isShortened ? at + 1 : start + ((at - start + 8) & ~7);
  }
  return { listed, end: at };
}

/** What stands between the entries and the checksum at the end; undefined if it does not end there. */
function readExtensions(
  index: Buffer,
  start: number,
  idBytes: number,
): { shared: string | undefined } | undefined {
  const end = index.length - idBytes;
  let shared: string | undefined;
  let at = start;
  while (at + EXTENSION_HEAD <= end) {
    const head = index.toString("latin1", at, at + 4);
    const data = at + EXTENSION_HEAD;
    if (head === "link") shared = `sharedindex.${index.toString("hex", data, data + idBytes)}`;
    at = data + index.readUInt32BE(at + 4);
  }
  return at === end ? { shared } : undefined;
}
