import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the PostgreSQL server of this test run is, once a test has asked for it, and the process that it runs for. */
    postgres: { folder: string; runsFor: number };
  }
}

let folder = "";

/** For vitest: a place for the one server of a test run, which the first test that needs it starts. */
export function setup({ provide }: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), "review-postgres-"));
  provide("postgres", { folder, runsFor: process.pid });
}

/** Ends the server, if there is one. */
export async function teardown(): Promise<void> {
  const pid = join(folder, "runner");
  if (existsSync(pid)) {
    try {
      process.kill(Number(readFileSync(pid, "utf8")), "SIGTERM");
      // It takes the folder away.
      while (existsSync(pid)) await setTimeout(20);
    } catch {
      // It is gone already.
    }
  }
  rmSync(folder, { recursive: true, force: true });
}
