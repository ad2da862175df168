import type { Dump } from "@review/test-kit/scratch-ledger.ts";
import type { UnwaiveOptions, WaiveOptions } from "../src/index.ts";
import { isBlank, refuseIf } from "./refusal.ts";

/** What a person can decide about findings, on the rows of the model ledger. */
export function waiverMoves(rows: Dump, time: () => string) {
  const isFound = (key: string) =>
    rows.findings.some((finding) => {
      const review = rows.gate_reviews.find(({ id }) => id === finding.gate_review_id);
      const run = rows.review_runs.find(({ id }) => id === review?.review_run_id);
      return finding.key === key && run?.status !== "running";
    });
  const waiverOf = (key: string) => {
    const last = rows.waivers.findLast((row) => row.key === key);
    const isOver = typeof last?.until_date === "string" && `${last.until_date}T99` < time();
    return last?.kind === "waived" && !isOver ? last : undefined;
  };

  function append(kind: string, { keys, reason, author, until }: WaiveOptions): number[] {
    return keys.map((key) => {
      const id = rows.waivers.length + 1;
      const words = { reason: reason.trim(), author: author?.trim() ?? null, until_date: until ?? null };
      rows.waivers.push({ id, key, kind, ...words, decided_at: time() });
      return id;
    });
  }

  return {
    waive(options: WaiveOptions) {
      const { keys, reason, until } = options;
      refuseIf(keys.length === 0 || new Set(keys).size < keys.length || isBlank(reason), "invalid-input");
      refuseIf(until !== undefined && `${until}T99` < time(), "until-passed");
      for (const key of keys) {
        refuseIf(!isFound(key), "unknown-finding");
        const standing = waiverOf(key);
        refuseIf(standing !== undefined && standing.until_date === (until ?? null), "already-waived");
      }
      return append("waived", options);
    },

    unwaive(options: UnwaiveOptions) {
      const { keys, reason } = options;
      refuseIf(keys.length === 0 || new Set(keys).size < keys.length || isBlank(reason), "invalid-input");
      for (const key of keys) {
        refuseIf(!isFound(key), "unknown-finding");
        refuseIf(!waiverOf(key), "not-waived");
      }
      return append("unwaived", options);
    },
  };
}
