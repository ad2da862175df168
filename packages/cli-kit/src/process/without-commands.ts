import type { OutputStream } from "./output-stream.ts";

/** Whether GitHub reads what a command writes: in a job there, or by the format that was asked for. */
export function isReadByGithub(
  argv: readonly string[],
  { GITHUB_ACTIONS }: Readonly<Record<string, string | undefined>>,
): boolean {
  const isAsked = argv.some(
    (word, at) => word === "--format=github" || (word === "github" && argv[at - 1] === "--format"),
  );
  return isAsked || GITHUB_ACTIONS === "true";
}

/** What cannot be seen is left out: GitHub's runner compares texts by rules of languages, which pass over it. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The stream with nothing in it that GitHub's runner takes for a command: `##[` anywhere, and `::` where a line begins. Names and
 * texts of the tree stand in talk. Not a stop-command, as in a report: stdout has one, and both streams become one log.
 */
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

const broken = (text: string) =>
  text.replace(/##(?=\[)/g, "## ").replace(/^([^\S\r\n\u2028\u2029]*:)(?=:)/gm, "$1 ");

/** The end of the last line, as short as it can be known by. */
function lineBegun(text: string): string {
  const line = /(?<![^\r\n])[^\r\n]*$/.exec(text)?.[0] ?? "";
  return line.trimStart().length <= 2 ? line : `x${line.slice(-2)}`;
}
