import { asc, eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { ormOf } from "../../src/sqlite/orm.ts";
import { findRunRow, listGateReviewRows, listRequestedGates } from "../../src/sqlite/reads/run-rows.ts";
import { gateReviews, reviewRunGates, reviewRuns } from "../../src/sqlite/schema/tables.ts";
import { changeRun, insertRun } from "../../src/transitions.ts";
import { newRun } from "../new-run.ts";
import { openSqlite } from "./open-sqlite.ts";

it("the statements prepared by hand give the rows that Drizzle's tables describe", async () => {
  const { ledger, sqlite } = await openSqlite();
  const id = await insertRun(ledger, newRun());
  const orm = ormOf(sqlite);
  await changeRun(ledger, id, ({ gates }) => ({
    change: {
      gateReviews: gates.map(({ gateId }) => ({
        gateId,
        decision: "warn",
        rationaleMarkdown: `About ${gateId}.`,
        evidence: { gateId },
      })),
      telemetry: { requestedModelId: "asked-for" },
      end: { status: "completed" },
    },
  }));
  const run = orm.select().from(reviewRuns).where(eq(reviewRuns.id, id)).get();
  expect(run).toEqual({ ...findRunRow(sqlite, id), rawBundleMarkdown: null, debugLog: null });
  const reviews = orm.select().from(gateReviews).orderBy(asc(gateReviews.id)).all();
  expect(listGateReviewRows(sqlite, id)).toEqual(reviews);
  const gates = orm.select().from(reviewRunGates).orderBy(asc(reviewRunGates.ordinal)).all();
  expect(listRequestedGates(sqlite, id)).toEqual(gates.map(({ gateId, gateSha }) => ({ gateId, gateSha })));
  expect(gates.length).toBeGreaterThan(1);
});
