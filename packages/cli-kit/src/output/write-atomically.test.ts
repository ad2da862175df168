import {
  chmodSync,
  lstatSync,
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

  it("replaces a file with its permissions", async () => {
    const path = join(scratchFolder(), "report");
    writeFileSync(path, "old");
    chmodSync(path, 0o640);
    await writeAtomically(path, ["new"]);
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it("follows no symlink to a file", async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, "precious"), "old");
    symlinkSync("precious", join(folder, "report"));
    await writeAtomically(join(folder, "report"), ["new"]);
    expect(readFileSync(join(folder, "precious"), "utf8")).toBe("old");
    expect(lstatSync(join(folder, "report")).isFile()).toBe(true);
    expect(readFileSync(join(folder, "report"), "utf8")).toBe("new");
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
