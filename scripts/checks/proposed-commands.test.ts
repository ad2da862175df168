import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const packages = fileURLToPath(new URL("../../packages", import.meta.url));
/** A command line in a text, up to where something is put into it. */
const PROPOSED = /review-(?:nested|split) [^`$]*(?:\$\{[^}]*\}[^`$]*)*/g;
/** What quotes for the shell, or is made of such words. */
const QUOTED = /^(?:nameWord|shellWord|option|flags|flagsOf)\(|\.map\((?:nameWord|shellWord)\)/;

/** Numbers, and words that were quoted where they were put together. */
const PLAIN: readonly string[] = [
  "id",
  "runId",
  "pair",
  "note",
  "gate",
  "named",
  "only",
  "exactly",
  "options",
  "where",
  "CHECKS_RUNNER",
  'ids.join(" ")',
  'runner === "checks" ? "" : exactly',
];

it("names that stand in a command which is proposed are quoted for the shell", () => {
  const sources = readdirSync(packages, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /^cli-[a-z]+\/src\//.test(relative(packages, file).split(sep).join("/")));
  const found = sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(PROPOSED)].flatMap(([line]) =>
      [...line.matchAll(/\$\{([^}]*)\}/g)].map(([, put = ""]) => ({ file: relative(packages, file), put })),
    ),
  );
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter(({ put }) => !QUOTED.test(put) && !PLAIN.includes(put))).toEqual([]);
});
