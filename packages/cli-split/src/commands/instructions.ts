import { type CommandRun, printJson } from "@review/cli-kit";
import { commandProcedure } from "../procedure.ts";

export interface InstructionsDocument {
  /** The procedure of the split path, Markdown. */
  instructions: string;
}

/** Prints the procedure of the split path, complete for an agent that knows nothing else. */
export const runInstructions: CommandRun<unknown> = async (args, { io }) => {
  const document: InstructionsDocument = { instructions: commandProcedure };
  if (args.json) printJson(io, document);
  else io.stdout.write(commandProcedure);
};
