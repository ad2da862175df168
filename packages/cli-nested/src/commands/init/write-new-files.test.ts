import { existsSync } from "node:fs";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { expect, it } from "vitest";
import { writeNewFiles } from "./write-new-files.ts";

it("leaves nothing of what it wrote where one of the files cannot be written", async () => {
  const root = await createTree({ taken: "a file, and no folder" });
  const files = ["one.md", "taken/two.md"].map((path) => ({ path, text: "x" }));
  await expect(writeNewFiles(root, files)).rejects.toThrow(
    /^taken\/two\.md cannot be written \((?:EEXIST|ENOTDIR)\)/,
  );
  expect(existsSync(join(root, "one.md"))).toBe(false);
});
