/**
 * Reads what `git cat-file --batch` prints, `ID blob SIZE\nBYTES\n` again and again, however it is cut into chunks.
 * `ID missing\n`, objects of other types and those of more bytes than `largest` are passed over.
 */
export function blobReader(
  onBlob: (id: string, bytes: Buffer) => void,
  largest: number,
): (chunk: Buffer) => void {
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
      keep = type === "blob" && open <= largest + 1 ? id : undefined;
    }
  };
}

/** The bytes of each blob that `git cat-file --batch-check` tells of, by id. */
export function readSizes(printed: string): Map<string, number> {
  const blobs = printed.matchAll(/^([0-9a-f]+) blob (\d+)$/gm);
  return new Map([...blobs].map(([, id = "", size]) => [id, Number(size)]));
}
