import { describe, expect, it } from "vitest";
import { badAttestedAcceptances, badAttestedReviews } from "./bad-attested.ts";
import { badFindingChanges, badGatesWithoutQuotes } from "./bad-finding-changes.ts";
import { badFindings } from "./bad-findings.ts";
import { badQuarantineChanges, badQuarantines } from "./bad-quarantines.ts";
import { badQuoteChanges, badQuotes } from "./bad-quotes.ts";
import { badAcceptances, badGateSets, badReviews, badRuns, badSnapshots, badValues } from "./bad-states.ts";
import { badWaiverChanges, badWaivers } from "./bad-waivers.ts";
import { badWithdrawals } from "./bad-withdrawals.ts";
import { badWords } from "./bad-words.ts";
import { goodAttested } from "./good-attested.ts";
import { goodFindings, ignoredFindings } from "./good-findings.ts";
import { goodMoves, ignoredMoves } from "./good-moves.ts";
import { goodQuarantines } from "./good-quarantines.ts";
import { goodWaivers, ignoredWaivers } from "./good-waivers.ts";
import { dump, end, hostileLedger, insert } from "./hostile-ledger.ts";

const badStates = {
  "a run": badRuns,
  "a gate set": badGateSets,
  "a gate review": badReviews,
  "an acceptance": badAcceptances,
  "a withdrawal": badWithdrawals,
  "a snapshot": badSnapshots,
  "a value": badValues,
  "a word": badWords,
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

const refusal = expect.objectContaining({ code: expect.stringMatching(/^SQLITE_CONSTRAINT_/) });

describe.each([true, false])("raw SQL with foreign_keys %s", (foreignKeys) => {
  describe.each(Object.entries(badStates))("cannot make a bad state of %s", (_, states) => {
    it.each(states)("%s", (_, sql) => {
      const sqlite = hostileLedger({ foreignKeys });
      const before = dump(sqlite);
      expect(() => sqlite.exec(sql)).toThrow(refusal);
      expect(dump(sqlite)).toEqual(before);
    });
  });

  it.each([...ignoredMoves, ...ignoredFindings, ...ignoredWaivers])("nothing happens: %s", (_, sql) => {
    const sqlite = hostileLedger({ foreignKeys });
    const before = dump(sqlite);
    sqlite.exec(sql);
    expect(dump(sqlite)).toEqual(before);
  });

  it.each([...goodMoves, ...goodFindings, ...goodWaivers, ...goodAttested, ...goodQuarantines])(
    "may: %s",
    (_, sql, question, answer) => {
      const sqlite = hostileLedger({ foreignKeys });
      sqlite.exec(sql);
      expect(sqlite.prepare(question).raw().all()).toEqual(answer);
      expect(sqlite.pragma("foreign_key_check")).toEqual([]);
    },
  );

  it("cannot complete a run with a finding that quotes nothing", () => {
    const sqlite = hostileLedger({ foreignKeys });
    sqlite.exec(insert("findings", { gate_review_id: "10", severity: "'warn'" }));
    const before = dump(sqlite);
    for (const or of ["", " OR REPLACE", " OR IGNORE", " OR FAIL"]) {
      const completes = end(9, "completed").replace("UPDATE", `UPDATE${or}`);
      expect(() => sqlite.exec(completes)).toThrow(/each finding quotes its note/);
    }
    expect(dump(sqlite)).toEqual(before);
  });

  it.each(["", " OR REPLACE", " OR IGNORE", " OR FAIL"])(
    "accepts what a run judged by completing it: UPDATE%s",
    (or) => {
      const sqlite = hostileLedger({ foreignKeys });
      const accepted = sqlite
        .prepare(
          `SELECT event.gate_id, accepted_review_id, accepted_gate_sha = review.gate_sha, accepted_at = completed_at, acceptance_kind
         FROM acceptance_events AS event JOIN gate_reviews AS review ON review.id = accepted_review_id
         JOIN review_runs AS run ON run.id = review_run_id WHERE run.id IN (9, 12) ORDER BY event.id`,
        )
        .raw();
      expect(accepted.all()).toEqual([]);
      for (const run of [9, 12]) sqlite.exec(end(run, "completed").replace("UPDATE", `UPDATE${or}`));
      expect(accepted.all()).toEqual([
        ["a", 9, 1, 1, "full-review"],
        ["b", 10, 1, 1, "full-review"],
        ["a", 13, 1, 1, "attested"],
      ]);
    },
  );

  it("keeps a gate review that was accepted, and its run's partition", () => {
    const sqlite = hostileLedger({ foreignKeys });
    const cascade = "UPDATE review_runs SET model_id = 'm2' WHERE id = 2";
    expect(() => sqlite.exec(cascade)).toThrow(
      "a run that has ended keeps its status, end, reason and model",
    );
  });
});

it("a rekey is one UPDATE of the run: its gate reviews follow", () => {
  const sqlite = hostileLedger({ foreignKeys: true });
  sqlite.exec("UPDATE review_runs SET model_id = 'm2' WHERE id = 6");
  expect(sqlite.prepare("SELECT id, model_id FROM gate_reviews WHERE model_id <> 'm'").raw().all()).toEqual([
    [6, "m2"],
    [7, "m2"],
  ]);
});

it("a rekey would carry acceptances along, if any stood on a running run", () => {
  const sqlite = hostileLedger({ foreignKeys: true });
  // The triggers that make such a state impossible have to go first.
  for (const trigger of ["acceptance_is_fixed", "gate_review_update_while_running", "run_ends_once"]) {
    sqlite.exec(`DROP TRIGGER ${trigger}`);
  }
  sqlite.exec("UPDATE review_runs SET model_id = 'm2' WHERE id = 2");
  expect(sqlite.prepare("SELECT model_id FROM acceptance_events").pluck().all()).toEqual(["m2"]);
});

it("without foreign keys a rekey of a run with gate reviews is refused", () => {
  const sqlite = hostileLedger({ foreignKeys: false });
  expect(() => sqlite.exec("UPDATE review_runs SET model_id = 'm2' WHERE id = 6")).toThrow(
    "a rekey needs foreign_keys to be on",
  );
});

it.each([true, false])(
  "the refusals hold with recursive triggers and foreign_keys %s, too",
  (foreignKeys) => {
    const sqlite = hostileLedger({ foreignKeys });
    sqlite.pragma("recursive_triggers = ON");
    const all = Object.values(badStates).flat();
    const before = dump(sqlite);
    for (const [, sql] of all) expect(() => sqlite.exec(sql)).toThrow(refusal);
    expect(dump(sqlite)).toEqual(before);
  },
);
