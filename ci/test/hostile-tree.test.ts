import { fileURLToPath } from "node:url";
import { runProgram } from "@review/test-kit/run-bin.ts";
import { expect, it } from "vitest";
import { startFakeForge } from "./fake-forge.ts";
import { makeHostile, publishBuilt } from "./hostile-tree.ts";
import { readYaml } from "./page-examples.ts";
import { cloneReviewed } from "./reviewed-clone.ts";
import { runAction } from "./run-action.ts";

/** What speaks for a job, or tells its later steps what to do. */
const OF_GITHUB = [
  ...["GITHUB_ENV", "GITHUB_PATH", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_TOKEN", "GH_TOKEN"],
  ...["ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
];
const OF_GITLAB = ["CI_JOB_TOKEN", "CI_REPOSITORY_URL", "CI_REGISTRY_PASSWORD"];

it.each([
  ["the action", startAction, OF_GITHUB],
  ["the template", startTemplate, OF_GITLAB],
  ["the hook", startHook, []],
])("%s runs nothing of the tree, and gives npx no token", { timeout: 60_000 }, async (_, start, powers) => {
  const tree = await cloneReviewed();
  const ofTheTree = makeHostile(tree);
  const { environment, starts } = await publishBuilt();
  const own = Object.fromEntries(powers.map((name) => [name, "/dev/null"]));
  const { exitCode, stderr } = await start(tree, { ...own, ...environment });
  expect(ofTheTree()).toBe("");
  expect(stderr).toContain("4 pairs hold");
  expect(exitCode).toBe(0);
  expect(starts()).not.toEqual([]);
  for (const { cwd, names } of starts()) {
    expect(cwd.startsWith(tree)).toBe(false);
    expect(names.filter((name) => powers.includes(name))).toEqual([]);
  }
});

type Environment = Record<string, string> & { PATH: string };

async function startAction(cwd: string, environment: Environment) {
  const { api } = await startFakeForge();
  const event = { ref: "refs/heads/main" };
  const job = { cwd, path: environment.PATH, api, event, token: "job-token" };
  return runAction({ ...job, environment }, { sarif: "review.sarif" });
}

function startTemplate(cwd: string, environment: Environment) {
  const { review } = readYaml("ci/gitlab/review.gitlab-ci.yml") as {
    review: { script: string[]; variables: Record<string, string> };
  };
  const given = { ...environment, ...review.variables, CI_PROJECT_DIR: cwd };
  return runProgram("sh", ["-e", "-c", review.script.join("\n")], { cwd, environment: given });
}

function startHook(cwd: string, environment: Environment) {
  const [{ entry }] = readYaml(".pre-commit-hooks.yaml") as [{ entry: string }];
  const program = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
  return runProgram(program, [], { cwd, environment });
}
