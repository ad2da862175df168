import type { Telemetry } from "../execution-data.ts";
import { readJsonColumn } from "../json-columns.ts";
import type { Opinion, OpinionCall } from "../opinion.ts";
import type { FindingId } from "../vocabulary.ts";
import { soundRow } from "./sound-row.ts";

/** The opinions of some rows, one about each finding. */
export const opinionsOf = (rows: readonly Opinion[]): Map<FindingId, Opinion> =>
  new Map(rows.map(soundRow).map((row) => [row.findingId, row]));

export type OpinionCallRow = Omit<OpinionCall, "telemetry"> & { telemetryJson: string };

export function toOpinionCall(row: OpinionCallRow): OpinionCall {
  const { telemetryJson, ...call } = soundRow(row);
  return { ...call, telemetry: readJsonColumn(telemetryJson) as Telemetry };
}
