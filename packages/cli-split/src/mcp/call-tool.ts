import { type GlobalArgs, type Io, type OutputStream, reportError, UsageError } from "@review/cli-kit";
import { checkInput } from "./check-input.ts";
import { tools } from "./tools.ts";

/** What a command printed with `--json`. */
export type JsonDocument = Record<string, unknown>;

/**
 * Runs a tool's command as `--json --quiet` would, and gives the document that it prints, or the one that says what
 * went wrong, also with the input. Nothing is written to the process's own output, which belongs to the protocol.
 */
export async function callTool(
  name: string,
  given: Record<string, unknown>,
  { io, version, ...where }: { io: Io; version: string } & Partial<GlobalArgs>,
): Promise<JsonDocument> {
  const printed: string[] = [];
  const stream = { isTTY: false, columns: undefined };
  const stdout: OutputStream = { ...io.stdout, ...stream, write: (text) => void printed.push(text) };
  const stderr: OutputStream = { ...io.stderr, ...stream, write: () => undefined };
  // Standard input is the protocol's: nobody can be asked there.
  const quiet: Io = { ...io, stdout, stderr, ask: async () => undefined };
  try {
    const tool = tools.find((one) => one.name === name);
    if (!tool) {
      throw new UsageError(`there is no tool ${name}: use one of ${tools.map((one) => one.name).join(", ")}`);
    }
    const { args, stdin = "" } = tool.toCall(checkInput(tool, given));
    const run = await tool.command.load();
    const readStdin = async () => new TextEncoder().encode(stdin);
    await run({ ...where, ...args, json: true, quiet: true }, { io: { ...quiet, readStdin }, version });
  } catch (error) {
    printed.length = 0;
    reportError(error, quiet, true);
  }
  return JSON.parse(printed.join(""));
}
