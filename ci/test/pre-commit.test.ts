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
  entry: string;
  args: string[];
}

it("the hook of the page looks at what is about to be committed", async () => {
  const [example = ""] = examplesOf("pre-commit.md", "yaml");
  const { repos } = parse(example) as { repos: { hooks: Partial<Hook>[] }[] };
  const hooks = readYaml(".pre-commit-hooks.yaml") as Hook[];
  const asked = repos.flatMap((each) => each.hooks);
  expect(asked.map(({ id }) => id)).toEqual(hooks.map(({ id }) => id));
  const { entry, args } = { ...hooks[0], ...asked[0] } as Hook;
  const program = fileURLToPath(new URL(`../../${entry}`, import.meta.url));

  const cwd = await cloneReviewed();
  const path = pathWithNpx();
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
