// Preloaded into a process: kills it, as a power cut would, before or after its N-th SQL statement, or message to the server. `exec`
// with a whole script counts as one. Names the number of statements in a file if it comes to its end.
//   PROVE_KILL=before:3 | after:3    PROVE_COUNT_FILE=path    PROVE_PORT=port of the server
import { writeFileSync } from "node:fs";
import { Socket } from "node:net";
import Database from "better-sqlite3";

const [moment = "never", at = "0"] = (process.env.PROVE_KILL ?? "").split(":");
let executed = 0;

/** @param {"before" | "after"} now */
function killIfNow(now) {
  if (now === moment && executed === Number(at)) process.kill(process.pid, "SIGKILL");
}

/** @template {object} T @param {T} prototype @param {keyof T} name */
function count(prototype, name) {
  const execute = /** @type {(...args: unknown[]) => unknown} */ (prototype[name]);
  /** @this {unknown} @param {...unknown} args */
  const counted = function (...args) {
    executed += 1;
    killIfNow("before");
    try {
      return execute.apply(this, args);
    } finally {
      killIfNow("after");
    }
  };
  Object.assign(prototype, { [name]: counted });
}

const probe = new Database(":memory:");
const statement = Object.getPrototypeOf(probe.prepare("SELECT 1"));
probe.close();
for (const name of ["run", "get", "all", "iterate"]) count(statement, name);
count(Database.prototype, "exec");

const { PROVE_COUNT_FILE, PROVE_PORT } = process.env;
if (PROVE_PORT) {
  const connect = /** @type {(...args: unknown[]) => Socket} */ (Socket.prototype.connect);
  /** @this {Socket} @param {...unknown} args */
  const connectCounted = function (...args) {
    connect.apply(this, args);
    // Not before: to connect, Node puts its own in the place of whatever is there.
    if (String(args[0]) === PROVE_PORT) count(/** @type {{ write: unknown }} */ (this), "write");
    return this;
  };
  Object.assign(Socket.prototype, { connect: connectCounted });
}

if (PROVE_COUNT_FILE) process.on("exit", () => writeFileSync(PROVE_COUNT_FILE, String(executed)));
