import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type AcceptableDecision,
  type AcceptanceEvent,
  listAcceptanceEvents,
  type ModelId,
} from "@review/db";
import { type GateReviewInput, recordAndFinalizeRun } from "@review/lifecycle";
import { ledgerPath } from "@review/test-kit/ledger-rows.ts";
import Database from "better-sqlite3";
import { GATES, makeBase, opus, type ReviewedBase } from "./reviewed-base.ts";

export const MODEL = ["--model", "claude-opus-4-8"];

/** What a decision rests on: a finding that quotes the first word of the note. */
function judgementOf(decision: AcceptableDecision, note: string): Omit<GateReviewInput, "gateId"> {
  if (decision === "pass") return { decision, rationaleMarkdown: "### Summary\nFine." };
  const [words = ""] = /\p{L}+/u.exec(note) ?? [];
  const finding = `- ${decision.toUpperCase()}: it could be better\n  > ${words}\n`;
  return { decision, rationaleMarkdown: `### Summary\nNot quite.\n\n### Findings\n${finding}` };
}

/** Records a full review of a note against gates as they are now, by a model that may have been asked for as another one. */
export async function review(
  base: ReviewedBase,
  notePath: string,
  decisions: Record<string, AcceptableDecision>,
  modelId: ModelId = opus,
  askedFor = modelId,
): Promise<void> {
  await using ledger = await base.open();
  const runId = await base.start(ledger, notePath, Object.keys(decisions), { modelId: askedFor });
  await recordAndFinalizeRun(ledger, {
    runId,
    actualModelId: modelId,
    gateReviews: Object.entries(decisions).map(([gateId, decision]) => ({
      gateId,
      ...judgementOf(decision, readFileSync(join(base.root, notePath), "utf8")),
    })),
  });
}

/** Two notes, reviewed against gates of which `prose/body` watches the body and `prose/title` the title. */
export async function makePairBase(files: Record<string, string> = {}): Promise<ReviewedBase> {
  const base = makeBase({
    "kb/notes/a.md": "---\ndescription: A note\nstatus: current\n---\n# A\n\nPlain text.\n",
    "kb/notes/b.md": "---\ndescription: Another note\n---\n# B\n\nMore text.\n",
    [`${GATES}/prose/body.md`]: "---\nwatches: [body]\n---\n# Body\n\nIs the body fine?\n",
    [`${GATES}/prose/title.md`]: "---\nwatches: [title, description]\n---\n# Title\n\nIs the title fine?\n",
    ...files,
  });
  const decisions = { "prose/body": "warn", "prose/title": "pass", "claims/title": "pass" } as const;
  for (const note of ["kb/notes/a.md", "kb/notes/b.md"]) await review(base, note, decisions);
  return base;
}

/** The acceptance events from a number on (0: all), oldest first. */
export async function eventsFrom(base: ReviewedBase, start: number): Promise<AcceptanceEvent[]> {
  await using ledger = await base.open();
  return (await listAcceptanceEvents(ledger)).slice(start);
}

/** An acceptance as an import of an old ledger leaves it: without a review behind it. */
export function importAcceptance(base: ReviewedBase, notePath: string, gateId: string): void {
  const raw = new Database(ledgerPath(base.root));
  const shaOf = (path: string) =>
    createHash("sha256")
      .update(readFileSync(join(base.root, path)))
      .digest("hex");
  raw
    .prepare(
      `INSERT INTO acceptance_events (note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at, acceptance_kind)
       VALUES (?, ?, ?, ?, ?, '2026-01-01T00:00:00.000Z', 'migration-import')`,
    )
    .run(notePath, gateId, opus, shaOf(notePath), shaOf(`${GATES}/${gateId}.md`));
  raw.close();
}
