// Preloaded into a process: kills it, as a power cut would, before or after its N-th SQL statement. `exec` with a
// whole script counts as one. Names the number of statements in a file if it comes to its end.
//   PROVE_KILL=before:3 | after:3    PROVE_COUNT_FILE=path
import { writeFileSync } from "node:fs";
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

const { PROVE_COUNT_FILE } = process.env;
if (PROVE_COUNT_FILE) process.on("exit", () => writeFileSync(PROVE_COUNT_FILE, String(executed)));
