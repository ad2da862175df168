import { join } from "node:path";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { LedgerUnavailableError } from "../../src/errors.ts";
import type { Ledger } from "../../src/ledger.ts";
import { openLedger } from "../../src/open-ledger.ts";
import {
  getGateReview,
  getRun,
  getRunOutput,
  getSnapshot,
  listAcceptanceEvents,
  listAccepted,
  listEvidence,
  listFindings,
  listLastFindings,
  listRecordedNotePaths,
  listRuns,
  listVerdicts,
  listWaivers,
} from "../../src/reads.ts";
import { changeRun, insertRun, recordWaivers } from "../../src/transitions.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun } from "../new-run.ts";

const KEY = "a".repeat(16);

/** A ledger with a completed run, its findings and a waiver in which a column of a table holds what its type forbids. */
async function withValue(table: string, column: string, value: string): Promise<string> {
  const path = join(scratchFolder(), "l.sqlite");
  {
    await using ledger = await openLedger(path);
    const id = await insertRun(ledger, newRun());
    const findings = [newFinding("a", { suggestion: "right", quotes: [quoteIn("a note", "note")] })];
    await changeRun(ledger, id, ({ gates }) => ({
      change: {
        gateReviews: gates.map(({ gateId }) => ({
          gateId,
          decision: "warn",
          rationaleMarkdown: "so",
          findings,
        })),
        end: { status: "completed" },
      },
    }));
    const words = { key: KEY, reason: "so", author: "me" };
    const waived = { ...words, kind: "waived", severity: "warn", until: "2099-01-01" } as const;
    await recordWaivers(ledger, [KEY], () => [waived]);
  }
  const withSchema = (change: (sqlite: Database.Database) => void) => {
    const sqlite = new Database(path);
    sqlite.unsafeMode().pragma("writable_schema = ON");
    sqlite.pragma("foreign_keys = OFF");
    sqlite.pragma("ignore_check_constraints = ON");
    change(sqlite);
    sqlite.close();
  };
  const rules: { name: string; sql: string }[] = [];
  withSchema((sqlite) => {
    const triggers = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' OR name = ?";
    rules.push(...sqlite.prepare<[string], { name: string; sql: string }>(triggers).all(table));
    for (const { name } of rules) if (name !== table) sqlite.exec(`DROP TRIGGER ${name}`);
    sqlite.exec(
      `UPDATE sqlite_schema SET sql = replace(replace(sql, ') STRICT', ')'), 'TEXT NOT NULL', 'TEXT') WHERE name = '${table}'`,
    );
  });
  withSchema((sqlite) => void sqlite.exec(`UPDATE ${table} SET ${column} = ${value}`));
  withSchema((sqlite) => {
    for (const { name, sql } of rules) {
      if (name !== table) sqlite.exec(sql);
      else sqlite.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = ?").run(sql, name);
    }
  });
  return path;
}

const GATES = ["a", "b"].map((gateId) => ({ gateId, gateSha: snapshotOf(`gate ${gateId}`).sha }));
const NOTE = { notePath: "n.md", noteSha: snapshotOf("a note").sha };
const ofKey = (ledger: Ledger) => listWaivers(ledger, [KEY]);
const lastFindings = (ledger: Ledger) =>
  listLastFindings(ledger, { modelId: "m" as ModelId, notePath: "n.md", gateIds: ["a", "b"] });

it.each<[table: string, column: string, value: string, ask: (ledger: Ledger) => Promise<unknown>]>([
  ["review_runs", "runner", "NULL", (ledger) => listRuns(ledger)],
  ["review_runs", "raw_bundle_markdown", "x'00'", (ledger) => getRunOutput(ledger, 1)],
  ["review_runs", "note_path", "x'ff'", (ledger) => listRecordedNotePaths(ledger)],
  ["review_run_gates", "gate_id", "CAST('x' || ordinal AS BLOB)", (ledger) => getRun(ledger, 1)],
  ["review_run_gates", "gate_sha", "x'ff'", (ledger) => getRun(ledger, 1)],
  ["gate_reviews", "rationale_markdown", "NULL", (ledger) => getGateReview(ledger, 1)],
  ["gate_reviews", "rationale_markdown", "NULL", (ledger) => listVerdicts(ledger, {})],
  [
    "gate_reviews",
    "rationale_markdown",
    "NULL",
    (ledger) => listAccepted(ledger, [{ ...NOTE, gates: GATES }]),
  ],
  ["gate_reviews", "decision", "x'ff'", (ledger) => listEvidence(ledger, [1])],
  ["acceptance_events", "accepted_at", "NULL", (ledger) => listAcceptanceEvents(ledger, {})],
  ["findings", "message", "NULL", (ledger) => listFindings(ledger, [1])],
  ["findings", "suggestion", "x'ff'", (ledger) => listFindings(ledger, [2])],
  ["findings", "severity", "x'ff'", lastFindings],
  ["findings", "key", "NULL", lastFindings],
  ["findings", "continues_finding_id", "'first'", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "exact", "NULL", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "prefix", "x'ff'", lastFindings],
  ["finding_quotes", "suffix", "NULL", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "start_offset", "'first'", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "end_offset", "x'00'", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "start_line", "'first'", lastFindings],
  ["finding_quotes", "start_column", "x'00'", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "end_line", "'last'", (ledger) => listFindings(ledger, [1])],
  ["finding_quotes", "end_column", "'last'", (ledger) => listFindings(ledger, [1])],
  ["waivers", "kind", "x'ff'", ofKey],
  ["waivers", "severity", "NULL", ofKey],
  ["waivers", "severity", "x'ff'", ofKey],
  ["waivers", "reason", "NULL", ofKey],
  ["waivers", "author", "x'ff'", ofKey],
  ["waivers", "until_date", "x'ff'", ofKey],
  ["waivers", "decided_at", "x'00'", ofKey],
  ["snapshots", "text", "x'ff'", (ledger) => getSnapshot(ledger, snapshotOf("a note").sha)],
])("a row whose %s.%s is %s is damage, and no bug of whoever reads it", async (table, column, value, ask) => {
  await using ledger = await openLedger(await withValue(table, column, value), { readOnly: true });
  const asked = ask(ledger);
  await expect(asked).rejects.toThrow(LedgerUnavailableError);
  await expect(asked).rejects.toThrow(/it is damaged; restore a backup \(SQLITE_CORRUPT\)/);
});
