import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { confirm } from "./confirm.ts";

describe("confirm", () => {
  it.each([
    ["y", true],
    [" YES ", true],
    ["n", false],
    ["", false],
    ["yes please", false],
  ])("the answer %j means %s", async (answer, agreed) => {
    expect(await confirm("Go ahead?", {}, fakeIo({ answer }).io)).toBe(agreed);
  });

  it("does not ask with --yes", async () => {
    const ask = () => Promise.reject(new Error("asked"));
    expect(await confirm("Go ahead?", { yes: true }, { ...fakeIo().io, ask })).toBe(true);
  });

  it("shows that no is what an empty answer means, and names as they are", async () => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return "";
    };
    await confirm("Go ahead?", {}, { ...fakeIo().io, ask });
    await confirm("Of \u001b[2Ja\n\u200bb?", {}, { ...fakeIo().io, ask });
    expect(questions).toEqual(["Go ahead? [y/N] ", String.raw`Of \u{1b}[2Ja \u{200b}b? [y/N] `]);
  });

  it("names --yes where nobody can answer", async () => {
    await expect(confirm("Go ahead?", { yes: false }, fakeIo().io)).rejects.toMatchObject({
      code: "usage",
      message: 'nobody is at a terminal to be asked "Go ahead?": give --yes to go ahead',
    });
  });
});
