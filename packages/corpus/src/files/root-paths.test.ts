import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { describe, expect, it } from "vitest";
import { locatePath } from "./root-paths.ts";

describe("locatePath", () => {
  it("resolves symlinks as far as there is something, and keeps the rest", async () => {
    const root = await createTree({ "a/b.md": "b", link: { link: "a" } });
    const at = (path: string) => locatePath(join(root, path));
    expect(await at("link/b.md")).toEqual({ path: join(root, "a/b.md"), exists: true });
    expect(await at("link/none/at/all")).toEqual({ path: join(root, "a/none/at/all"), exists: false });
    expect(await at("link/b.md/below")).toEqual({ path: join(root, "a/b.md/below"), exists: false });
    expect(await locatePath("/none/at/all")).toEqual({ path: "/none/at/all", exists: false });
  });

  it("finds the last folder that is there, however deep it and what is gone lie", async () => {
    const [deep, gone] = ["a/".repeat(60), "b/".repeat(70)];
    for (const depth of [0, 1, 2, 3, 59, 60]) {
      const folders = deep.slice(0, 2 * depth);
      const root = await createTree({ [`${folders}x.md`]: "x" });
      const path = join(root, folders, gone, "y.md");
      expect(await locatePath(path)).toEqual({ path, exists: false });
      expect(await locatePath(join(root, folders))).toMatchObject({ exists: true });
    }
  });

  it("resolves symlinks in a path of any length", async () => {
    const deep = "a/".repeat(200);
    const root = await createTree({ [`${deep}x.md`]: "x", link: { link: "a" } });
    expect(await locatePath(join(root, deep, "x.md"))).toEqual({
      path: join(root, deep, "x.md"),
      exists: true,
    });
    const linked = `link/${deep.slice(2)}`;
    expect(await locatePath(join(root, linked, "x.md"))).toMatchObject({ path: join(root, deep, "x.md") });
    expect(await locatePath(join(root, linked, "y.md"))).toEqual({
      path: join(root, deep, "y.md"),
      exists: false,
    });
    symlinkSync("loop", join(root, deep, "loop"));
    await expect(locatePath(join(root, deep, "loop"))).rejects.toMatchObject({ code: "ELOOP" });
  });

  it("rejects what cannot be looked at", async () => {
    const root = await createTree({});
    symlinkSync("loop", join(root, "loop"));
    await expect(locatePath(join(root, "loop/a"))).rejects.toMatchObject({ code: "ELOOP" });
  });

  it("keeps a path of a megabyte as it is", async () => {
    const root = await createTree({ "a/b.md": "b", link: { link: "a" } });
    const long = "a/".repeat(500_000);
    expect(await locatePath(join(root, long, "b"))).toEqual({ path: join(root, long, "b"), exists: false });
  });
});
