import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { askLine } from "./ask.ts";
import { isYes } from "./yes.ts";

describe("askLine", () => {
  it.each<[typed: string, answer: string]>([
    ["yes\n", "yes"],
    ["\n", ""],
    ["y\nand more\n", "y"],
    ["", ""],
  ])("typed %j", async (typed, answer) => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const asked = askLine("Go on? ", { input, output });
    input.end(typed);
    expect(await asked).toBe(answer);
    output.end();
    expect(await text(output)).toContain("Go on? ");
  });

  it.each([
    ["Ctrl-C", "\u0003"],
    ["Ctrl-\\", "\u001c"],
  ])("ends at %s like every command", async (_, key) => {
    const [input, output] = [Object.assign(new PassThrough(), { isTTY: true }), new PassThrough()];
    const asked = askLine("Go on? ", { input, output: Object.assign(output, { isTTY: true, columns: 80 }) });
    input.write(key);
    await expect(asked).rejects.toMatchObject({ code: "interrupted" });
  });

  it("takes a terminal that is gone for no answer", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const asked = askLine("Go on? ", { input, output });
    input.destroy(new Error("read EIO"));
    expect(await asked).toBe("");
  });
});

it.each<[answer: string, yes: boolean]>([
  ["y", true],
  ["Yes", true],
  [" YES ", true],
  ["", false],
  ["n", false],
  ["yep", false],
  ["no, yes", false],
])("isYes(%j)", (answer, yes) => {
  expect(isYes(answer)).toBe(yes);
});
