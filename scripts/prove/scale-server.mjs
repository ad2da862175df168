// A PostgreSQL server for one trial, from the package that the tests use.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findPostgres } from "../../packages/test-kit/src/find-postgres.mjs";
import { CannotTry } from "./proof.mjs";

/**
 * @typedef {{ connect(): Promise<void>, end(): Promise<void>,
 *   query(sql: string): Promise<{ rows: Record<string, unknown>[] }> }} Client
 */
/** @type {{ Client: new (options: { connectionString: string }) => Client }} */
const pg = createRequire(new URL("../../packages/db/package.json", import.meta.url))("pg");
const PROGRAM = fileURLToPath(new URL("../../packages/test-kit/src/run-postgres.mjs", import.meta.url));

/**
 * Starts a server that `hosts` may reach, each an address range; it runs as another user, in a folder that is its own.
 * @param {readonly string[]} hosts
 */
export async function startServer(hosts) {
  if (!findPostgres()) throw new CannotTry("there is no PostgreSQL for this platform");
  const own = await mkdtemp(join(tmpdir(), "review-postgres-"));
  const runner = spawn(process.execPath, [PROGRAM, own, String(process.pid)], {
    stdio: "ignore",
    env: { ...process.env, POSTGRES_SETTINGS: "listen_addresses=* fsync=on" },
  });
  const port = await readyPort(join(own, "ready"));
  await appendFile(
    join(own, "data", "pg_hba.conf"),
    hosts.map((range) => `host all all ${range} trust\n`).join(""),
  );
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/postgres` });
  await client.connect();
  await client.query("SELECT pg_reload_conf()");
  await client.query("CREATE DATABASE reviews");
  await client.end();
  const ledger = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/reviews` });
  await ledger.connect();
  return {
    port,
    /** @param {string} sql @returns {Promise<Record<string, unknown>[]>} */
    rows: async (sql) => (await ledger.query(sql)).rows,
    stop: async () => {
      await ledger.end();
      const gone = once(runner, "exit");
      runner.kill("SIGTERM");
      await gone;
    },
  };
}

/** @param {string} file */
async function readyPort(file) {
  for (let looked = 0; looked < 600; looked += 1) {
    const port = await readFile(file, "utf8").catch(() => "");
    if (port !== "") return Number(port);
    await setTimeout(100);
  }
  throw new Error("the server does not start");
}
