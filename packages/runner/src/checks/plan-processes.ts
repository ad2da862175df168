import { type CheckOutput, decoded, takesManyNotes } from "@review/corpus";
import type { RequestedGate } from "../runner.ts";
import { beginnings } from "./output/parse-text.ts";

/** A gate with a check, and all that is known of how it is run. */
export interface CheckGate extends RequestedGate {
  check: readonly string[];
  checkOutput: CheckOutput;
}

/** One process of a gate's check, and the notes that it looks at. */
export interface CheckProcess {
  gate: CheckGate;
  notePaths: readonly string[];
}

/**
 * Bytes of paths that one process is given at most. A command line and the environment together may have a quarter of a
 * megabyte on older systems, and the command's own words and PATH need some of it.
 */
const MAX_ARGUMENT_BYTES = 100_000;

/**
 * The processes that the checks of some notes take: one for each pair, or for many notes where the gate's check takes them. What a tool
 * writes of a note must not be taken for words about another one, so a name that can be taken for words about another has a process of its own.
 */
export function planProcesses(
  notes: readonly { notePath: string; gates: readonly RequestedGate[] }[],
): CheckProcess[] {
  const processes: CheckProcess[] = [];
  const names = new Set(notes.map(({ notePath }) => notePath));
  const open = new Map<string, { gate: CheckGate; notePaths: string[]; bytes: number }>();
  for (const { notePath, gates } of notes) {
    const isAlone = looksLikeWordsAboutAnother(notePath, names);
    for (const gate of gates.map(toCheckGate)) {
      const bytes = Buffer.byteLength(`./${notePath}`) + 1;
      const process = takesManyNotes(gate.check) && !isAlone ? open.get(gate.gateId) : undefined;
      if (process && process.bytes + bytes <= MAX_ARGUMENT_BYTES) {
        process.notePaths.push(notePath);
        process.bytes += bytes;
      } else {
        const next = { gate, notePaths: [notePath], bytes };
        if (!isAlone) open.set(gate.gateId, next);
        processes.push(next);
      }
    }
  }
  return processes;
}

/** `PATH: more` is how a line of text begins about PATH, and `%41.md` how a log of SARIF writes `A.md`. */
function looksLikeWordsAboutAnother(notePath: string, names: ReadonlySet<string>): boolean {
  const asUri = decoded(notePath);
  if (asUri !== notePath && names.has(asUri)) return true;
  return [...beginnings(notePath)].some((beginning) => names.has(beginning));
}

/** Of a gate that `canJudge` takes. */
function toCheckGate(gate: RequestedGate): CheckGate {
  const { check, checkOutput = "text" } = gate;
  if (!check) throw new Error(`gate ${gate.gateId} has no check`);
  return { ...gate, check, checkOutput };
}
