import { expect, it } from "vitest";
import { holderOf } from "./find-holder.ts";

const locks = `1: POSIX  ADVISORY  WRITE 24692 fe:00:3014721 120 120
2: POSIX  ADVISORY  READ 24692 fe:00:3014721 123 123
2: -> POSIX  ADVISORY  WRITE 24693 fe:00:3014721 123 123
3: FLOCK  ADVISORY  WRITE 24694 00:1a:17 0 EOF
4: POSIX  ADVISORY  WRITE 0 fe:00:18 0 EOF
5: OFDLCK ADVISORY  WRITE -1 fe:00:19 0 EOF
6: POSIX  ADVISORY  WRITE 24695 00:1a:20 0 EOF
`;

it.each([
  ["who has locked the byte", 3014721, 120, 24692],
  ["nobody where another byte is locked", 3014721, 121, undefined],
  ["nobody who only reads, or waits", 3014721, 123, undefined],
  ["nobody by a lock of another kind", 17, undefined, undefined],
  ["nobody in another container", 18, undefined, undefined],
  ["nobody where no process owns the lock", 19, undefined, undefined],
  ["who has locked all of a file", 20, 120, 24695],
  ["nobody of another file", 21, undefined, undefined],
])("names %s", (_, inode, byte, holder) => {
  expect(holderOf(locks, inode, byte)).toBe(holder);
});
