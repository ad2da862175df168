import type { NoteGateEntry, NoteGatesDocument } from "@review/views";
import type { GlobalArgs } from "../command-line/command.ts";
import { explainNotListed } from "../output/explain-selection.ts";
import { print, tell } from "../output/print.ts";
import { count, nameLine } from "../output/text.ts";
import { wrapText } from "../output/wrap-text.ts";
import type { Io } from "../process/io.ts";

/** Prints which gates apply to a note, and why not the others. */
export function printNoteGates(
  { notePath, gates, broken, leftOut }: NoteGatesDocument,
  args: Pick<GlobalArgs, "quiet">,
  io: Io,
): void {
  for (const gate of gates) {
    const [id, state, why] = [nameLine(gate.gateId), STATES[stateOf(gate)], nameLine(gate.whyNot ?? "")];
    // One tab for `cut` and the like; people get columns, and the reason below.
    if (!io.stdout.isTTY) print(io, [id, state, why].join("\t").trimEnd());
    else {
      print(io, state.padEnd(WIDTH) + id);
      for (const line of why === "" ? [] : wrapText(why, io.stdout.columns, { first: INDENT }))
        print(io, line);
    }
  }
  const applying = gates.filter(({ applies }) => applies).length;
  tell(
    io,
    args,
    `${applying} of ${count(gates.length, "gate")} ${applying === 1 ? "applies" : "apply"} to ${notePath}`,
  );
  if (leftOut !== undefined) tell(io, args, explainNotListed(notePath, leftOut));
  for (const { path, message } of broken)
    tell(io, { quiet: false }, `warning: ${path} cannot be used: ${message}`);
}

const STATES = { applies: "applies", not: "does not apply", unknown: "unknown" };
const WIDTH = "does not apply  ".length;
const INDENT = " ".repeat(WIDTH);

function stateOf({ applies }: NoteGateEntry): keyof typeof STATES {
  if (applies === null) return "unknown";
  return applies ? "applies" : "not";
}
