import type { InvariantReport } from "../../answers.ts";
import { invariants } from "../../integrity/invariants.ts";
import { question } from "../driver/question.ts";
import type { Session } from "../driver/session.ts";
import { statement } from "../driver/statement.ts";
import { countFalseQuotes, countFalseSnapshots } from "./check-texts.ts";
import { DIALECT } from "./dialect.ts";
import { findChanges } from "./find-changes.ts";

/** How many rows break each rule of the ledger, in one consistent view. */
export async function checkInvariants(session: Session): Promise<InvariantReport[]> {
  const rules = invariants(DIALECT);
  return question(session, async (ask) => {
    // The rules name tables alone: nothing else is found by these names.
    const [, ...counted] = await ask(
      statement("SET LOCAL search_path = review, pg_catalog, pg_temp"),
      ...rules.map(({ sql }) => statement(`SELECT (${sql}) AS violations`)),
    );
    const found = rules.map(({ name }, index) => ({
      name,
      violations: Number(counted[index]?.[0]?.violations),
    }));
    return [
      {
        name: "triggers, functions and constraints are those of the migrations",
        violations: (await findChanges(ask)).length,
      },
      ...found,
      { name: "a snapshot's sha is the SHA-256 of its text", violations: await countFalseSnapshots(ask) },
      {
        name: "a quote belongs to a finding, and its words stand in the reviewed note where it says",
        violations: await countFalseQuotes(ask),
      },
    ];
  });
}
