import { type Command, type GlobalArgs, type Io, type OutputStream, reportError } from "@review/cli-kit";

/** What a command printed with `--json`. */
export type JsonDocument = Record<string, unknown>;

/**
 * Runs a command's own code as `--json --quiet` would, and gives the document that it prints, or the one that says
 * what went wrong. Nothing is written to the process's own output, which belongs to the protocol.
 */
export async function callCommand(
  command: Command,
  args: object,
  { io, version, stdin = "", ...where }: { io: Io; version: string; stdin?: string } & Partial<GlobalArgs>,
): Promise<JsonDocument> {
  const printed: string[] = [];
  const stream = { isTTY: false, columns: undefined };
  const stdout: OutputStream = { ...io.stdout, ...stream, write: (text) => void printed.push(text) };
  const stderr: OutputStream = { ...io.stderr, ...stream, write: () => undefined };
  const quiet: Io = { ...io, stdout, stderr, readStdin: async () => new TextEncoder().encode(stdin) };
  try {
    const run = await command.load();
    await run({ ...where, ...args, json: true, quiet: true }, { io: quiet, version });
  } catch (error) {
    printed.length = 0;
    reportError(error, quiet, true);
  }
  return JSON.parse(printed.join(""));
}
