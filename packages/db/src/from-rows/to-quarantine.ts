import type { Quarantine } from "../quarantine.ts";
import { soundRow } from "./sound-row.ts";

export type QuarantineRow = Omit<Quarantine, "evidence"> & { evidenceJson: string };

export function toQuarantine(row: QuarantineRow): Quarantine {
  const { evidenceJson, ...rest } = soundRow(row);
  return { ...rest, evidence: JSON.parse(evidenceJson) as Quarantine["evidence"] };
}
