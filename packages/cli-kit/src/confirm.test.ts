import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { fakeIo } from "../test/fake-io.ts";
import { askLine, isYes } from "./ask.ts";
import { confirm } from "./confirm.ts";

describe("confirm", () => {
  it.each<[args: { yes?: boolean }, answer: string | undefined, agreed: boolean]>([
    [{ yes: true }, undefined, true],
    [{}, "y", true],
    [{}, "YES ", true],
    [{}, "n", false],
    [{}, "", false],
    [{}, "yesterday", false],
    [{ yes: false }, "no", false],
  ])("%j and the answer %j", async (args, answer, agreed) => {
    const { io } = fakeIo(answer === undefined ? {} : { answer });
    expect(await confirm("Really?", args, io)).toBe(agreed);
  });

  it("refuses where nobody can answer, and names --yes", async () => {
    await expect(confirm("Really?", {}, fakeIo().io)).rejects.toMatchObject({
      code: "usage",
      message: "Really? Nobody is at a terminal to answer: give --yes to go ahead",
    });
  });
});

describe("askLine", () => {
  it("shows the question and gives the line typed", async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answer = askLine("Really? ", { input, output });
    input.write("y\nand more\n");
    expect(isYes((await answer) ?? "")).toBe(true);
    expect(String(output.read())).toContain("Really? ");
  });
});
