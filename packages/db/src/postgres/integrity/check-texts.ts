import { createHash } from "node:crypto";
import type { FindingQuote } from "../../finding.ts";
import type { Ask } from "../driver/question.ts";
import { statement } from "../driver/statement.ts";

// What counts in UTF-16 units, or in the bytes of a text that has a NUL, is looked at here and not on the server.

/** Texts brought at a time. */
const AT_A_TIME = 100;

const SNAPSHOTS = `SELECT sha, text FROM review.snapshots WHERE sha > $1 ORDER BY sha LIMIT ${AT_A_TIME}`;

/** How many texts stand under the sha of another one. */
export async function countFalseSnapshots(ask: Ask): Promise<number> {
  let violations = 0;
  let after = "";
  for (;;) {
    const [found = []] = await ask(statement(SNAPSHOTS, after));
    const rows = found as unknown as { sha: string; text: string }[];
    violations += rows.filter(
      ({ sha, text }) => createHash("sha256").update(text).digest("hex") !== sha,
    ).length;
    after = rows.at(-1)?.sha ?? "";
    if (rows.length < AT_A_TIME) return violations;
  }
}

const NOTES = `SELECT DISTINCT judged.reviewed_note_sha AS sha FROM review.finding_quotes AS quote
JOIN review.findings AS finding ON finding.id = quote.finding_id
JOIN review.gate_reviews AS judged ON judged.id = finding.gate_review_id`;
const TEXTS = "SELECT sha, text FROM review.snapshots WHERE sha = ANY ($1::text[])";
const QUOTES = `SELECT judged.reviewed_note_sha AS sha, quote.exact, quote.prefix, quote.suffix,
  quote.start_offset AS "startOffset", quote.end_offset AS "endOffset"
FROM review.gate_reviews AS judged JOIN review.findings AS finding ON finding.gate_review_id = judged.id
JOIN review.finding_quotes AS quote ON quote.finding_id = finding.id
WHERE judged.reviewed_note_sha = ANY ($1::text[])`;
const LONE = `SELECT count(*) AS violations FROM review.finding_quotes AS quote
LEFT JOIN review.findings AS finding ON finding.id = quote.finding_id
LEFT JOIN review.gate_reviews AS judged ON judged.id = finding.gate_review_id
LEFT JOIN review.snapshots AS note ON note.sha = judged.reviewed_note_sha WHERE note.sha IS NULL`;

/** How many quotes stand in no note, or not where they say. */
export async function countFalseQuotes(ask: Ask): Promise<number> {
  const [notes = [], lone] = await ask(statement(NOTES), statement(LONE));
  let violations = Number(lone?.[0]?.violations);
  for (let from = 0; from < notes.length; from += AT_A_TIME) {
    const shas = notes.slice(from, from + AT_A_TIME).map(({ sha }) => String(sha));
    const [texts = [], quotes = []] = await ask(statement(TEXTS, shas), statement(QUOTES, shas));
    const textOf = new Map(texts.map(({ sha, text }) => [sha, String(text)]));
    violations += (quotes as unknown as (FindingQuote & { sha: string })[]).filter(
      (quote) => !standsIn(textOf.get(quote.sha) ?? "", quote),
    ).length;
  }
  return violations;
}

function standsIn(text: string, { exact, prefix, suffix, startOffset, endOffset }: FindingQuote): boolean {
  const start = startOffset - prefix.length;
  return (
    endOffset - startOffset === exact.length && start >= 0 && text.startsWith(prefix + exact + suffix, start)
  );
}
