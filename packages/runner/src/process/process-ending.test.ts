import { describe, expect, it } from "vitest";
import { tellFailure } from "../remedy.ts";
import { endedBySystem } from "./process-ending.ts";
import type { ProcessEnd } from "./subprocess.ts";

const judge = (end: Pick<ProcessEnd, "cause"> & Partial<ProcessEnd>) =>
  endedBySystem("mine", "prog", { stdout: "", stderr: "", durationMs: 1, ...end }, 1_500);

describe("endedBySystem", () => {
  it("leaves a process that exited to its output", () => {
    expect(judge({ cause: "exited", exitCode: 7 })).toBeUndefined();
  });

  it.each([
    [{ cause: "killed", signal: "SIGSEGV" }, "crashed", /^mine was ended by SIGSEGV: /],
    [
      { cause: "timeout", signal: "SIGTERM" },
      "timeout",
      /^timeout: mine had no complete answer within 1\.5 s: give it longer/,
    ],
    [{ cause: "interrupted", exitCode: 0 }, "interrupted", /^interrupted$/],
    [
      { cause: "interrupted", problem: "the output cannot be written:\nENOSPC" },
      "interrupted",
      /^interrupted: the output cannot be written: ENOSPC$/,
    ],
    [{ cause: "too-much-output" }, "crashed", /^mine printed more than 64 MiB and was ended: /],
    [{ cause: "not-found" }, "not-installed", /^the program prog of the runner mine was not found: /],
    [
      { cause: "cannot-start", problem: "spawn E2BIG" },
      "crashed",
      /^mine could not be started: spawn E2BIG$/,
    ],
    ...["EMFILE", "ENFILE", "EAGAIN", "ENOMEM"].map(
      (code) =>
        [
          { cause: "cannot-start", problem: `spawn ${code}`, code },
          "cannot-start",
          new RegExp(`^mine could not be started: spawn ${code}: .*: let fewer reviewers`),
        ] as const,
    ),
  ] as const)("%o is %s", (end, how, message) => {
    const ended = judge(end);
    expect(ended?.how).toBe(how);
    expect(ended && tellFailure(ended)).toMatch(message);
  });

  it("keeps the system's words on one line", () => {
    expect(judge({ cause: "cannot-start", problem: "a\nb\r\n c" })?.message).toBe(
      "mine could not be started: a b c",
    );
  });
});
