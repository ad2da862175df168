import { type Command, runCli } from "@review/cli-kit";
import { describe, expect, it } from "vitest";
import { fakeIo } from "./fake-io.ts";

/** What a command's code was given; `command` is the command's own name, whatever alias was typed. */
export interface Received {
  command: string;
  args: unknown;
}

/** Tests that the table of commands of a command line has to pass, whichever commands they are. */
export function describeCommandTable({ name, commands }: { name: string; commands: readonly Command[] }) {
  /** Runs a command line with commands that do nothing but return an exit code. */
  const start = async (argv: readonly string[], { columns }: { columns?: number } = {}) => {
    const received: Received[] = [];
    const idle = commands.map((command) => ({
      ...command,
      load: async () => async (args: unknown) => {
        received.push({ command: nameOf(command), args });
        return 0;
      },
    }));
    const { io, out, err } = fakeIo(columns === undefined ? {} : { columns });
    const cli = { name, describe: `What ${name} is.`, version: "1.2.3", commands: idle };
    return { exitCode: await runCli(cli, argv, io), received, out: out(), err: err() };
  };

  const argsOf = async (argv: readonly string[]): Promise<Received> => {
    const { received, err } = await start(argv);
    if (received.length !== 1 || !received[0]) throw new Error(err);
    return received[0];
  };

  const describeHelp = () =>
    describe("help", () => {
      it.each(commands.map((command) => [nameOf(command), command] as const))(
        "of %s",
        async (word, command) => {
          const { out, err, exitCode, received } = await start([word, "--help"]);
          expect({ err, exitCode, received }).toEqual({ err: "", exitCode: 0, received: [] });
          expect(out).toContain(`${name} ${command.usage[0]}`);
          expect(out).toContain(command.describe);
          expect(command.examples.length).toBeGreaterThan(0);
          for (const [line, what] of command.examples) {
            expect(out).toContain(`  ${name} ${line}\n      ${what}`);
          }
          for (const option of await optionsOf(word))
            expect(out).toMatch(new RegExp(`${option}(?:, --[a-z-]+)?  +\\S`));
        },
      );

      /** As the shell completes them. */
      const optionsOf = async (word: string) => {
        const { out } = await start(["--get-yargs-completions", name, word, "--"]);
        const options = out.split("\n").filter((line) => line.startsWith("--"));
        expect(options).toEqual(expect.arrayContaining(["--root", "--db", "--json", "--quiet", "--help"]));
        return options;
      };

      it.each(commands.flatMap((command) => command.examples.map(([line]) => [line])))(
        "shows an example that can be typed: %s",
        async (line) => {
          const { received, err } = await start(splitExample(line));
          expect(err).toBe("");
          expect(received).toHaveLength(1);
        },
      );

      it("lists the commands and the exit codes", async () => {
        const { out, exitCode } = await start(["--help"]);
        expect(exitCode).toBe(0);
        for (const command of commands) expect(out).toContain(`${name} ${command.usage[0]}`);
        expect(out).toContain(`What ${name} is.`);
        expect(out).toContain("0 done, 1 the answer is no, 2 bad input, 3 environment, 4 conflict, 70 bug");
        expect(await start(["-h"])).toMatchObject({ out, exitCode });
      });

      it("fits into a terminal of 80 columns", async () => {
        for (const word of ["", ...commands.map(nameOf)]) {
          const { out } = await start([word, "--help"].filter(Boolean), { columns: 80 });
          const [help = ""] = out.split("\nExamples:\n");
          expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
        }
      });

      it("knows the version and completes commands", async () => {
        expect(await start(["--version"])).toMatchObject({ out: "1.2.3\n", err: "", exitCode: 0 });
        const { out } = await start(["completion"]);
        expect(out).toContain(`complete -o bashdefault -o default -F _${name}_yargs_completions ${name}`);
        const words = (await start(["--get-yargs-completions", name, ""])).out.split("\n");
        expect(words).toEqual(expect.arrayContaining(commands.map(nameOf)));
      });

      it("suggests the command that was probably meant", async () => {
        for (const word of commands.map(nameOf)) {
          const { err, exitCode } = await start([`${word}e`]);
          expect({ err, exitCode }).toEqual({
            err: expect.stringMatching(/^error: there is no such command; did you mean \w+\? .+\n$/),
            exitCode: 2,
          });
        }
      });
    });

  return { argsOf, describeHelp };
}

function nameOf({ usage }: Command): string {
  return usage[0].split(" ")[0] ?? "";
}

/** The words of an example as a shell reads them, up to a redirection. */
function splitExample(line: string): string[] {
  const [command = ""] = line.split(/ [|>]/);
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
}
