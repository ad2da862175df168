import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";

import { binPath, runProgram } from "@review/test-kit/run-bin.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it, onTestFinished } from "vitest";
import { KEY } from "./api-setup.ts";
import { startOllama } from "./model-server/ollama.mjs";
import { startModelServer } from "./model-server/start-model-server.mjs";

const answer = (prompt: string) => answerFromPrompt(prompt, () => "WARN");

/** Begins in a folder of notes with no more than a variable or two: three commands, the second one being what the first proposes. */
async function begin(variables: Record<string, string>) {
  const cwd = scratchFolder();
  mkdirSync(join(cwd, "notes"));
  writeFileSync(join(cwd, "notes/harbour.md"), "# Harbour\n\nIt was rebuilt in 1921.\n");
  // No client is there, whatever the tester has.
  const environment = { PATH: scratchFolder(), HOME: scratchFolder(), ...variables };
  const nested = (args: readonly string[]) =>
    runProgram(process.execPath, [binPath("review-nested"), ...args], { cwd, environment });
  const { stderr } = await nested(["init", "--with-gates"]);
  const proposed = /^ {2}review-nested (sweep .*) --dry-run$/m.exec(stderr)?.[1] ?? "";
  const plan = await nested([...proposed.split(" "), "--dry-run"]);
  const sweep = await nested(proposed.split(" "));
  return { proposed, plan, sweep, warns: await nested(["warns"]) };
}

/** Nobody listens there. */
const NO_SERVER = { OPENAI_COMPATIBLE_BASE_URL: "http://127.0.0.1:9/v1" };

it("comes from init to findings with nothing but a key", async () => {
  const server = await startModelServer({ answer });
  onTestFinished(() => server.close());
  const { proposed, plan, sweep, warns } = await begin({
    ...NO_SERVER,
    ANTHROPIC_API_KEY: KEY,
    ANTHROPIC_BASE_URL: `${server.url}/v1`,
  });
  expect(proposed).toMatch(/^sweep --all-gates --runner api --model anthropic\/\S+ --limit 5$/);
  expect(plan.stderr).toMatch(/tokens to read, if four bytes are one, some \$0\.\d+ at list price\n/);
  expect(sweep).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("reviewed 3 pairs: 3 warn") });
  expect(warns.stdout).toContain("notes/harbour.md:1:1");
});

it("comes from init to findings with nothing but Ollama", async () => {
  const server = await startOllama({ answer });
  onTestFinished(() => server.close());
  const { proposed, plan, sweep, warns } = await begin({ OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1` });
  expect(proposed).toBe("sweep --all-gates --runner api --model openai-compatible/qwen3:4b --limit 5");
  expect(plan.stderr).not.toContain("list price");
  expect(sweep).toMatchObject({ exitCode: 0, stderr: expect.stringContaining("reviewed 3 pairs: 3 warn") });
  expect(warns.stdout).toContain("notes/harbour.md:1:1");
});
