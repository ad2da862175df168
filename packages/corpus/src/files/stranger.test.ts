import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { describeStranger, findStranger } from "./stranger.ts";

describe("a file or folder", () => {
  it.each<[what: string, uid: number, mode: number, userId: number | undefined, why: string | undefined]>([
    ["of the user", 1000, 0o100644, 1000, undefined],
    ["of the user, and of a group that may write it", 1000, 0o100664, 1000, undefined],
    ["of the administrator", 0, 0o40755, 1000, undefined],
    ["of another user", 1001, 0o100644, 1000, "belongs to another user (uid 1001)"],
    ["of another user, seen by the administrator", 1000, 0o40700, 0, "belongs to another user (uid 1000)"],
    ["of nobody", 65534, 0o100644, 1000, "belongs to another user (uid 65534)"],
    ["of the user, open to everybody", 1000, 0o40777, 1000, "can be written by everybody"],
    ["like /tmp", 0, 0o41777, 1000, "can be written by everybody"],
    ["like /tmp, seen by the administrator", 0, 0o41777, 0, "can be written by everybody"],
    ["on a system without user ids", 0, 0o40777, undefined, undefined],
  ])("%s", (_, uid, mode, userId, why) => {
    expect(describeStranger({ uid, mode }, userId)).toBe(why);
  });
});

it("what was removed meanwhile decides nothing", () => {
  expect(findStranger(join(scratchFolder(), "gone"), 1000)).toBeUndefined();
});
