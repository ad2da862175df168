import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { badAttestedAcceptances, badAttestedReviews } from "../sqlite/bad-attested.ts";
import { badFindingChanges, badGatesWithoutQuotes } from "../sqlite/bad-finding-changes.ts";
import { badFindings } from "../sqlite/bad-findings.ts";
import { badQuarantineChanges, badQuarantines } from "../sqlite/bad-quarantines.ts";
import { badQuoteChanges, badQuotes } from "../sqlite/bad-quotes.ts";
import {
  badAcceptances,
  badGateSets,
  badReviews,
  badRuns,
  badSnapshots,
  badValues,
} from "../sqlite/bad-states.ts";
import { badWaiverChanges, badWaivers } from "../sqlite/bad-waivers.ts";
import { badWithdrawals } from "../sqlite/bad-withdrawals.ts";
import { goodAttested } from "../sqlite/good-attested.ts";
import { goodFindings } from "../sqlite/good-findings.ts";
import { goodMoves, ignoredMoves } from "../sqlite/good-moves.ts";
import { goodQuarantines } from "../sqlite/good-quarantines.ts";
import { goodWaivers } from "../sqlite/good-waivers.ts";
import { end, insert, seed } from "../sqlite/hostile-ledger.ts";
import { hostileClient } from "./hostile-client.ts";

/** The same statements as for SQLite, but for those that only SQLite understands. */
const ONLY_SQLITE =
  /\bOR (?:REPLACE|IGNORE|FAIL|ROLLBACK|ABORT)\b|\bREPLACE INTO\b|\browid\b|\bchar\(|\bx'|CAST\(.* AS BLOB|json\(|printf|-9223372036854775808/i;
/** A whole number is made of a fraction; ids of what was undone are not given again; a time may not lie ahead. */
const OTHERWISE =
  /a fraction$|^upsert that does nothing$|^replace a gate review while running$|^import a review whose decision is unknown|^take a leap day$/;
const understood = <State extends readonly [string, string, ...unknown[]]>(states: readonly State[]) =>
  states.filter(([name, sql]) => !ONLY_SQLITE.test(sql) && !OTHERWISE.test(name));

const badStates = {
  "a run": badRuns,
  "a gate set": badGateSets,
  "a gate review": badReviews,
  "an acceptance": badAcceptances,
  "a withdrawal": badWithdrawals,
  "a snapshot": badSnapshots,
  "a value": badValues,
  "a finding": badFindings,
  "a finding that is there": badFindingChanges,
  "a quote": badQuotes,
  "a quote that is there": badQuoteChanges,
  "a gate without quotes": badGatesWithoutQuotes,
  "an attested review": badAttestedReviews,
  "an attested acceptance": badAttestedAcceptances,
  "a waiver": badWaivers,
  "a waiver that is there": badWaiverChanges,
  "a quarantine": badQuarantines,
  "a quarantine that is there": badQuarantineChanges,
};

describe.skipIf(!hasPostgres)("raw SQL of the owner", () => {
  let client: Client;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ client, stop } = await hostileClient(seed));
  });
  afterAll(() => stop());

  /** What it answers, or the code of its refusal; nothing of it stays. */
  async function attempt(sql: string, question?: string): Promise<unknown> {
    await client.query("BEGIN");
    try {
      await client.query(sql);
      await client.query("SET CONSTRAINTS ALL IMMEDIATE");
      if (question === undefined) return "accepted";
      const { rows } = await client.query({ text: question, rowMode: "array" });
      return rows;
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      await client.query("ROLLBACK");
    }
  }

  describe.each(Object.entries(badStates))("cannot make a bad state of %s", (_, states) => {
    it.each(understood(states))("%s", async (_, sql) => {
      expect(await attempt(sql)).toMatch(/^(?:22|23)/);
    });
  });

  it.each(understood([...goodMoves, ...goodFindings, ...goodWaivers, ...goodAttested, ...goodQuarantines]))(
    "may: %s",
    async (_, sql, question, answer) => {
      expect(await attempt(sql, question)).toEqual(answer);
    },
  );

  it.each(understood(ignoredMoves).slice(0, 1))("nothing happens: %s", async (_, sql) => {
    expect(await attempt(sql, "SELECT count(*) FROM snapshots WHERE text = 'other'")).toEqual([[0]]);
  });

  it("cannot complete a run with a finding that quotes nothing", async () => {
    const sql = `${insert("findings", { gate_review_id: "10", severity: "'warn'" })}; ${end(9, "completed")}`;
    expect(await attempt(sql)).toBe("23514");
  });

  it("cannot empty a table", async () => {
    for (const table of [
      "snapshots",
      "review_runs",
      "gate_reviews",
      "findings",
      "acceptance_events",
      "waivers",
      "gate_quarantines",
      "samples",
      "sample_reviews",
      "sampled_acceptances",
      "opinions",
    ])
      expect(await attempt(`TRUNCATE ${table} CASCADE`)).toBe("23514");
  });
});
