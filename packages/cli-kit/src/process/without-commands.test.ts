import { expect, it } from "vitest";
import type { OutputStream } from "./output-stream.ts";
import { isReadAsLog, linesWithoutCommands, withoutCommands } from "./without-commands.ts";

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

it.each([
  ["notes/##vso[task.prependpath]evil.md\n", "notes/##vso [task.prependpath]evil.md\n"],
  ["a ##teamcity[setParameter name='x']", "a ##teamcity [setParameter name='x']"],
  [`${"##teamcity".repeat(9)}[x\n\u2028::\n`, `${"##teamcity".repeat(9)} [x\n\u2028: :\n`],
])("the same of Azure Pipelines and TeamCity: %j", (text, expected) => {
  expect(linesWithoutCommands(text)).toBe(expected);
  expect(written(...text)).toBe(expected);
});

it("leaves a name as it is that holds what cannot be seen, on the lines where there is no command", () => {
  const family = "notes/\u{1F468}\u200D\u{1F469}.md";
  expect(linesWithoutCommands(`${family}\n\u200B::error::x\n${family}`)).toBe(
    `${family}\n: :error::x\n${family}`,
  );
});

it("is for what is read as the log of a job", () => {
  expect(isReadAsLog(["verify", "--format", "github"], {})).toBe(true);
  expect(isReadAsLog(["verify", "--format=github"], {})).toBe(true);
  expect(isReadAsLog(["verify", "--format", "sarif"], { GITHUB_ACTIONS: "true" })).toBe(true);
  expect(isReadAsLog(["verify"], { TF_BUILD: "True" })).toBe(true);
  expect(isReadAsLog(["verify"], { TEAMCITY_VERSION: "2026.1" })).toBe(true);
  expect(isReadAsLog(["bundle", "github", "--format", "text"], { CI: "true" })).toBe(false);
});
