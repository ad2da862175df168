import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { requireWritable, writeAtomically } from "./write-atomically.ts";

describe("writeAtomically", () => {
  it("writes all pieces, and leaves nothing else behind", async () => {
    const folder = scratchFolder();
    const pieces = Array.from({ length: 2000 }, (_, index) => `${index} ${"\u00e9".repeat(300)}\n`);
    await writeAtomically(join(folder, "report"), pieces);
    expect(readFileSync(join(folder, "report"), "utf8")).toBe(pieces.join(""));
    expect(readdirSync(folder)).toEqual(["report"]);
  });

  it("replaces a file with its permissions, through a symlink that stays", async () => {
    const folder = scratchFolder();
    mkdirSync(join(folder, "there"));
    writeFileSync(join(folder, "there/report"), "old");
    chmodSync(join(folder, "there/report"), 0o640);
    symlinkSync("there/report", join(folder, "link"));
    await writeAtomically(join(folder, "link"), ["new"]);
    expect(readFileSync(join(folder, "there/report"), "utf8")).toBe("new");
    expect(statSync(join(folder, "there/report")).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  });

  it("leaves the file as it was if what is to be written breaks off", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "report"), "old");
    function* broken() {
      yield "half";
      throw new Error("broken off");
    }
    await expect(writeAtomically(join(folder, "report"), broken())).rejects.toThrow("broken off");
    expect(readFileSync(join(folder, "report"), "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["report"]);
  });

  it("writes to a device, and lets it be one", async () => {
    await requireWritable("/dev/null");
    await writeAtomically("/dev/null", ["text"]);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it.each<[string, (folder: string) => string, RegExp]>([
    ["a folder", (folder) => folder, /it is a folder: name a file/],
    [
      "a file in no folder",
      (folder) => join(folder, "none", "report"),
      /its folder does not exist: make it first/,
    ],
    ["a file in a file", (folder) => join(folder, "file", "report"), /its folder is no folder/],
  ])("refuses %s, before the work and after it", async (_, pathIn, problem) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "file"), "");
    const path = pathIn(folder);
    const error = { code: "output-unwritable", message: expect.stringMatching(problem) };
    await expect(requireWritable(path)).rejects.toMatchObject(error);
    await expect(writeAtomically(path, [])).rejects.toMatchObject(error);
  });
});
