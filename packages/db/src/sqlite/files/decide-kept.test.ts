import { expect, it } from "vitest";
import { decideKept, type Kept, type KeptAct } from "./decide-kept.ts";

type Current =
  | "missing"
  | "marked"
  | "marked, empty"
  | "marked, of git"
  | "unmarked"
  | "unmarked, a copy"
  | "unmarked, of git";

const decided = (current: Current, kept: Kept, isWriting: boolean): KeptAct =>
  decideKept({
    current:
      current === "missing"
        ? undefined
        : { isMarked: current.startsWith("marked"), isEmpty: current.endsWith("empty") },
    kept,
    isWriting,
    isBroughtByGit: () => current.endsWith("of git"),
  });

it.each<[current: Current, kept: Kept, writing: KeptAct, reading: KeptAct]>([
  ["missing", "nothing", "nothing", "nothing"],
  ["missing", "untouchable", "nothing", "nothing"],
  ["missing", "lost", "put-back", "put-back"],
  ["missing", "moved", "refuse-moved", "refuse-moved"],
  ["marked", "nothing", "keep", "nothing"],
  ["marked", "untouchable", "nothing", "nothing"],
  ["marked", "same", "nothing", "nothing"],
  ["marked", "lost", "keep", "nothing"],
  ["marked", "moved", "keep", "nothing"],
  ["marked, of git", "nothing", "nothing", "nothing"],
  ["marked, of git", "untouchable", "nothing", "nothing"],
  ["marked, of git", "same", "nothing", "nothing"],
  ["marked, of git", "lost", "keep", "nothing"],
  ["marked, of git", "moved", "keep", "nothing"],
  ["marked, empty", "nothing", "keep", "nothing"],
  ["marked, empty", "same", "nothing", "nothing"],
  ["marked, empty", "lost", "keep-copy", "keep-copy"],
  ["marked, empty", "moved", "keep-copy", "keep-copy"],
  ["unmarked", "nothing", "nothing", "nothing"],
  ["unmarked", "untouchable", "nothing", "nothing"],
  ["unmarked", "same", "nothing", "nothing"],
  ["unmarked", "lost", "keep-copy", "keep-copy"],
  ["unmarked", "moved", "keep-copy", "keep-copy"],
  ["unmarked, of git", "nothing", "nothing", "nothing"],
  ["unmarked, of git", "untouchable", "nothing", "nothing"],
  ["unmarked, of git", "same", "nothing", "nothing"],
  ["unmarked, of git", "lost", "refuse-of-git", "refuse-of-git"],
  ["unmarked, of git", "moved", "refuse-of-git", "refuse-of-git"],
])(
  "a ledger that is %s, %s of the second name: to write %s, to read %s",
  (current, kept, writing, reading) => {
    expect(decided(current, kept, true)).toBe(writing);
    expect(decided(current, kept, false)).toBe(reading);
  },
);
