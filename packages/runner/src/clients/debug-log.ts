/**
 * A debug log of bounded size. Keeps the first and the last entries, `limit` characters in all; a line says how many were
 * left out between.
 */
export function collectDebugLog(limit: number) {
  const half = Math.floor(limit / 2);
  const head: string[] = [];
  let tail: string[] = [];
  let headSize = 0;
  let tailSize = 0;
  let leftOut = 0;
  const dropFromTail = (room: number) => {
    let index = 0;
    while (tailSize > room && index < tail.length) tailSize -= (tail[index++]?.length ?? 0) + 1;
    leftOut += index;
    tail = tail.slice(index);
  };
  return {
    add: (entry: string): void => {
      const size = entry.length + 1;
      if (tail.length === 0 && headSize + size <= half) {
        head.push(entry);
        headSize += size;
        return;
      }
      tail.push(size > half ? entry.slice(0, half - 1) : entry);
      tailSize += Math.min(size, half);
      // Twice the room before anything is dropped, so that each entry is moved only once or so.
      if (tailSize > 2 * half) dropFromTail(half);
    },
    text: (): string => {
      dropFromTail(half);
      const gap = leftOut > 0 ? [`[… ${leftOut} entries left out …]`] : [];
      return [...head, ...gap, ...tail].join("\n");
    },
  };
}
