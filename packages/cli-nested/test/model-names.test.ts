import { expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { makePairBase, review } from "./pair-base.ts";

const A = "kb/notes/a.md";

async function reviewedBase() {
  const base = await makePairBase();
  await review(base, A, { "prose/body": "warn" });
  return (args: readonly string[]) => nestedHere(base.root, args);
}

it("a service's name in front is no part of the model's name", async () => {
  const run = await reviewedBase();
  const asked = ["--model", "openai-compatible/claude-opus-4-8"];
  const byName = ["--model", "claude-opus-4-8"];
  for (const command of [
    ["stale", "prose", "--note", A],
    ["warns"],
    ["why", A, "prose/body"],
    ["verify", "prose/body", "--note", A],
    ["ack", "--trivial"],
  ]) {
    const { stdout, exitCode } = await run([...command, ...byName]);
    const found = await run([...command, ...asked]);
    expect(found.stdout.replaceAll("openai-compatible/", "")).toBe(stdout);
    expect(found.exitCode).toBe(exitCode);
    expect(found.stderr).not.toContain("nothing was ever accepted");
  }
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
  const sameModel = ["router/claude-opus-4-8", "opus-4-8", "router/opus-4-8"];
  // More, or less, of the same name.
  for (const model of [...sameModel, "claude", "claude-opus", "claude-opus-4-8-latest"]) {
    const { stderr } = await run(["why", A, "prose/body", "--model", model]);
    expect(stderr).toContain(`nothing was ever accepted under ${model}: did you mean claude-opus-4-8?\n`);
  }
  expect((await run(["why", A, "prose/body", "--model", "4-8"])).stderr).not.toContain("did you mean");
});
