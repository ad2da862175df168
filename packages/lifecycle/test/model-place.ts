import { type Row, TABLES } from "@review/test-kit/ledger-rows.ts";
import { lastingClient } from "@review/test-kit/scratch-database.ts";
import { type Dump, dump } from "@review/test-kit/scratch-ledger.ts";
import Database from "better-sqlite3";

/** Where a sequence is played out. */
export interface Place {
  url: string;
  /** Every row of the ledger, past all functions of ours. */
  dump(): Promise<Dump>;
  close(): void;
}

/** `scripts/prove/model.mjs` names a ledger on a server: for whoever works in it, and for its owner, who empties it. */
const { PROVE_DB, PROVE_DB_OWNER } = process.env;

/** A ledger with nothing in it: in a file, or, where there is one, on the server of a proof. */
export async function newPlace(path: string): Promise<Place> {
  if (PROVE_DB !== undefined && PROVE_DB_OWNER !== undefined) return onServer(PROVE_DB, PROVE_DB_OWNER);
  let raw: Database.Database | undefined;
  return {
    url: path,
    dump: async () => {
      raw ??= new Database(path, { readonly: true });
      return dump(raw);
    },
    close: () => void raw?.close(),
  };
}

let owner: ReturnType<typeof lastingClient> | undefined;

async function onServer(url: string, ownerUrl: string): Promise<Place> {
  owner ??= lastingClient(ownerUrl);
  const client = await owner;
  client.setTypeParser(20, Number);
  // Those of shared sweeps, too, since they refer to runs.
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'review' AND tablename <> 'ledger_migrations'",
  );
  const all = rows.map(({ name }) => `review.${name}`);
  const switched = (how: string) => all.map((table) => `ALTER TABLE ${table} ${how} TRIGGER USER`);
  await client.query(
    [
      "BEGIN",
      ...switched("DISABLE"),
      `TRUNCATE ${all} RESTART IDENTITY`,
      ...switched("ENABLE"),
      "COMMIT",
    ].join("; "),
  );
  return {
    url,
    async dump() {
      const tables: [string, Row[]][] = [];
      for (const table of TABLES)
        tables.push([table, (await client.query(`SELECT * FROM review.${table}`)).rows]);
      return Object.fromEntries(tables) as Dump;
    },
    close: () => {},
  };
}
