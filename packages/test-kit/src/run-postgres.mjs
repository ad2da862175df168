// node run-postgres.mjs FOLDER PID: makes a PostgreSQL server in a folder and runs it until the process PID is gone, then takes the
// folder away. `ready` in it says the port; what went wrong stands in `log`. A test run has one (see postgres-server.ts).
import { spawn } from "node:child_process";
import {
  chownSync,
  cpSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { findPostgres } from "./find-postgres.mjs";

const [folder = "", watched = ""] = process.argv.slice(2);
const data = join(folder, "data");
/** A server does not run as root: then it has another user's id, and a folder of that user. */
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const log = createWriteStream(join(folder, "log"), { flags: "a" });

const programs = usable(findPostgres() ?? "");
if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
writeFileSync(join(folder, "password"), "superuser");
await run("initdb", [
  "-D",
  data,
  "-U",
  "postgres",
  "-E",
  "UTF8",
  "--no-locale",
  "--no-sync",
  "--auth=trust",
  `--pwfile=${join(folder, "password")}`,
]);
writeFileSync(
  join(data, "pg_hba.conf"),
  [
    "host all guarded 127.0.0.1/32 scram-sha-256",
    "host all barred 127.0.0.1/32 reject",
    "host all all 127.0.0.1/32 trust",
    "local all all trust",
    "",
  ].join("\n"),
);
const port = await freePort();
const settings = [
  "listen_addresses=127.0.0.1",
  `port=${port}`,
  // What it holds is gone with the tests: nothing has to survive a power cut, and nothing is worth tidying up.
  ...["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_senders=0"],
  ...["jit=off", "max_connections=200", "shared_buffers=64MB"],
  ...(process.env.POSTGRES_SETTINGS ?? "").split(" ").filter(Boolean),
];
const server = start("postgres", ["-D", data, "-k", folder, ...settings.flatMap((each) => ["-c", each])]);
let isStopping = false;
const ended = new Promise((resolve) => server.once("exit", resolve));
server.once("exit", () => isStopping || process.exit(1));
while (!isReady()) await new Promise((resolve) => setTimeout(resolve, 10));
writeFileSync(join(folder, "ready.new"), String(port));
renameSync(join(folder, "ready.new"), join(folder, "ready"));
setInterval(() => isGone() && stop(), 500);
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, stop);

async function stop() {
  isStopping = true;
  server.kill("SIGINT");
  await ended;
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Whether the server's own file says that it takes connections. */
function isReady() {
  const file = join(data, "postmaster.pid");
  return existsSync(file) && readFileSync(file, "utf8").split("\n")[7]?.trim() === "ready";
}

function isGone() {
  try {
    process.kill(Number(watched), 0);
    return false;
  } catch {
    return true;
  }
}

/**
 * The programs where the server's user may run them: where that may not enter a folder above, a copy.
 * @param {string} found
 */
function usable(found) {
  if (user.uid === undefined) return found;
  for (let at = found; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o005) !== 0o005) break;
    if (at === dirname(at)) return found;
  }
  const copy = join(folder, "native");
  mkdirSync(copy);
  cpSync(found, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** @param {string} name @param {string[]} args */
function start(name, args) {
  const child = spawn(join(programs, "bin", name), args, {
    ...user,
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

/** @param {string} name @param {string[]} args */
async function run(name, args) {
  const code = await new Promise((resolve, reject) =>
    start(name, args).once("error", reject).once("exit", resolve),
  );
  if (code !== 0) throw new Error(`${name} ended with ${code}: see ${join(folder, "log")}`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once("error", reject)
      .listen(0, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
  });
}
