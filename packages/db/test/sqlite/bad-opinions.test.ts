import { expect, it } from "vitest";
import { BAD_OPINIONS } from "./bad-opinions.ts";
import { recordDoubt } from "./broken-opinions.ts";
import { openSqlite } from "./open-sqlite.ts";

it.each(BAD_OPINIONS)("the ledger refuses an opinion %s, with foreign keys on and off", async (_, sql) => {
  const { ledger, sqlite } = await openSqlite();
  await recordDoubt(ledger);
  for (const foreignKeys of ["ON", "OFF"]) {
    sqlite.pragma(`foreign_keys = ${foreignKeys}`);
    expect(() => sqlite.transaction(() => sqlite.exec(sql))()).toThrow(
      /constraint|opinion|words of the ledger/,
    );
  }
});
