import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { type CommandContext, defineCommand, type GlobalArgs } from "./command-line/command.ts";
import { UsageError } from "./errors/usage-error.ts";
import { print, printJson, tell } from "./output/print.ts";
import { runCli } from "./run-cli.ts";

type Run = (args: GlobalArgs, context: CommandContext) => Promise<number | undefined>;

/** Runs a command line of one command, `do`. */
async function start(run: Run, argv: string[] = ["do"], options: Parameters<typeof fakeIo>[0] = {}) {
  const command = defineCommand({
    usage: ["do"],
    describe: "does it",
    examples: [["do", "does it"]],
    build: (parser) => parser,
    load: async () => run,
  });
  const { io, out, err } = fakeIo(options);
  const cli = { name: "review", describe: "", version: "1.2.3", commands: [command] };
  return { exitCode: await runCli(cli, argv, io), out: out(), err: err() };
}

describe("runCli", () => {
  it("gives back the exit code of the command, 0 without one", async () => {
    expect(await start(async () => 1)).toEqual({ exitCode: 1, out: "", err: "" });
    expect(await start(async () => undefined)).toEqual({ exitCode: 0, out: "", err: "" });
  });

  it("reports what a command throws, and does not take it for a wrong command line", async () => {
    const refuse = async () => {
      throw new UsageError("no such thing");
    };
    expect(await start(refuse)).toEqual({ exitCode: 2, out: "", err: "error: no such thing\n" });
    expect(await start(refuse, ["do", "--json"])).toEqual({
      exitCode: 2,
      out: '{"schema":1,"error":{"code":"usage","message":"no such thing"}}\n',
      err: "error: no such thing\n",
    });
    const stumble = async () => {
      throw new TypeError("Unknown argument: x");
    };
    expect(await start(stumble)).toMatchObject({
      exitCode: 70,
      err: expect.stringMatching(/^error: this is a bug of review, .*: Unknown argument: x\nTypeError: /),
    });
  });

  it("reports what was thrown first where closing throws, too", async () => {
    const closeBadly = async () => {
      await using _ = {
        [Symbol.asyncDispose]: async () => {
          throw new TypeError("closing");
        },
      };
      throw new UsageError("no such thing");
    };
    expect(await start(closeBadly)).toEqual({ exitCode: 2, out: "", err: "error: no such thing\n" });
  });

  it("takes a current folder that is gone for no bug, whoever asked for it", async () => {
    const ask = async () => {
      const gone = { syscall: "uv_cwd", code: "ENOENT" };
      throw Object.assign(new Error("ENOENT: no such file or directory, uv_cwd"), gone);
    };
    expect(await start(ask)).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/^error: the current folder is gone: .*\n$/),
    });
  });

  it("does not run the command to show its help", async () => {
    const ran: string[] = [];
    const run = async () => {
      ran.push("do");
      return 0;
    };
    expect(await start(run, ["do", "--help"])).toMatchObject({
      exitCode: 0,
      out: expect.stringContaining("\nExamples:\n  review do\n      does it\n"),
    });
    expect(ran).toEqual([]);
  });

  it("hands on io and version", async () => {
    const { out } = await start(async (args, { io, version }) => {
      print(io, `${version} ${args.json} ${args.quiet}`);
      return 0;
    });
    expect(out).toBe("1.2.3 false false\n");
  });
});

describe("print, printJson and tell", () => {
  it("write data to stdout and talk to stderr, without anything that acts on a terminal", async () => {
    const run: Run = async (args, { io }) => {
      print(io, "data\u001b[2J");
      printJson(io, { text: "a\u001b[2Jb", none: undefined });
      tell(io, args, "talk\u202e");
      return 0;
    };
    const data = 'data\\u{1b}[2J\n{"schema":1,"text":"a\\u001b[2Jb"}\n';
    expect(await start(run)).toEqual({ exitCode: 0, out: data, err: "talk\\u{202e}\n" });
    expect(await start(run, ["do", "--quiet"])).toEqual({ exitCode: 0, out: data, err: "" });
  });

  it.each([
    [0, false, 3],
    [1, false, 3],
    [130, false, 3],
    [130, true, 130],
    [70, false, 70],
  ])(
    "ends what ended with %i and could not be told (after a signal: %s) with %i",
    async (code, isSignalled, exitCode) => {
      const ended = await start(async () => code, ["do"], { problem: "ENOSPC", isSignalled });
      const err = exitCode === 3 ? "error: the output cannot be written: ENOSPC\n" : "";
      expect(ended).toEqual({ exitCode, out: "", err });
    },
  );

  it("is ended by an exception that nobody caught, once the command has cleaned up", async () => {
    const crash = new AbortController();
    const cleaned: string[] = [];
    const run = async () => {
      crash.abort(new TypeError("x is not a function"));
      await new Promise(setImmediate);
      cleaned.push("up");
      return 130;
    };
    expect(await start(run, ["do"], { crashed: crash.signal })).toMatchObject({
      exitCode: 70,
      err: expect.stringMatching(/^error: this is a bug of review, .*: x is not a function\nTypeError: /),
    });
    expect(cleaned).toEqual(["up"]);
  });
});
