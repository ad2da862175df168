import { createHash } from "node:crypto";
import type { FindingInput } from "@review/protocol";
import type { Dump, Row } from "@review/test-kit/scratch-ledger.ts";
import type { AttestedEntry, GateReviewInput } from "../src/index.ts";
import { refuseIf } from "./refusal.ts";

/** Words of every version of a note, on one line, each once. */
export const WORDS = ["stays", "remains"] as const;
export const noteText = (version: string, notePath: string) => `${version} ${notePath} stays and remains`;

/** Why the findings of a judgement are refused; undefined if they are not. Those of an error count for nothing. */
export function findingsProblem({ decision, findings = [] }: GateReviewInput): string | undefined {
  if (!["pass", "warn", "fail"].includes(decision)) return undefined;
  const quotes = findings.flatMap((finding) => finding.quotes);
  if (quotes.some((quote) => !WORDS.some((word) => word === quote))) return "quote-not-found";
  const severities = findings.map(({ severity }) => severity);
  const worst = ["fail", "warn"].find((each) => severities.some((severity) => severity === each)) ?? "pass";
  const isUnquoted = findings.some((finding) => finding.quotes.length === 0);
  return worst !== decision || isUnquoted ? "findings-refused" : undefined;
}

/** The rows of findings, over those of the ledger. */
export function findingRows(rows: Dump) {
  let count = 0;
  const ofReview = (id: unknown) => rows.findings.filter((row) => row.gate_review_id === id);
  const firstQuote = (id: unknown) =>
    rows.finding_quotes.find((row) => row.finding_id === id && row.ordinal === 0)?.exact;

  /** What the review found that the last event of a pair under a partition rests on. */
  const lastFound = (run: Row, gateId: string) => {
    const last = rows.acceptance_events.findLast(
      (event) =>
        event.note_path === run.note_path && event.gate_id === gateId && event.model_id === run.model_id,
    );
    return last ? ofReview(last.accepted_review_id) : [];
  };

  const freeKey = (review: Row, words: string, number: number): string => {
    const key = newKey(review, words, number);
    const isTaken = ofReview(review.id).some((row) => row.key === key);
    return isTaken ? freeKey(review, words, number + 1) : key;
  };

  return {
    /** Asked before anything of a run is recorded: what each gate's last review found. */
    lastOf: (run: Row, gateIds: readonly string[]) =>
      new Map(gateIds.map((gateId) => [gateId, lastFound(run, gateId)])),

    insert(review: Row, findings: readonly FindingInput[], last: readonly Row[]) {
      if (review.decision === "error") return;
      const text = String(rows.snapshots.find(({ sha }) => sha === review.reviewed_note_sha)?.text);
      for (const [ordinal, { severity, message, quotes }] of findings.entries()) {
        const words = String(quotes[0]);
        const before = last.find(({ id }) => firstQuote(id) === words);
        count += 1;
        rows.findings.push({
          id: count,
          gate_review_id: review.id ?? null,
          ordinal,
          severity,
          message,
          suggestion: null,
          key: before?.key ?? newKey(review, words),
          continues_finding_id: before?.id ?? null,
        });
        rows.finding_quotes.push({ finding_id: count, ordinal: 0, ...placeOf(text, words) });
      }
    },

    /** With the keys that they have; of a remark the one that its words make. */
    insertKnown(review: Row, findings: AttestedEntry["findings"]) {
      const text = String(rows.snapshots.find(({ sha }) => sha === review.reviewed_note_sha)?.text);
      for (const [ordinal, { key, severity, message, quotes }] of findings.entries()) {
        count += 1;
        rows.findings.push({
          ...{ id: count, gate_review_id: review.id ?? null, ordinal, severity, message, suggestion: null },
          key: key ?? freeKey(review, message, 0),
          continues_finding_id: null,
        });
        for (const words of quotes) {
          rows.finding_quotes.push({ finding_id: count, ordinal: 0, ...placeOf(text, words) });
        }
      }
    },

    deleteOf(reviewId: unknown) {
      const gone = new Set(ofReview(reviewId).map(({ id }) => id));
      rows.findings = rows.findings.filter(({ id }) => !gone.has(id));
      rows.finding_quotes = rows.finding_quotes.filter((row) => !gone.has(row.finding_id ?? null));
    },

    refuseUnless: (review: GateReviewInput) => {
      const problem = findingsProblem(review);
      refuseIf(problem !== undefined, String(problem));
    },
  };
}

export const newKey = ({ note_path, gate_id }: Row, words: string, number = 0) =>
  createHash("sha256")
    .update(JSON.stringify([note_path, gate_id, words, number]))
    .digest("hex")
    .slice(0, 16);

/** On the only line of a short text. */
function placeOf(text: string, words: string): Row {
  const start = text.indexOf(words);
  const end = start + words.length;
  return {
    exact: words,
    prefix: text.slice(Math.max(0, start - 32), start),
    suffix: text.slice(end, end + 32),
    start_offset: start,
    end_offset: end,
    start_line: 1,
    start_column: start + 1,
    end_line: 1,
    end_column: end + 1,
  };
}
