import { expect, it } from "vitest";
import type { OutputStream } from "./output-stream.ts";
import { isReadByGithub, withoutCommands } from "./without-commands.ts";

/** What is written of some pieces. */
function written(...pieces: string[]): string {
  const taken: string[] = [];
  const stream: OutputStream = {
    write: (text) => taken.push(text),
    drained: async () => {},
    isClosed: false,
    problem: undefined,
    isTTY: false,
    columns: 80,
  };
  const without = withoutCommands(stream);
  expect([without.columns, without.isClosed]).toEqual([80, false]);
  for (const piece of pieces) without.write(piece);
  return taken.join("");
}

it.each([
  ["next: review 'gates/##[add-mask]x'\n", "next: review 'gates/## [add-mask]x'\n"],
  ["####[error]x", "#### [error]x"],
  ["::error::no\n \t::add-mask::x\r::stop", ": :error::no\n \t: :add-mask::x\r: :stop"],
  ["\n\n  ::error::\n", "\n\n  : :error::\n"],
  ["\u200b:\u00ad:error::x #\u2060#\ufe0f[error]", ": :error::x ## [error]"],
  ["a ::b:: # [c] #[d] ## e\n: f\n", "a ::b:: # [c] #[d] ## e\n: f\n"],
])("breaks up what is a command, however it is cut: %j", (text, expected) => {
  expect(written(text)).toBe(expected);
  expect(written(...text)).toBe(expected);
  for (let at = 0; at < text.length; at += 1)
    expect(written(text.slice(0, at), text.slice(at))).toBe(expected);
});

it("is for what GitHub reads", () => {
  expect(isReadByGithub(["verify", "--format", "github"], {})).toBe(true);
  expect(isReadByGithub(["verify", "--format=github"], {})).toBe(true);
  expect(isReadByGithub(["verify", "--format", "sarif"], { GITHUB_ACTIONS: "true" })).toBe(true);
  expect(isReadByGithub(["bundle", "github", "--format", "text"], {})).toBe(false);
});
