import { readFileSync } from "node:fs";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { type Command, EXIT, runCli } from "../../packages/cli-kit/src/index.ts";
import { commands as nestedCommands } from "../../packages/cli-nested/src/commands.ts";
import { commands as splitCommands } from "../../packages/cli-split/src/commands.ts";

const HEAD = `# The command lines

What \`--help\` says of every command. \`pnpm vitest run scripts/checks/cli-reference -u\` writes this file.
\`review-split\` is for agents that review by themselves, \`review-nested\` for people who start reviewers.

`;

describe("the reference of the command lines", () => {
  it("is docs/cli.md, as --help has it", async () => {
    const sections = [
      await describeCli("review-split", splitCommands),
      await describeCli("review-nested", nestedCommands),
    ];
    const text = `${HEAD}${exitCodes()}${sections.join("\n")}`;
    await expect(text).toMatchFileSnapshot("../../docs/cli.md");
  });

  it("names every exit code", () => {
    const named = [...exitCodes().matchAll(/^\| (\d+) /gm)].map(([, code]) => Number(code));
    expect(named).toEqual(Object.values(EXIT));
  });
});

/** The README's section on exit codes is their one home. */
function exitCodes(): string {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  return /^## Exit codes\n.*?(?=^## )/ms.exec(readme)?.[0] ?? "";
}

async function describeCli(name: string, commands: readonly Command[]): Promise<string> {
  const help = async (...words: string[]) => {
    const { io, out } = fakeIo();
    await runCli({ name, describe: "", version: "", commands }, [...words, "--help"], io);
    // The options of every command stand once, with the program itself.
    return words.length === 0 ? out() : out().replace(/^Options of every command:\n(?: .*\n)*\n?/m, "");
  };
  const sections = [`## ${name}\n\n\`\`\`\n${(await help()).replace(/\n{3,}/g, "\n\n").trim()}\n\`\`\`\n`];
  for (const { usage } of commands) {
    const word = usage[0].split(" ")[0] ?? "";
    const text = (await help(word)).replace(/^Exit codes: .*\n+/m, "").replace(/\n{3,}/g, "\n\n");
    sections.push(`### ${name} ${word}\n\n\`\`\`\n${text.trim()}\n\`\`\`\n`);
  }
  return sections.join("\n");
}
