import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "@review/test-kit/run-bin.ts";
import { expect, it } from "vitest";
import { examplesOf } from "./page-examples.ts";
import { cloneReviewed, pathWithNpx } from "./reviewed-clone.ts";

it("the commands of the page judge by the policy of the page", async () => {
  const [commands = ""] = examplesOf("ci.md", "sh");
  const [policy = ""] = examplesOf("ci.md", "json");
  const cwd = await cloneReviewed();
  const environment = { PATH: pathWithNpx() };
  const run = () => runProgram("sh", ["-e", "-c", commands], { cwd, environment });
  expect(await run()).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("4 pairs hold\n") });

  const config = { notes: ["kb/notes/*.md"], gates: "gates", ...JSON.parse(policy) };
  writeFileSync(join(cwd, "review.config.json"), JSON.stringify(config));
  const verify = ["--yes", "@review/cli-nested", "verify", "--frozen"];
  // Its entry is about a note that is not there, and said to be so.
  const judged = await runProgram("npx", verify, { cwd, environment });
  expect(judged).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("notes/guide.md") });
});
