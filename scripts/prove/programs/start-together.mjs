// Preloaded into several processes: each says in a file of its own that it has come to its first SQL statement, or to its
// connection to the server, and goes on when the file `go` is there. So they do the same thing at the same moment.
//   PROVE_TOGETHER=folder    PROVE_PORT=port of the server
import { existsSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import Database from "better-sqlite3";

const folder = process.env.PROVE_TOGETHER ?? "";
const statement = Object.getPrototypeOf(new Database(":memory:").prepare("SELECT 1"));
let hasWaited = false;

function wait() {
  if (hasWaited) return;
  hasWaited = true;
  writeFileSync(join(folder, `${process.pid}.here`), "");
  const cell = new Int32Array(new SharedArrayBuffer(4));
  while (!existsSync(join(folder, "go"))) Atomics.wait(cell, 0, 0, 2);
}

for (const name of ["run", "get", "all"]) {
  const execute = statement[name];
  /** @this {unknown} @param {...unknown} args */
  statement[name] = function (...args) {
    wait();
    return execute.apply(this, args);
  };
}

const { PROVE_PORT } = process.env;
const connect = /** @type {(...args: unknown[]) => Socket} */ (Socket.prototype.connect);
/** @this {Socket} @param {...unknown} args */
const connectTogether = function (...args) {
  if (String(args[0]) === PROVE_PORT) wait();
  return connect.apply(this, args);
};
Object.assign(Socket.prototype, { connect: connectTogether });
