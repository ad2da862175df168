import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import { findPostgres } from "./find-postgres.mjs";

/** Whether there is a PostgreSQL for this platform. */
export const hasPostgres = findPostgres() !== undefined;

let port: Promise<number> | undefined;

/** The port of the server of this test run, on the loopback; the first that asks starts it. Roles log in without a password but `guarded`. */
export function postgresPort(): Promise<number> {
  port ??= startServer();
  return port;
}

async function startServer(): Promise<number> {
  const { folder, runsFor } = inject("postgres");
  try {
    mkdirSync(join(folder, "starting"));
    const program = fileURLToPath(new URL("run-postgres.mjs", import.meta.url));
    const runner = spawn(process.execPath, [program, folder, String(runsFor)], {
      detached: true,
      stdio: "ignore",
    });
    runner.unref();
    writeFileSync(join(folder, "runner"), String(runner.pid));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const ready = join(folder, "ready");
  while (!existsSync(ready)) await setTimeout(20);
  return Number(readFileSync(ready, "utf8"));
}
