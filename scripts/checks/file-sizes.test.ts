import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Lines that a file may have before it must be cut into two subjects. */
const LIMITS = { source: 250, test: 500 };
const LEFT_OUT = /(?:^|\/)(?:node_modules|dist|bundle)\//;

it("no file is longer than it can be read in one go", () => {
  const tooLong = ["packages", "scripts", "ci"]
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs|css)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !LEFT_OUT.test(file))
    .map((file) => ({ file, lines: readFileSync(join(root, file), "utf8").trimEnd().split("\n").length }))
    .filter(({ file, lines }) => lines > (/\/test\/|\.test\.ts$/.test(file) ? LIMITS.test : LIMITS.source));
  expect(tooLong).toEqual([]);
});
