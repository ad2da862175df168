import { CorpusError, isNoteFile, locateNote, resolveNotePath } from "@review/corpus";
import { type GatesDocument, viewGates, viewNoteGates } from "@review/views";
import type { CommandRun } from "../command-line/command.ts";
import { codeOf, EXIT } from "../errors/exit-codes.ts";
import { openWorkspace, type Workspace } from "../open-workspace.ts";
import { print, printJson, printText, tell } from "../output/print.ts";
import { count, nameLine, oneLine } from "../output/text.ts";
import { printNoteGates } from "./note-gates.ts";

export interface GatesArgs {
  gates?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
}

/** Lists all gates, or prints the text of those named; where a note is named first, which of them apply to it. */
export const runGates: CommandRun<GatesArgs> = async (args, { io }) => {
  const { corpus } = await openWorkspace(args, io);
  const { gates: named = [], exclude } = args;
  const [first, ...others] = named;
  const answer = await viewNoteOrGates(corpus, { first, named, exclude, cwd: io.cwd });
  if (typeof answer === "string") {
    const document = await viewNoteGates(corpus, { notePath: answer, gates: others, exclude });
    if (args.json) printJson(io, document);
    else printNoteGates(document, args, io);
    return EXIT.done;
  }
  const { gates, broken } = answer;
  if (args.json) {
    printJson(io, { gates, broken });
    return EXIT.done;
  }
  if (named.length > 0) {
    printText(
      io,
      gates.map(({ gateId, text = "" }) => `# ${nameLine(gateId)}\n\n${text.trim()}`).join("\n\n"),
    );
    return EXIT.done;
  }
  // Columns for people; one tab for `cut` and the like.
  const width = io.stdout.isTTY ? Math.max(...gates.map(({ gateId }) => gateId.length + 2)) : 0;
  for (const { gateId, name } of gates) {
    const padded = nameLine(gateId).padEnd(width) + (width > 0 ? "" : "\t");
    print(io, name === gateId ? nameLine(gateId) : padded + oneLine(name));
  }
  tell(io, args, `${count(gates.length, "gate")} in ${corpus.config.gates}`);
  for (const { path, message } of broken)
    tell(io, { quiet: false }, `warning: ${path} cannot be used: ${message}`);
  return EXIT.done;
};

/** The path of the note that is named, else the gates: one of just this name comes before a gate or lens. */
async function viewNoteOrGates(
  corpus: Workspace["corpus"],
  { first, named, exclude, cwd }: GatesNamed,
): Promise<string | GatesDocument> {
  if (first === undefined || !isNoteFile(first)) return viewGates(corpus, named, exclude);
  const exact = await locateNote(corpus, first, cwd).catch((error: unknown) => {
    // The file of a gate, for one.
    if (error instanceof CorpusError) return { path: undefined };
    throw error;
  });
  if (exact.path !== undefined) return exact.path;
  return viewGates(corpus, named, exclude).catch((error: unknown) => {
    if (codeOf(error) !== "unknown-gate") throw error;
    return resolveNotePath(corpus, first, cwd);
  });
}

interface GatesNamed {
  first: string | undefined;
  named: readonly string[];
  exclude: readonly string[] | undefined;
  cwd: string;
}
