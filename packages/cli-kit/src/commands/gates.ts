import { viewGates } from "@review/views";
import type { CommandRun } from "../command-line/command.ts";
import { openWorkspace } from "../open-workspace.ts";
import { print, printJson, tell } from "../output/print.ts";
import { count, oneLine } from "../output/text.ts";

export interface GatesArgs {
  gates?: readonly string[] | undefined;
}

/** Lists all gates, or prints the text of those named. */
export const runGates: CommandRun<GatesArgs> = async (args, { io }) => {
  const { corpus } = await openWorkspace(args, io);
  const named = args.gates ?? [];
  const { gates, broken } = await viewGates(corpus, named);
  if (args.json) return printJson(io, { gates, broken });
  if (named.length > 0) {
    return print(io, gates.map(({ gateId, text = "" }) => `# ${gateId}\n\n${text.trim()}`).join("\n\n"));
  }
  // Columns for people; one tab for `cut` and the like.
  const width = io.stdout.isTTY ? Math.max(...gates.map(({ gateId }) => gateId.length + 2)) : 0;
  for (const { gateId, name } of gates) {
    const padded = oneLine(gateId).padEnd(width) + (width > 0 ? "" : "\t");
    print(io, name === gateId ? oneLine(gateId) : padded + oneLine(name));
  }
  tell(io, args, `${count(gates.length, "gate")} in ${corpus.config.gates}`);
  for (const { path, message } of broken)
    tell(io, { quiet: false }, `warning: ${path} cannot be used: ${message}`);
};
