import { expect, it } from "vitest";
import { makeBase, nested } from "./reviewed-base.ts";

const BUNDLE = ["bundle", "kb/notes/a.md", "prose/clarity", "--format-hint", "json"];

it("has the prompt of api ask for JSON, and that of nobody else", async () => {
  const { root } = makeBase();
  const asked = [...BUNDLE, "--dry-run", "--runner", "api", "--model", "openai/gpt-5"];
  const { out, exitCode } = await nested(root, asked);
  expect(exitCode).toBe(0);
  expect(out).toContain("# Form of the answer");
  expect(
    (
      await nested(
        root,
        asked.filter((word) => !["--format-hint", "json"].includes(word)),
      )
    ).out,
  ).not.toContain("# Form of the answer");
});

it.each([["claude-code"], ["checks"]])("is refused for %s", async (runner) => {
  const { root } = makeBase({
    "kb/instructions/review-gates/prose/clarity.md": "---\ncheck: true\n---\n# Clear\n",
  });
  const model = runner === "checks" ? [] : ["--model", "opus"];
  const { err, exitCode } = await nested(root, [...BUNDLE, "--dry-run", "--runner", runner, ...model]);
  expect({ err, exitCode }).toEqual({
    err: expect.stringContaining(`--format-hint is for \`api\`: nobody can hold ${runner} to a form`),
    exitCode: 2,
  });
});
