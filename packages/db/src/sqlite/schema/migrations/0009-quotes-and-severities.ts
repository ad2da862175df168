import { waiverTriggers } from "./0008-waivers/triggers.ts";
import { waiverIndex, waiverTable } from "./0009-quotes-and-severities/tables.ts";
import { quoteAndSeverityTriggers, worstFound } from "./0009-quotes-and-severities/triggers.ts";

/** Those on `waivers` itself, which go with the old table. */
const onWaivers = waiverTriggers.split(/(?<=END;\n)/).filter((trigger) => trigger.includes(" ON waivers "));
const names = onWaivers.flatMap((trigger) => /CREATE TRIGGER (\w+)/.exec(trigger)?.[1] ?? []);

/**
 * No run completes with a finding that quotes nothing, unless its gate needs no quotes. And a decision that waives names the
 * severity that it covers: of a worse finding of the same words nobody has decided anything.
 *
 * What was waived before covers the worst that had been found by then, as far as the clocks of the ledger tell; where they
 * say that nothing had been, no more than a warning.
 */
export const quotesAndSeveritiesMigration = {
  version: 9,
  name: "quotes-and-severities",
  sha: "66f4dea3d7c8833ffab900ce68f461024d30240d841c90facab461c65fb6a108",
  sql: `
${names.map((name) => `DROP TRIGGER ${name};`).join("\n")}
ALTER TABLE waivers RENAME TO old_waivers;
${waiverTable}
INSERT INTO waivers SELECT id, key, kind,
  iif(kind = 'waived', ${worstFound("old.key", "run.completed_at <= old.decided_at")}, NULL),
  reason, author, until_date, decided_at FROM old_waivers AS old;
DELETE FROM sqlite_sequence WHERE name = 'waivers';
UPDATE sqlite_sequence SET name = 'waivers' WHERE name = 'old_waivers';
DROP TABLE old_waivers;
${waiverIndex}
${onWaivers.join("")}${quoteAndSeverityTriggers}`,
};
