import { expect, it } from "vitest";
import { BAD_SAMPLES } from "./bad-samples.ts";
import { recordSample } from "./broken-samples.ts";
import { openSqlite } from "./open-sqlite.ts";

it.each(BAD_SAMPLES)("the ledger refuses a sample %s, with foreign keys on and off", async (_, sql) => {
  const { ledger, sqlite } = await openSqlite();
  await recordSample(ledger);
  for (const foreignKeys of ["ON", "OFF"]) {
    sqlite.pragma(`foreign_keys = ${foreignKeys}`);
    expect(() => sqlite.transaction(() => sqlite.exec(sql))()).toThrow(
      /constraint|never changed|sample|reviews/,
    );
  }
});
