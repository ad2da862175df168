import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gitIn } from "@review/test-kit/git-in.ts";
import { runProgram } from "@review/test-kit/run-bin.ts";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { examplesOf, readYaml } from "./page-examples.ts";
import { cloneReviewed, pathWithNpx } from "./reviewed-clone.ts";

interface Hook {
  id: string;
  language: string;
  entry: string;
  args: string[];
}

const [published = "", local = ""] = examplesOf("pre-commit.md", "yaml").map((example) => parse(example));

it("the hook of the page is that of this repository, and the local one that without npx", () => {
  const hooks = readYaml(".pre-commit-hooks.yaml") as Hook[];
  expect(hooksOf(published).map(({ id }) => id)).toEqual(hooks.map(({ id }) => id));
  const { description: _, args, ...hook } = { description: "", ...hooks[0] };
  const entry = `review-nested verify --frozen ${args?.join(" ")}`;
  expect(local).toEqual({ repos: [{ repo: "local", hooks: [{ ...hook, language: "system", entry }] }] });
});

/** The folder that the page tells to put on the `PATH`. */
const BIN = fileURLToPath(new URL("../../node_modules/.bin", import.meta.url));

const hooksOf = ({ repos }: { repos: { hooks: Partial<Hook>[] }[] }) => repos.flatMap(({ hooks }) => hooks);

/** What pre-commit starts for a hook, in the tree. */
function commandOf({ language, entry, args = [] }: Hook): [program: string, ...args: string[]] {
  if (language === "script") return [fileURLToPath(new URL(`../../${entry}`, import.meta.url)), ...args];
  const [program = "", ...words] = entry.split(" ");
  return [program, ...words, ...args];
}

it.each([
  ["of this repository", published],
  ["of one's own", local],
])("the hook of the page, %s, looks at what is about to be committed", async (_, example) => {
  const [hook] = readYaml(".pre-commit-hooks.yaml") as [Hook];
  const [program, ...args] = commandOf({
    ...hook,
    ...(example === local && { args: [] }),
    ...hooksOf(example)[0],
  });
  const cwd = await cloneReviewed();
  const path = `${BIN}:${pathWithNpx()}`;
  const run = () => runProgram(program, args, { cwd, environment: { PATH: path } });
  rmSync(join(cwd, "review.lock/kb/notes/b.md.json"));
  gitIn(cwd, "commit", "--quiet", "--all", "--message", "the lock of a note is missing");
  // That was before: nothing of this commit is wrong.
  expect(await run()).toMatchObject({ exitCode: 0 });
  writeFileSync(join(cwd, "kb/notes/a.md"), "# A\n\nEdited.\n");
  gitIn(cwd, "add", "--all");
  const { stdout, exitCode } = await run();
  expect(exitCode).toBe(1);
  expect(stdout).toBe(
    "kb/notes/a.md\n  stale          claims/two  the note changed\n  stale          prose/one  the note changed\n",
  );
});
