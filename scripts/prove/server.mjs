// Where REVIEW_DB names a PostgreSQL server, proofs are made on that: each trial has a database of its own in it, which its owner
// makes and a role that owns nothing works in. `postgres:` alone starts a server from the package with its programs.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { copyLedger, initLedger } from "../../packages/db/dist/index.js";
import { findPostgres } from "../../packages/test-kit/src/find-postgres.mjs";
import { verifyLedger, withLedger } from "./review.mjs";

/**
 * @typedef {{ connect(): Promise<void>, query(sql: string): Promise<{ rows: Record<string, unknown>[], rowCount: number | null, command: string }>, end(): Promise<void> }} Client
 * @type {{ Client: new (options: { connectionString: string }) => Client }}
 */
const pg = createRequire(new URL("../../packages/db/package.json", import.meta.url))("pg");

const { REVIEW_DB = "" } = process.env;

/** Whether proofs are made on a server. */
export const isOnServer = /^postgres(?:ql)?:/.test(REVIEW_DB);

/** The role that works in the ledgers of proofs, and owns nothing. */
const ROLE = `review_prove_${randomBytes(4).toString("hex")}`;
const PASSWORD = randomBytes(12).toString("hex");

/** @type {string[]} */
const databases = [];
/** @type {Promise<string> | undefined} */
let started;
/** @type {(() => Promise<void>)[]} */
const stops = [];

/** The URL of the server, whose role may make databases and roles. */
function serverUrl() {
  started ??= REVIEW_DB === "postgres:" ? startServer() : Promise.resolve(REVIEW_DB);
  return started;
}

async function startServer() {
  if (!findPostgres())
    throw new Error("there is no PostgreSQL for this platform: name a server in REVIEW_DB");
  const folder = mkdtempSync(join(tmpdir(), "review-prove-postgres-"));
  const program = fileURLToPath(new URL("../../packages/test-kit/src/run-postgres.mjs", import.meta.url));
  const runner = spawn(process.execPath, [program, folder, String(process.pid)], {
    detached: true,
    stdio: "ignore",
  });
  runner.unref();
  stops.push(async () => {
    runner.kill("SIGTERM");
    while (existsSync(join(folder, "ready"))) await setTimeout(20);
    rmSync(folder, { recursive: true, force: true });
  });
  while (!existsSync(join(folder, "ready"))) await setTimeout(20);
  return `postgres://postgres@127.0.0.1:${readFileSync(join(folder, "ready"), "utf8")}/postgres`;
}

/** @param {string} url */
export async function connectTo(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** @param {string} url @param {string} sql */
export async function query(url, sql) {
  const client = await connectTo(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Asks the server itself. @param {string} sql */
const admin = async (sql) => query(await serverUrl(), sql);

/** @type {Promise<unknown> | undefined} */
let role;

/** A place for a ledger on the server. @typedef {{ owner: string, url: string, port: string }} ServerLedger */

/** An empty ledger in a database of its own; or one like another one, to which nobody is connected. @param {ServerLedger} [like] @returns {Promise<ServerLedger>} */
export async function newServerLedger(like) {
  if (like) await untilNobodyIsThere(like);
  const ledger = await newServerDatabase(like ? ` TEMPLATE ${new URL(like.owner).pathname.slice(1)}` : "");
  if (!like) await initLedger(ledger.owner, { grantTo: [ROLE] });
  return ledger;
}

/** A database in which there is no ledger yet. @returns {Promise<ServerLedger>} */
export async function newServerDatabase(template = "") {
  role ??= admin(`CREATE ROLE ${ROLE} LOGIN PASSWORD '${PASSWORD}'`);
  await role;
  const name = `review_prove_${randomBytes(6).toString("hex")}`;
  await admin(`CREATE DATABASE ${name}${template}`);
  databases.push(name);
  const owner = new URL(await serverUrl());
  owner.pathname = `/${name}`;
  const url = new URL(owner);
  url.username = ROLE;
  url.password = PASSWORD;
  return { owner: owner.href, url: url.href, port: owner.port || "5432" };
}

/** What is in a ledger, as a file to be looked at by plain SQL, after it kept its own rules. @param {ServerLedger} ledger @param {string} path */
export async function writeAsFile(ledger, path) {
  await untilNobodyIsThere(ledger);
  await withLedger(ledger.owner, async (opened) => {
    const broken = (await verifyLedger(opened)).filter(({ violations }) => violations > 0);
    if (broken.length > 0) throw new Error(`verifyLedger on the server: ${JSON.stringify(broken)}`);
  });
  await copyLedger(ledger.owner, path);
}

/** A process that was killed is gone at once, and the server learns it a moment later. @param {ServerLedger} ledger */
async function untilNobodyIsThere({ owner }) {
  const name = new URL(owner).pathname.slice(1);
  const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = '${name}' AND backend_type = 'client backend'`;
  while ((await admin(sql)).length > 0) await setTimeout(20);
}

/** Takes away a ledger that is not looked at any more. @param {ServerLedger} ledger */
export async function dropServerLedger({ owner }) {
  const name = new URL(owner).pathname.slice(1);
  await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  databases.splice(databases.indexOf(name), 1);
}

/** Which server it is, for the figures. */
export async function serverVersion() {
  const [row] = await admin("SHOW server_version");
  return `PostgreSQL ${String(row?.server_version).split(" ")[0]}`;
}

/** Takes away what was made on the server, and the server if it was started. */
export async function endServer() {
  if (!started) return;
  for (const name of databases.splice(0)) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  if (role) await admin(`DROP ROLE IF EXISTS ${ROLE}`);
  for (const stop of stops.splice(0)) await stop();
}
