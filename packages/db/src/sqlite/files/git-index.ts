// The list of the files that a repository brings along (https://git-scm.com/docs/index-format), read without git: a
// process for each command would take longer than the command.

const ENTRIES_AT = 12;
/** Times, mode, owner and size, before the id of the content. */
const STAT_BYTES = 40;
/** By SHA-1 or SHA-256, which nothing in the file tells: read by the wrong one, it lists nothing. */
export const ID_BYTES = [20, 32];
const IS_EXTENDED = 0x40;
/** From this version on there stands only how much of the name before is to be cut off, and what follows then. */
const SHORTENED_FROM = 4;
/** No file system takes a longer path. */
const LONGEST_NAME = 4096;

/** Those of some names that the index of a repository lists, in any case, since a file system may make no difference. */
export function listedNames(index: Buffer, names: readonly string[]): string[] {
  if (index.length < ENTRIES_AT || index.toString("latin1", 0, 4) !== "DIRC") return [];
  const wanted = new Map(names.map((name) => [keyOf(Buffer.from(name)), name]));
  return ID_BYTES.flatMap((bytes) => listedAmong(wanted, index, bytes));
}

const keyOf = (name: Buffer) => name.toString("latin1").toLowerCase();

/** Byte by byte: a call for each name takes ten times as long. */
function listedAmong(wanted: ReadonlyMap<string, string>, index: Buffer, idBytes: number): string[] {
  const isShortened = index.readUInt32BE(4) >= SHORTENED_FROM;
  const lengths = new Set(Array.from(wanted.keys(), ({ length }) => length));
  const found: string[] = [];
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
      if (byte === undefined || length < 0 || length === LONGEST_NAME) return found;
      name[length] = byte;
      length += 1;
      at += 1;
    }
    const listed = lengths.has(length) ? wanted.get(keyOf(name.subarray(0, length))) : undefined;
    if (listed !== undefined) found.push(listed);
    // Whole names are filled up with zero bytes.
    at = isShortened ? at + 1 : start + ((at - start + 8) & ~7);
  }
  return found;
}
