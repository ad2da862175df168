import { existsSync, readdirSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { lockFolders } from "../src/lock-folders.ts";

const PATH = "reviews/notes/a.md.json";

async function makeTree() {
  const root = await createTree({ [PATH]: "ours", "out/notes/a.md.json": "theirs" });
  const exchange = () => {
    renameSync(join(root, "reviews"), join(root, "moved"));
    symlinkSync(join(root, "out"), join(root, "reviews"));
  };
  return { root, exchange, config: { lock: { path: "reviews", auto: false } } };
}

describe("a folder of the lock for which a symlink is put", () => {
  it.runIf(process.platform === "linux")(
    "while a file in it is written: that is written where it was",
    async () => {
      const { exchange, ...place } = await makeTree();
      using folders = lockFolders(place);
      folders.inFolderOf(PATH, (file) => {
        exchange();
        renameSync(file, `${file}.was`);
      });
      expect(readFileSync(join(place.root, "out/notes/a.md.json"), "utf8")).toBe("theirs");
      expect(readdirSync(join(place.root, "moved/notes"))).toEqual(["a.md.json.was"]);
    },
  );

  it("before a file in it is written: that is refused", async () => {
    const { exchange, ...place } = await makeTree();
    exchange();
    using folders = lockFolders(place);
    expect(() => folders.inFolderOf(PATH, () => {}, { makes: true })).toThrow(
      expect.objectContaining({ code: "lock-place" }),
    );
  });

  it("between two of its files: the second is not written there either", async () => {
    const { exchange, ...place } = await makeTree();
    using folders = lockFolders(place);
    folders.inFolderOf(PATH, () => exchange());
    try {
      folders.inFolderOf("reviews/notes/b.md.json", (file) => renameSync(file, `${file}.was`), {
        makes: true,
      });
    } catch {}
    expect(existsSync(join(place.root, "out/notes/b.md.json.was"))).toBe(false);
  });
});
