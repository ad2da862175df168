import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { UnwaiveOptions, WaiveOptions } from "../src/index.ts";
import { isBlank, refuseIf } from "./refusal.ts";

export const isOverAt = (until: unknown, now: string) => typeof until === "string" && `${until}T99` < now;

/** What is worst of that which ended runs found under a key, if any did. */
export function worstIn(rows: Dump, key: string): string | undefined {
  const found = rows.findings.filter((finding) => {
    const review = rows.gate_reviews.find(({ id }) => id === finding.gate_review_id);
    const run = rows.review_runs.find(({ id }) => id === review?.review_run_id);
    return finding.key === key && run?.status !== "running";
  });
  return ["fail", "warn"].find((each) => found.some(({ severity }) => severity === each));
}

/** The waiver of a finding that has not ended and was not taken back. */
function lastWaiver(waivers: readonly Row[], key: string, now: string): Row | undefined {
  const last = waivers.findLast((row) => row.key === key);
  return last?.kind === "waived" && !isOverAt(last.until_date, now) ? last : undefined;
}

/** The waiver of a finding of such a severity, and whether it covers that. */
export function waiverIn(waivers: readonly Row[], key: string, severity: string, now: string) {
  const waiver = lastWaiver(waivers, key, now);
  const isCovered = waiver?.severity === "fail" || waiver?.severity === severity;
  return waiver && { id: waiver.id, standing: isCovered ? "waived" : "outgrown" };
}

/** What a person can decide about findings, on the rows of the model ledger. */
export function waiverMoves(rows: Dump, time: () => string) {
  const worstOf = (key: string) => worstIn(rows, key);
  const waiverOf = (key: string) => lastWaiver(rows.waivers, key, time());

  function append(kind: string, { keys, reason, author, until }: WaiveOptions): number[] {
    return keys.map((key) => {
      const id = rows.waivers.length + 1;
      const severity = kind === "waived" ? (worstOf(key) ?? null) : null;
      const words = {
        severity,
        reason: reason.trim(),
        author: author?.trim() ?? null,
        until_date: until ?? null,
      };
      rows.waivers.push({ id, key, kind, ...words, decided_at: time() });
      return id;
    });
  }

  return {
    waive(options: WaiveOptions) {
      const { keys, reason, until } = options;
      refuseIf(keys.length === 0 || new Set(keys).size < keys.length || isBlank(reason), "invalid-input");
      refuseIf(isOverAt(until, time()), "until-passed");
      for (const key of keys) {
        const worst = worstOf(key);
        refuseIf(!worst, "unknown-finding");
        const isCovered = waiverIn(rows.waivers, key, String(worst), time())?.standing === "waived";
        refuseIf(isCovered && waiverOf(key)?.until_date === (until ?? null), "already-waived");
      }
      return append("waived", options);
    },

    unwaive(options: UnwaiveOptions) {
      const { keys, reason } = options;
      refuseIf(keys.length === 0 || new Set(keys).size < keys.length || isBlank(reason), "invalid-input");
      for (const key of keys) {
        refuseIf(!worstOf(key), "unknown-finding");
        refuseIf(!waiverOf(key), "not-waived");
      }
      return append("unwaived", options);
    },
  };
}
