import type { FindingSeverity, WaiverId } from "../vocabulary.ts";
import type { Waiver, WaiverState } from "../waiver.ts";
import { soundRow } from "./sound-row.ts";

export type WaiverRow = {
  id: WaiverId;
  key: string;
  reason: string;
  author: string | null;
  untilDate: string | null;
  decidedAt: string;
} & ({ kind: "waived"; severity: FindingSeverity } | { kind: "unwaived"; severity: null });

/** The decisions of some rows, one of each key. */
export const waiversOf = (rows: readonly WaiverRow[]): Map<string, Waiver> =>
  new Map(rows.map((row) => [row.key, toWaiver(row)]));

export function toWaiver({ kind, severity, ...row }: WaiverRow): Waiver {
  const { author, untilDate, ...rest } = soundRow(row);
  const waiver = { ...rest, ...(author !== null && { author }) };
  if (kind === "unwaived") return { ...waiver, kind };
  return { ...waiver, ...soundRow({ kind, severity }), ...(untilDate !== null && { until: untilDate }) };
}

/** What is known of some findings before a decision about them, in the order of their keys. */
export const waiverStatesOf = (
  keys: readonly string[],
  newest: ReadonlyMap<string, Waiver>,
  worst: ReadonlyMap<string, FindingSeverity>,
): WaiverState[] => keys.map((key) => ({ key, severity: worst.get(key), newest: newest.get(key) }));
