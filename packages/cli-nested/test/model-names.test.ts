import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { makePairBase, review } from "./pair-base.ts";

const A = "kb/notes/a.md";

async function reviewedBase() {
  const base = await makePairBase();
  await review(base, A, { "prose/body": "warn" });
  return (args: readonly string[]) => nestedHere(base.root, args);
}

it("a model that is asked about with its service in front is one whose runs are under its own name", async () => {
  const run = await reviewedBase();
  const asked = ["--model", "openai-compatible/claude-opus-4-8"];
  const said =
    "nothing was ever accepted under openai-compatible/claude-opus-4-8: did you mean claude-opus-4-8? Runs are recorded under the model's name alone\n";
  for (const command of [
    ["stale", "prose", ...asked],
    ["warns", ...asked],
    ["why", A, "prose/body", ...asked],
    ["ack", "--trivial", ...asked],
  ])
    expect((await run(command)).stderr).toContain(said);
  expect((await run(["stale", "prose", "--model", "claude-opus-4-8"])).stderr).not.toContain("did you mean");
});

it("a list where one model is asked about is refused, and several where several make sense are taken", async () => {
  const run = await reviewedBase();
  for (const command of [
    ["ack", "--trivial"],
    ["stale", "prose"],
    ["why", A, "prose/body"],
  ]) {
    const { exitCode, stderr } = await run([...command, "--model", "easy,strict"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--model easy,strict is a list, and one model is asked about at a time");
  }
  const { stdout } = await run([
    "verify",
    "prose/body",
    "--note",
    A,
    "--model",
    "other,claude-opus-4-8",
    "--json",
  ]);
  const both = await run([
    "verify",
    "prose/body",
    "--note",
    A,
    "--model",
    "other",
    "--model",
    "claude-opus-4-8",
    "--json",
  ]);
  expect(stdout).toBe(both.stdout);
});

it("a model of another provider, or of none, is asked after where its runs are under one name alone", async () => {
  const run = await reviewedBase();
  for (const model of ["router/claude-opus-4-8", "opus-4-8", "router/opus-4-8"]) {
    const { stderr } = await run(["why", A, "prose/body", "--model", model]);
    expect(stderr).toContain(`nothing was ever accepted under ${model}: did you mean claude-opus-4-8?\n`);
  }
  expect((await run(["why", A, "prose/body", "--model", "4-8"])).stderr).not.toContain("did you mean");
});
