import { type Gate, listGates, resolveGates } from "@review/corpus";
import type { CommandContext, CommandRun, GlobalArgs } from "../command-line/command.ts";
import { print, printJson, tell } from "../output/print.ts";
import { count, oneLine } from "../output/text.ts";
import { openWorkspace } from "../workspace.ts";

export interface GatesArgs {
  gates?: readonly string[] | undefined;
}

/** Lists all gates, or prints the text of those named. */
export const runGates: CommandRun<GatesArgs> = async (args, context) => {
  const { io } = context;
  const { corpus } = await openWorkspace(args, io);
  if (args.gates && args.gates.length > 0)
    return printTexts(await resolveGates(corpus, args.gates), args, context);
  const { gates, broken } = await listGates(corpus);
  if (args.json) {
    printJson(io, { gates: gates.map(describe), broken });
    return 0;
  }
  // Columns for people; one tab for `cut` and the like.
  const width = io.stdout.isTTY ? Math.max(...gates.map(({ id }) => id.length + 2)) : 0;
  for (const { id, name } of gates) {
    print(
      io,
      name === id ? oneLine(id) : oneLine(id).padEnd(width) + (width > 0 ? "" : "\t") + oneLine(name),
    );
  }
  tell(io, args, `${count(gates.length, "gate")} in ${corpus.config.gates}`);
  for (const { path, message } of broken)
    tell(io, { quiet: false }, `warning: ${path} cannot be used: ${message}`);
  return 0;
};

function printTexts(gates: readonly Gate[], args: GlobalArgs, { io }: CommandContext): number {
  if (args.json)
    printJson(io, { gates: gates.map((gate) => ({ ...describe(gate), text: gate.text })), broken: [] });
  else print(io, gates.map((gate) => `# ${gate.id}\n\n${gate.text.trim()}`).join("\n\n"));
  return 0;
}

function describe({ id, lens, path, sha, name, requiresTrait, watches, check, severity }: Gate) {
  return { gateId: id, lens, path, gateSha: sha, name, requiresTrait, watches, check, severity };
}
