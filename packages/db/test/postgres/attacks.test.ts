import {
  hasPostgres,
  lastingClient,
  lastingDatabase,
  type ScratchDatabase,
} from "@review/test-kit/scratch-database.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { ModelId } from "../../src/vocabulary.ts";
import { accept, pairA, review } from "../contract/events.ts";
import { history } from "../contract/import-history.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { emptyPostgres, LEDGER, openStorage, scratchPostgres } from "./scratch-postgres.ts";

const TIME = "'2026-03-01T12:00:00.000Z'";

/** Makes a run that was reviewed and accepted (a and b of n.md) and one that is running. */
async function makeRuns(database: ScratchDatabase): Promise<void> {
  const storage = await openStorage(database);
  await review(storage, ["warn"]);
  await storage.createRun(newRun());
  await storage.close();
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

describe.skipIf(!hasPostgres)("the application role", () => {
  let client: Client;
  beforeAll(async () => {
    const database = await lastingDatabase(LEDGER);
    await makeRuns(database);
    client = await lastingClient(database.url("clerk"));
  });
  afterAll(() => client.end());

  /** Nothing of it stays. */
  async function attempt(...statements: readonly string[]): Promise<void> {
    await client.query("BEGIN");
    try {
      for (const sql of statements) await client.query(sql);
      await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    } finally {
      await client.query("ROLLBACK");
    }
  }

  it.each([
    ["empties a table", "TRUNCATE review.acceptance_events"],
    ["empties all of them", "TRUNCATE review.snapshots CASCADE"],
    ["switches triggers off", "ALTER TABLE review.review_runs DISABLE TRIGGER ALL"],
    ["switches one off", "ALTER TABLE review.acceptance_events DISABLE TRIGGER acceptance_events_are_fixed"],
    ["says it is a replica", "SET session_replication_role = replica"],
    ["drops a trigger", "DROP TRIGGER change_run ON review.review_runs"],
    ["drops a constraint", "ALTER TABLE review.review_runs DROP CONSTRAINT review_runs_end"],
    [
      "puts another function in the place of one",
      "CREATE OR REPLACE FUNCTION review.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    ],
    ["alters a table", "ALTER TABLE review.waivers ADD COLUMN note text"],
    ["drops a table", "DROP TABLE review.waivers"],
    ["makes one", "CREATE TABLE review.mine (id int)"],
    ["makes a rule", "CREATE RULE none AS ON INSERT TO review.waivers DO INSTEAD NOTHING"],
    ["takes the schema", "ALTER SCHEMA review RENAME TO mine"],
    ["becomes the owner", "SET ROLE keeper"],
    ["changes an acceptance", "UPDATE review.acceptance_events SET remark = 'x'"],
    ["deletes one", "DELETE FROM review.acceptance_events"],
    ["changes a text", "UPDATE review.snapshots SET text = 'x'"],
    ["deletes a run", "DELETE FROM review.review_runs"],
    ["changes the note of a run", "UPDATE review.review_runs SET note_path = 'x'"],
    ["changes a review", "UPDATE review.gate_reviews SET decision = 'pass'"],
    [
      "says that something was imported",
      "INSERT INTO review.imported_rows VALUES (repeat('a', 64), 'x', 1, NULL)",
    ],
    ["says that a migration was made", "INSERT INTO review.ledger_migrations VALUES (9, 'x', 'x', 'x')"],
    ["makes the next ids", "ALTER TABLE review.gate_reviews ALTER id RESTART 1"],
  ])("has no right to: %s", async (_, sql) => {
    await expect(attempt(sql)).rejects.toSatisfy((error) => codeOf(error) === "42501");
  });

  it.each([
    [
      "forges an acceptance that came from an import",
      `INSERT INTO review.acceptance_events (note_path, gate_id, model_id, accepted_note_sha, accepted_gate_sha, accepted_at, acceptance_kind)
       VALUES ('n.md', 'a', 'm', '${pairA.noteSha}', '${pairA.gateSha}', ${TIME}, 'migration-import')`,
      /only the owner of the ledger imports/,
    ],
    [
      "completes a run without a review",
      `UPDATE review.review_runs SET status = 'completed', completed_at = ${TIME} WHERE id = 2`,
      /completes only when every requested gate is reviewed/,
    ],
    [
      "ends one in the year 9999",
      "UPDATE review.review_runs SET status = 'failed', failure_reason = 'x', completed_at = '9999-01-01T00:00:00.000Z' WHERE id = 2",
      /more than a day ahead/,
    ],
    [
      "ends one again",
      "UPDATE review.review_runs SET status = 'failed', failure_reason = 'x' WHERE id = 1",
      /a run that has ended/,
    ],
    [
      "keeps a text under the sha of another",
      `INSERT INTO review.snapshots VALUES ('${snapshotOf("new").sha}', 'other')`,
      /snapshots_sha_is_of_text/,
    ],
    [
      "accepts before what is there",
      `INSERT INTO review.acceptance_events SELECT 1, note_path, gate_id, model_id, accepted_review_id, accepted_note_sha,
       accepted_gate_sha, accepted_at, 'manual-ack', NULL, NULL FROM review.acceptance_events WHERE id = 1`,
      /comes after those that are there/,
    ],
  ])("is refused when it: %s", async (_, sql, why) => {
    await expect(attempt(sql)).rejects.toThrow(why);
  });

  it("cannot complete a run with reviews that nothing accepts", async () => {
    const reviews = ["a", "b"].map(
      (
        gate,
      ) => `INSERT INTO review.gate_reviews (review_run_id, note_path, gate_id, model_id, decision, rationale_markdown, gate_sha,
        reviewed_note_sha, reviewed_at, review_kind)
      VALUES (2, 'n.md', '${gate}', 'm', 'pass', 'x', '${snapshotOf(`gate ${gate}`).sha}', '${pairA.noteSha}', ${TIME}, 'full-review')`,
    );
    const complete = `UPDATE review.review_runs SET status = 'completed', completed_at = ${TIME} WHERE id = 2`;
    await expect(attempt(...reviews, complete)).rejects.toThrow(/together with an acceptance/);
  });

  it("is not led astray by temporary tables of the same names", async () => {
    const astray = attempt(
      "CREATE TEMPORARY TABLE gate_reviews AS SELECT * FROM review.gate_reviews",
      "CREATE TEMPORARY TABLE review_run_gates AS SELECT * FROM review.review_run_gates WHERE false",
      "SET LOCAL search_path = pg_temp, review",
      `UPDATE review_runs SET status = 'completed', completed_at = ${TIME} WHERE id = 2`,
    );
    await expect(astray).rejects.toThrow(/every requested gate is reviewed/);
  });

  it("may attach what is known of a run after its end", async () => {
    await attempt("UPDATE review.review_runs SET debug_log = 'log' WHERE id = 1");
  });

  it("imports nothing, which the owner may", async () => {
    const database = await emptyPostgres();
    const clerk = await openStorage(database);
    await expect(clerk.importHistory(() => history)).rejects.toThrow(/role may not do that/);
    await clerk.close();
    const keeper = await openStorage(database, { role: "keeper" });
    await keeper.importHistory(() => history);
    expect(await keeper.listRuns({})).toHaveLength(1);
    await keeper.close();
  });

  it("does all that reviews need", async () => {
    const storage = await openStorage(await emptyPostgres());
    await review(storage, ["warn"]);
    await accept(storage);
    const id = await storage.createRun(withoutQuotes(newRun({ note: snapshotOf("wrong, a note") })));
    const quotes = [quoteIn("wrong, a note", "wrong")];
    const found = {
      gateId: "a",
      decision: "warn",
      rationaleMarkdown: "so",
      findings: [newFinding("a", { quotes })],
    } as const;
    const [replaces] = await storage.changeRuns([id], () => ({ change: { gateReviews: [found] } }));
    const again = { ...found, ...(replaces !== undefined && { replaces }) };
    const b = { gateId: "b", decision: "pass", rationaleMarkdown: "so" } as const;
    const change = {
      gateReviews: [again, b],
      rekeyTo: "other" as ModelId,
      end: { status: "completed" },
    } as const;
    await storage.changeRuns([id], () => ({ change }));
    const waived = { key: "a".repeat(16), kind: "waived", severity: "warn", reason: "meant" } as const;
    expect(await storage.recordWaivers([waived.key], () => [waived])).toEqual([1]);
    expect((await storage.verify()).filter(({ violations }) => violations > 0)).toEqual([]);
    expect(await storage.inspect({})).toMatchObject({ damage: [], checkedBy: "catalogue" });
    await expect(accept(storage, { acceptedReviewId: 99 })).rejects.toThrow(LedgerConstraintError);
    await storage.close();
  });
});

describe.skipIf(!hasPostgres)("what an owner changed", () => {
  it.each([
    ["ALTER TABLE review.waivers DISABLE TRIGGER append_waiver", /append_waiver on waivers is switched off/],
    ["DROP TRIGGER change_run ON review.review_runs", /change_run on review_runs is missing/],
    [
      "CREATE OR REPLACE FUNCTION review.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
      /function refuse/,
    ],
    ["ALTER TABLE review.review_runs DROP CONSTRAINT review_runs_end", /review_runs_end is missing/],
  ])("is seen: %s", async (sql, why) => {
    const database = await scratchPostgres();
    await (await database.connect()).query(sql);
    const storage = await openStorage(database);
    const { damage } = await storage.inspect({});
    expect(damage).toEqual([expect.stringMatching(why)]);
    expect((await storage.verify()).filter(({ violations }) => violations > 0)).toHaveLength(1);
    await storage.close();
  });
});
