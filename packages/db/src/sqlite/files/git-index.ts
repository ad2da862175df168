// The list of the files that a repository brings along (https://git-scm.com/docs/index-format), read without git: a
// process for each command would take longer than the command.

const ENTRIES_AT = 12;
/** Times, mode, owner and size, before the id of the content. */
const STAT_BYTES = 40;
/** By SHA-1 or SHA-256, which nothing in the file tells. */
const ID_BYTES = [20, 32];
const NAME_LENGTH = 0xfff;
const IS_EXTENDED = 0x4000;

/** Whether the index of a repository lists a name; in any case, since a file system may make no difference. */
export function listsName(index: Buffer, name: string): boolean {
  if (index.length < ENTRIES_AT || index.toString("latin1", 0, 4) !== "DIRC") return false;
  const wanted = Buffer.from(name).toString("latin1").toLowerCase();
  if (index.readUInt32BE(4) < 4) return listsWholeName(index, wanted);
  return ID_BYTES.some((bytes) => listsShortenedName(index, wanted, bytes));
}

/** Each name stands there as a whole, a zero byte after it and its length before it. */
function listsWholeName(index: Buffer, wanted: string): boolean {
  const text = index.toString("latin1").toLowerCase();
  const length = Math.min(wanted.length, NAME_LENGTH);
  for (let at = text.indexOf(`${wanted}\0`); at !== -1; at = text.indexOf(`${wanted}\0`, at + 1)) {
    // Two bytes more may stand between the two.
    for (const before of [at - 2, at - 4])
      if (before > 0 && (index.readUInt16BE(before) & NAME_LENGTH) === length) return true;
  }
  return false;
}

/** Of each name stands there how much of the one before it is to be cut off, and what follows then. */
function listsShortenedName(index: Buffer, wanted: string, idBytes: number): boolean {
  let at = ENTRIES_AT;
  let name = "";
  for (let left = index.readUInt32BE(8); left > 0; left -= 1) {
    at += STAT_BYTES + idBytes;
    if (at + 4 > index.length) return false;
    at += index.readUInt16BE(at) & IS_EXTENDED ? 4 : 2;
    let byte = index[at++] ?? 0;
    let cut = byte & 0x7f;
    while (byte & 0x80) {
      byte = index[at++] ?? 0;
      cut = (cut + 1) * 128 + (byte & 0x7f);
    }
    const end = index.indexOf(0, at);
    if (end === -1 || cut > name.length) return false;
    name = name.slice(0, name.length - cut) + index.toString("latin1", at, end);
    if (name.length === wanted.length && name.toLowerCase() === wanted) return true;
    at = end + 1;
  }
  return false;
}
