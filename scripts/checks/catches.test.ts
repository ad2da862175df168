import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** A `try` at some depth, what it tries, and what stands in a `catch` of the same depth that does not look at the error. */
const BLIND = /^( *)(?:\} else )?try \{\n((?:(?!\1\}).*\n)*?)\1\} catch \{(?:\}|\n((?:(?!\1\}).*\n)*)\1\})/gm;

const isComment = (line: string) => line.trim().startsWith("//");
/** Lines of the depth of the block, which are its statements, or their beginnings. */
const statementsIn = (block: string, depth: number) =>
  block.split("\n").filter((line) => new RegExp(`^ {${depth}}[^ )}\\]]`).test(line) && !isComment(line));

it("what catches every error tries one thing, or says why", () => {
  const blind = readdirSync(join(root, "packages"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => /^packages\/[^/]+\/src\//.test(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(BLIND)]
        .filter(
          ([, indent = "", tried = "", caught = ""]) =>
            !caught.split("\n").some(isComment) &&
            (caught.trim() === "" || statementsIn(tried, indent.length + 2).length > 1),
        )
        .map(([whole]) => `${file}: ${whole.split("\n").slice(-4).join(" ")}`),
    );
  expect(blind).toEqual([]);
});
