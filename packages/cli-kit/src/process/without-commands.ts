import type { OutputStream } from "./output-stream.ts";

/**
 * Whether a service reads what a command writes as the log of a job, and obeys commands in it: GitHub and what is like it, Azure
 * Pipelines, TeamCity; or GitHub by the format that was asked for.
 */
export function isReadAsLog(
  argv: readonly string[],
  { GITHUB_ACTIONS, TF_BUILD, TEAMCITY_VERSION }: Readonly<Record<string, string | undefined>>,
): boolean {
  const isAsked = argv.some(
    (word, at) => word === "--format=github" || (word === "github" && argv[at - 1] === "--format"),
  );
  return isAsked || GITHUB_ACTIONS === "true" || Boolean(TF_BUILD) || Boolean(TEAMCITY_VERSION);
}

/** What cannot be seen is left out: GitHub's runner compares texts by rules of languages, which pass over it. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** How much of a command's beginning is waited for: `##teamcity[`, and as much again. */
const LONGEST_BEGINNING = 24;

/**
 * Whole lines with nothing in them that such a service takes for a command: `##[`, `##vso[` or `##teamcity[` anywhere, and `::` where a
 * line begins. Names and texts of the tree stand in what is printed.
 */
export const linesWithoutCommands = (text: string): string => text.split("\n").map(withoutCommand).join("\n");

/** A name that holds what cannot be seen keeps it, unless that would hide a command. */
function withoutCommand(line: string): string {
  const seen = line.replace(UNSEEN, "");
  const harmless = broken(seen);
  return harmless === seen ? line : harmless;
}

/** The same of a stream, in whatever pieces it is written. Not a stop-command, as in a report: stdout has one, and both streams become one log. */
export function withoutCommands(stream: OutputStream): OutputStream {
  /** What could begin a command that the next piece ends. */
  let begun = "";
  return Object.create(stream, {
    write: {
      value: (text: string) => {
        const seen = begun + text.replace(UNSEEN, "");
        stream.write(broken(seen).slice(broken(begun).length));
        begun = lineBegun(seen);
      },
    },
  });
}

/** What is put in stands before the last character of what makes a command, so that whatever was written before may stay. */
const broken = (text: string) =>
  text.replace(/##\w{0,20}(?=\[)/g, "$& ").replace(/(^|[\r\n])([^\S\r\n]*:)(?=:)/g, "$1$2 ");

/** The end of the last line, as short as it can be known by. */
function lineBegun(text: string): string {
  const line = text.slice(Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1);
  return line.trimStart().length <= 2 ? line : `x${line.slice(-LONGEST_BEGINNING)}`;
}
