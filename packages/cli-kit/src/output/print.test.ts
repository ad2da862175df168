import { fakeIo } from "@review/test-kit/fake-io.ts";
import { expect, it } from "vitest";
import { asItIs, print, printLines, printText, tell } from "./print.ts";

const HOSTILE = "m\u001b]0;title\u0007\u001b[2J\u001b[8mhidden\u009b31m\u202e";

it("prints colours on a terminal, and nothing else that acts on it", () => {
  const { io, out } = fakeIo({ columns: 80 });
  printLines(io, ["\u001b[31mFAIL\u001b[39m  \u001b[2mrun 1\u001b[22m", HOSTILE]);
  expect(out()).toBe("\u001b[31mFAIL\u001b[39m  \u001b[2mrun 1\u001b[22m\nmhidden\n");
});

it("prints plain text anywhere else", () => {
  const { io, out } = fakeIo();
  printLines(io, ["\u001b[31mFAIL\u001b[39m", HOSTILE]);
  expect(out()).toBe("FAIL\nmhidden\n");
});

it("obeys nobody in the log of a job", () => {
  const { io, out } = fakeIo({ isLog: true, columns: 80 });
  print(io, "##vso[task.prependpath]evil");
  printLines(io, [" ::add-mask::x"]);
  expect(out()).toBe("##vso [task.prependpath]evil\n : :add-mask::x\n");
  expect(asItIs(io, `::stop::\n${HOSTILE}`)).toBe(": :stop::\nmhidden");
});

it("leaves a text as it is for a program, and takes out of it what acts on a terminal", () => {
  expect(asItIs(fakeIo().io, HOSTILE)).toBe(HOSTILE);
  expect(asItIs(fakeIo({ columns: 80 }).io, HOSTILE)).toBe("mhidden");
});

it("prints nothing where there are no lines", () => {
  const { io, out } = fakeIo();
  printLines(io, []);
  expect(out()).toBe("");
});

it("shows names in a line that is told or printed, and lets none begin another line", () => {
  const { io, out, err } = fakeIo();
  const name = "a\n::error::b\u2028\u200bc\u200e\r.md";
  tell(io, { quiet: false }, `  of ${name}`);
  print(io, `wrote ${name}`);
  printLines(io, [`  text ${name}`]);
  expect(err()).toBe("  of a ::error::b \\u{200b}c\\u{200e} .md\n");
  expect(out()).toBe("wrote a ::error::b \\u{200b}c\\u{200e} .md\n  text a ::error::b \u200bc\u200e .md\n");
});

it("prints a text in as many lines as it has", () => {
  const { io, out } = fakeIo();
  printText(io, `# a\n\n\u{1f469}\u200d\u{1f4bb}${HOSTILE}`);
  expect(out()).toBe("# a\n\n\u{1f469}\u200d\u{1f4bb}mhidden\n");
});
