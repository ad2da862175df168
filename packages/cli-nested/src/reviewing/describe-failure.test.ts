import { NO_NOTE_BLOCK, SEE_LOG } from "@review/runner";
import { expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";

it("names the command that prints a log that is to be looked at", () => {
  expect(describeFailure(7, `claude failed: ${SEE_LOG}`)).toBe(
    "claude failed: look at its log with `review-nested show 7 --log`",
  );
  expect(describeFailure(7, "timeout")).toBe("timeout");
});

it("names the command that prints an answer that is none", () => {
  const reason = `note "a.md": ${NO_NOTE_BLOCK}`;
  expect(describeFailure(7, reason)).toBe(
    `${reason}; \`review-nested show 7 --raw\` prints what was answered`,
  );
});
