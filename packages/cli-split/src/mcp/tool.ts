import type { GlobalArgs, Io } from "@review/cli-kit";
import type * as z from "zod";
import { readArguments } from "./read-arguments.ts";

/** What an agent is given: what the command of the tool's name prints with `--json`, or more fitting for a tool. */
export type JsonDocument = Record<string, unknown>;

/** What a tool works with: the surroundings of the server, and where its tree and ledger are. */
export interface ToolContext {
  io: Io;
  where: GlobalArgs;
}

/** One thing that an agent can ask for. */
export interface Tool {
  name: string;
  description: string;
  input: z.ZodObject;
  /** Whether it changes nothing. */
  readOnly: boolean;
  /** Reads what the agent gave, does it, and gives the document. Throws UsageError, and what the functions behind it throw. */
  answer(given: Readonly<Record<string, unknown>>, context: ToolContext): Promise<JsonDocument>;
}

/** Ties a tool's schema to the input that its code takes. */
export function defineTool<Input extends z.ZodObject>(
  definition: Omit<Tool, "input" | "answer"> & {
    input: Input;
    answer(input: z.infer<Input>, context: ToolContext): Promise<object>;
  },
): Tool {
  const { name, input, answer } = definition;
  return {
    ...definition,
    answer: async (given, context) => ({
      ...(await answer(readArguments(name, input, withRun(input, given)), context)),
    }),
  };
}

/** The id of a run by the name that `create` gives it, too. */
function withRun(
  { shape }: z.ZodObject,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { runId, ...others } = given;
  const isMeant = "run" in shape && !("runId" in shape) && runId !== undefined && !("run" in given);
  return isMeant ? { ...others, run: runId } : given;
}

/** What an agent can do next: a tool and its arguments; those in capitals are to be replaced. */
export interface NextCall {
  tool: string;
  arguments: Record<string, unknown>;
}
