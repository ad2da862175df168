import { randomBytes } from "node:crypto";
import pg from "pg";
import { onTestFinished } from "vitest";
import { postgresPort } from "./postgres-server.ts";

export { hasPostgres } from "./postgres-server.ts";

/** A database of a test. */
export interface ScratchDatabase {
  name: string;
  /** Its URL for a role: `keeper` owns the ledger, `clerk` is let in to use it, `postgres` may do anything. */
  url(role?: string): string;
  /** A connection past all functions of ours, closed when the test ends. */
  connect(role?: string): Promise<pg.Client>;
}

/** What a template is made by, given the URL of its owner, once for all tests of a run. */
export interface Template {
  name: string;
  build(ownerUrl: string): Promise<unknown>;
}

/** Roles are the server's; `guarded` asks for a password, `barred` is never let in. */
const ROLES = `DO $$ BEGIN
  CREATE ROLE keeper LOGIN CREATEDB; CREATE ROLE clerk LOGIN; CREATE ROLE stranger LOGIN;
  CREATE ROLE guarded LOGIN PASSWORD 'open sesame'; CREATE ROLE barred LOGIN;
EXCEPTION WHEN duplicate_object THEN NULL; END $$`;

let admin: Promise<pg.Client> | undefined;

/** A new database made from a template, or an empty one, that goes away with the test that asked for it. */
export async function scratchDatabase(template?: Template): Promise<ScratchDatabase> {
  const database = await lastingDatabase(template);
  onTestFinished(async () => {
    await (await connectAsAdmin()).query(`DROP DATABASE IF EXISTS ${database.name} WITH (FORCE)`);
  });
  return database;
}

/** The same, there until the test run ends. */
export async function lastingDatabase(template?: Template): Promise<ScratchDatabase> {
  const client = await connectAsAdmin();
  const from = template ? ` TEMPLATE ${await templateOf(client, template)}` : "";
  const name = `scratch_${randomBytes(6).toString("hex")}`;
  await client.query(`CREATE DATABASE ${name} OWNER keeper${from}`);
  return databaseAt(await postgresPort(), name);
}

function databaseAt(port: number, name: string): ScratchDatabase {
  const url = (role = "keeper") => `postgres://${role}@127.0.0.1:${port}/${name}`;
  return {
    name,
    url,
    async connect(role) {
      const client = await connected(url(role));
      onTestFinished(() => client.end());
      return client;
    },
  };
}

/** Who makes a template keeps others waiting for it. */
async function templateOf(client: pg.Client, { name, build }: Template): Promise<string> {
  const template = `template_${name}`;
  await client.query("SELECT pg_advisory_lock(7)");
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [template]);
    if (rowCount === 1) return template;
    await client.query(`DROP DATABASE IF EXISTS ${template}_unfinished WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${template}_unfinished OWNER keeper`);
    await build(databaseAt(await postgresPort(), `${template}_unfinished`).url());
    await client.query(`ALTER DATABASE ${template}_unfinished RENAME TO ${template}`);
    return template;
  } finally {
    await client.query("SELECT pg_advisory_unlock(7)");
  }
}

/** One connection for all tests of a worker. */
function connectAsAdmin(): Promise<pg.Client> {
  admin ??= (async () => {
    const client = await lastingClient(databaseAt(await postgresPort(), "postgres").url("postgres"));
    await client.query("SELECT pg_advisory_lock(7)");
    await client.query(ROLES).finally(() => client.query("SELECT pg_advisory_unlock(7)"));
    return client;
  })();
  return admin;
}

/** A connection that is there until the worker ends, which it does not keep from ending. */
export async function lastingClient(url: string): Promise<pg.Client> {
  const client = await connected(url);
  (client as unknown as { unref(): void }).unref();
  return client;
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  // A database that is dropped ends what is still connected.
  client.on("error", () => {});
  await client.connect();
  return client;
}
