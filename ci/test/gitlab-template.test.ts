import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { runProgram } from "@review/test-kit/run-bin.ts";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { examplesOf, readYaml } from "./page-examples.ts";
import { cloneReviewed, commitAll, pathWithNpx } from "./reviewed-clone.ts";

interface Job {
  script: string[];
  variables: Record<string, string>;
  artifacts: { when: string; reports: { codequality: string; junit: string } };
}

const TEMPLATE = "ci/gitlab/review.gitlab-ci.yml";

it("the page includes the template, and sets variables that it has", () => {
  const { review: template } = readYaml(TEMPLATE) as { review: Job };
  const [example = ""] = examplesOf("ci-gitlab.md", "yaml");
  const { include, review } = parse(example);
  expect(include).toEqual([{ local: "review.gitlab-ci.yml" }]);
  expect(Object.keys(template.variables)).toEqual(expect.arrayContaining(Object.keys(review.variables)));
});

it("the template leaves both reports, holds or not, and judges by the policy of the base", async () => {
  const { review: job } = readYaml(TEMPLATE) as { review: Job };
  const cwd = await cloneReviewed();
  const path = pathWithNpx();
  const base = gitIn(cwd, "rev-parse", "HEAD").trim();
  const { codequality, junit } = job.artifacts.reports;
  /** Each line of the script ends the job if it fails. */
  const run = async (variables: Record<string, string> = {}) => {
    const environment = { PATH: path, CI_PROJECT_DIR: cwd, ...job.variables, ...variables };
    const ran = await runProgram("sh", ["-e", "-c", job.script.join("\n")], { cwd, environment });
    const reports = [codequality, junit].map((file) => readFileSync(join(cwd, file), "utf8"));
    for (const file of [codequality, junit]) rmSync(join(cwd, file));
    return { ...ran, quality: JSON.parse(reports[0] ?? ""), junit: reports[1] };
  };
  expect(await run()).toMatchObject({ exitCode: 0, stderr: "4 pairs hold\n", quality: [] });

  writeFileSync(join(cwd, "kb/notes/a.md"), "# A\n\nEdited.\n");
  const until = { note: "kb/notes/a.md", reason: "later", until: "2999-01-01" };
  const acceptStale = ["prose/one", "claims/two"].map((gate) => ({ ...until, gate }));
  const config = { notes: ["kb/notes/*.md"], gates: "gates", verify: { acceptStale } };
  writeFileSync(join(cwd, "review.config.json"), JSON.stringify(config));
  commitAll(cwd, "an edit, and a looser policy");
  expect(await run()).toMatchObject({ exitCode: 0 });
  const judged = await run({ CI_MERGE_REQUEST_DIFF_BASE_SHA: base });
  expect(judged).toMatchObject({ exitCode: 1, quality: [{ severity: "major" }, { severity: "major" }] });
  expect(judged.stdout).toContain("stale          prose/one");
  expect(judged.junit).toContain('errors="2"');

  await expect(run({ CI_MERGE_REQUEST_DIFF_BASE_SHA: "nowhere" })).rejects.toThrow("ENOENT");

  // A report of the tree proves nothing.
  writeFileSync(join(cwd, codequality), "[]");
  const start = (variables: Record<string, string>) => {
    const environment = { PATH: path, CI_PROJECT_DIR: cwd, ...job.variables, ...variables };
    return runProgram("sh", ["-e", "-c", job.script.join("\n")], { cwd, environment });
  };
  for (const REVIEW_COMMAND of ["false", "true", "npx --yes @nowhere/gone"])
    expect(await start({ REVIEW_COMMAND })).toMatchObject({ exitCode: 3 });
  expect(await start({ CI_MERGE_REQUEST_DIFF_BASE_SHA: "nowhere" })).toMatchObject({ exitCode: 2 });
});
