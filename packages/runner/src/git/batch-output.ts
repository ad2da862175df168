/** No note is longer; what is, is passed over. */
const MAX_BLOB_BYTES = 64 * 1024 * 1024;

/**
 * Reads what `git cat-file --batch` prints, `ID blob SIZE\nBYTES\n` again and again, however it is cut into chunks.
 * `ID missing\n` and objects of other types are passed over.
 */
export function blobReader(onBlob: (id: string, bytes: Buffer) => void): (chunk: Buffer) => void {
  let header = "";
  let parts: Buffer[] = [];
  /** Bytes of the object that have not come yet, with the line end after it; 0 between objects. */
  let open = 0;
  let keep: string | undefined;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (open > 0) {
        const part = chunk.subarray(at, at + open);
        if (keep !== undefined) parts.push(part);
        open -= part.length;
        at += part.length;
        if (open === 0 && keep !== undefined) onBlob(keep, Buffer.concat(parts).subarray(0, -1));
        if (open === 0) parts = [];
        continue;
      }
      const end = chunk.indexOf(0x0a, at);
      header += chunk.toString("latin1", at, end === -1 ? chunk.length : end);
      if (end === -1) return;
      at = end + 1;
      const [, id, type, size] = /^([0-9a-f]+) (\w+) (\d+)$/.exec(header) ?? [];
      header = "";
      open = size === undefined ? 0 : Number(size) + 1;
      keep = type === "blob" && open <= MAX_BLOB_BYTES ? id : undefined;
    }
  };
}
