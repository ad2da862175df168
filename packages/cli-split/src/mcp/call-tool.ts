import {
  EXIT,
  errorToTell,
  exitCodeOf,
  type OptionName,
  reportError,
  toErrorDocument,
  UsageError,
} from "@review/cli-kit";
import type { JsonDocument, ToolContext } from "./tool.ts";
import { tools } from "./tools.ts";

/**
 * Calls a tool, and gives its document, or the one that says what went wrong, also with the input. Nothing is written
 * to the process's output, which belongs to the protocol; a bug of ours is reported on stderr.
 */
export async function callTool(
  name: string,
  given: Readonly<Record<string, unknown>>,
  context: ToolContext,
): Promise<JsonDocument> {
  try {
    const tool = tools.find((one) => one.name === name);
    if (!tool) {
      throw new UsageError(`there is no tool ${name}: use one of ${tools.map((one) => one.name).join(", ")}`);
    }
    return { schema: 1, ...(await tool.answer(given, context)) };
  } catch (thrown) {
    const error = errorToTell(thrown);
    if (exitCodeOf(error) === EXIT.bug) reportError(error, context.io, false);
    return { ...toErrorDocument(error, nameArgument) };
  }
}

/** Arguments have the names of the options in code; the global options belong to the server, whoever started it. */
const nameArgument: OptionName = (option) =>
  ["root", "db", "trust"].includes(option) ? `the server's option ${option}` : option;
