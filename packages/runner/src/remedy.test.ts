import { expect, it } from "vitest";
import { AGAIN_SOON, againWhen, remedyFor, SHORTER_PROMPT, tellFailure, tellInPassing } from "./remedy.ts";

it("tells what happened and what helps", () => {
  const message = "the prompt is too long";
  expect(tellFailure({ message, remedy: SHORTER_PROMPT })).toBe(
    "the prompt is too long: ask for fewer pairs at once, or lower limits.promptBytes in review.config.json",
  );
  expect(tellFailure({ message, remedy: "split it" })).toBe("the prompt is too long: split it");
  expect(tellFailure({ message: "interrupted" })).toBe("interrupted");
});

it("asks nobody to ask for fewer pairs than one", () => {
  const told = (pairs: number) => tellFailure({ message: "no", remedy: remedyFor(SHORTER_PROMPT, pairs) });
  expect(told(2)).toContain("ask for fewer pairs at once");
  expect(told(1)).toBe("no: use another model, or lower limits.promptBytes in review.config.json");
  expect(remedyFor("split it", 1)).toEqual(["split it"]);
});

it("tells nobody to run again what is asked again anyway", () => {
  expect(tellInPassing({ message: "no", remedy: AGAIN_SOON })).toBe("no");
  const remedy = [againWhen("after 9 o'clock"), "log in with another account"];
  expect(tellInPassing({ message: "no", remedy })).toBe("no: log in with another account");
});
