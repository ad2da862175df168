import { takesManyNotes } from "@review/corpus";
import type { RequestedGate } from "../runner.ts";
import type { CheckProcess } from "./read-verdict.ts";

/**
 * Bytes of paths that one process is given at most. A command line and the environment together may have a quarter of a
 * megabyte on older systems, and the command's own words and PATH need some of it.
 */
const MAX_ARGUMENT_BYTES = 100_000;

/** The processes that the checks of some notes take: one for each pair, or for many notes where the gate's check takes them. */
export function planProcesses(
  notes: readonly { notePath: string; gates: readonly RequestedGate[] }[],
): CheckProcess[] {
  const processes: CheckProcess[] = [];
  const open = new Map<string, { gate: RequestedGate; notePaths: string[]; bytes: number }>();
  for (const { notePath, gates } of notes) {
    for (const gate of gates) {
      const bytes = Buffer.byteLength(`./${notePath}`) + 1;
      const process = takesManyNotes(gate.check ?? []) ? open.get(gate.gateId) : undefined;
      if (process && process.bytes + bytes <= MAX_ARGUMENT_BYTES) {
        process.notePaths.push(notePath);
        process.bytes += bytes;
      } else {
        const next = { gate, notePaths: [notePath], bytes };
        open.set(gate.gateId, next);
        processes.push(next);
      }
    }
  }
  return processes;
}
