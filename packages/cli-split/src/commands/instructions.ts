import { type CommandRun, printJson } from "@review/cli-kit";
import { commandProcedure } from "../procedure.ts";

/** Prints the procedure of the split path, complete for an agent that knows nothing else. */
export const runInstructions: CommandRun<unknown> = async (args, { io }) => {
  if (args.json) printJson(io, { instructions: commandProcedure });
  else io.stdout.write(commandProcedure);
  return 0;
};
