import { fileURLToPath } from "node:url";
import { runProgram } from "@review/test-kit/run-bin.ts";
import { expect, it } from "vitest";

it("is a bug of ours, and no success, that a command waits for what will never come", async () => {
  const program = fileURLToPath(new URL("fixtures/never-ends.mjs", import.meta.url));
  const { exitCode, stderr } = await runProgram(process.execPath, [program], { cwd: "." });
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(/^error: this is a bug of review, .*: the command waits for what will never come\n/);
});
