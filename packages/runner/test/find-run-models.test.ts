import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { expect, it } from "vitest";
import { findRunModels } from "../src/clients/codex/find-run-models.ts";

const line = (type: string, payload: object) =>
  JSON.stringify({ timestamp: "2025-11-03T09:00:00Z", type, payload });
const turn = (model: string, effort?: string) => line("turn_context", { model, effort, cwd: "/" });
const said = (role: string, text: string) =>
  line("response_item", { type: "message", role, content: [{ type: "input_text", text }] });
const prompt = (...runIds: number[]) =>
  said("user", runIds.map((id) => `Review note kb/a.md.\nReview run id: ${id}\nBe strict.`).join("\n"));

/** A folder of sessions as codex keeps them; gives what is found for runs 1 to 9. */
async function findIn(sessions: Record<string, string | string[]>) {
  const folder = scratchFolder();
  for (const [name, lines] of Object.entries(sessions)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, [lines].flat().join("\n"));
  }
  return findRunModels(folder, new Set(Array.from({ length: 9 }, (_, index) => `${index + 1}`)));
}

it("finds the model and effort of the session whose prompt names the run", async () => {
  const { models, ambiguous, files } = await findIn({
    "2025/11/03/rollout-a.jsonl": [line("session_meta", { id: "a" }), turn("gpt-5.4", "xhigh"), prompt(1)],
    "2025/11/04/rollout-b.jsonl": [prompt(2, 3), turn("gpt-5"), ""],
    "rollout-c.jsonl": [turn("gpt-4"), prompt(12)],
  });
  expect(models).toEqual(
    new Map([
      ["1", { model: "gpt-5.4", effort: "xhigh" }],
      ["2", { model: "gpt-5" }],
      ["3", { model: "gpt-5" }],
    ]),
  );
  expect([ambiguous, files]).toEqual([[], 3]);
});

it("reads prompts in each form in which codex has written them", async () => {
  const text = "Review run id: 4";
  const { models } = await findIn({
    "rollout-1.jsonl": [turn("m"), line("event_msg", { type: "user_message", message: text })],
    "rollout-2.jsonl": [
      turn("m"),
      line("event_msg", {
        type: "item_completed",
        item: { type: "UserMessage", content: [{ type: "text", text: "Review run id:5" }] },
      }),
    ],
    "rollout-3.jsonl": [
      turn("m"),
      JSON.stringify({
        type: "message",
        role: "user",
        content: [{ type: "input_text", text: "Review run id: 6" }],
      }),
    ],
  });
  expect([...models.keys()]).toEqual(["4", "5", "6"]);
});

it("a run id in an answer, in a tool's output or in another kind of file names no run", async () => {
  const text = "Review run id: 1";
  const { models, files } = await findIn({
    "rollout-1.jsonl": [turn("m"), said("assistant", text), said("developer", text)],
    "rollout-2.jsonl": [turn("m"), line("response_item", { type: "function_call_output", output: text })],
    "rollout-3.json": [turn("m"), prompt(1)],
    "history.jsonl": [turn("m"), prompt(1)],
  });
  expect([models.size, files]).toEqual([0, 2]);
});

it("a run that sessions of several models or efforts claim is ambiguous; the same model twice is not", async () => {
  const { models, ambiguous } = await findIn({
    "rollout-1.jsonl": [turn("a"), prompt(1, 3)],
    "rollout-2.jsonl": [turn("b"), prompt(1)],
    "rollout-3.jsonl": [turn("a", "low"), turn("a", "high"), prompt(2)],
    "rollout-4.jsonl": [turn("a"), prompt(3)],
  });
  expect(ambiguous.sort()).toEqual(["1", "2"]);
  expect(models).toEqual(new Map([["3", { model: "a" }]]));
});

it("broken lines, sessions without a model and files that cannot be read do no harm", async () => {
  const folder = scratchFolder();
  writeFileSync(
    join(folder, "rollout-1.jsonl"),
    `{"turn_context\n${prompt(1)}\n"turn_context"\nReview run id: 2`,
  );
  symlinkSync("/nonexistent", join(folder, "rollout-2.jsonl"));
  mkdirSync(join(folder, "rollout-3.jsonl"));
  const found = await findRunModels(folder, new Set(["1", "2"]));
  expect(found).toEqual({ models: new Map(), ambiguous: [], files: 1, unreadable: 0 });
});

it("says what the system says if the folder is not there", async () => {
  await expect(findRunModels("/nonexistent", new Set(["1"]))).rejects.toMatchObject({ code: "ENOENT" });
});

it("a session of gigabytes is not read", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "rollout-1.jsonl"), [turn("a"), prompt(1)].join("\n"));
  writeFileSync(join(folder, "rollout-2.jsonl"), [turn("b"), prompt(1), ""].join("\n"));
  truncateSync(join(folder, "rollout-2.jsonl"), 2 ** 31);
  const { models, unreadable } = await findRunModels(folder, new Set(["1"]));
  expect([...models]).toEqual([["1", { model: "a" }]]);
  expect(unreadable).toBe(1);
});

// Not every file system takes such names.
it.runIf(process.platform === "linux")("a folder whose name is not UTF-8 is passed over", async () => {
  const folder = scratchFolder();
  writeFileSync(join(folder, "rollout-1.jsonl"), [turn("a"), prompt(1)].join("\n"));
  mkdirSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff])]));
  expect((await findRunModels(folder, new Set(["1"]))).models.size).toBe(1);
});
