import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { scratchFolder } from "./scratch-folder.ts";

/** The folder with the small programs that stand for reviewers and checks. */
export const BIN = fileURLToPath(new URL("../fixtures", import.meta.url));

/** The path of one of them. */
export const program = (name: string) => `${BIN}/${name}.mjs`;

/** An environment in which the programs run and are found by name; nothing of ours is in it besides. */
export const ENVIRONMENT = { PATH: `${BIN}:${process.env.PATH}`, HOME: process.env.HOME };

/** For a program that makes a file when it has come so far: its path, and a promise that it is there. */
export function readyFile() {
  const path = join(scratchFolder(), "ready");
  const isThere = () => vi.waitUntil(() => existsSync(path), { timeout: 30_000, interval: 10 });
  return { path, isThere };
}

/** Whether a process runs; one that has ended and only waits to be collected does not. */
function isRunning(pid: number): boolean {
  const { error, stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  if (error) throw error;
  return stdout !== "" && !stdout.startsWith("Z");
}

/** The process ids that a program printed, one a line. */
export function printedPids(output: string): number[] {
  return (output.match(/^\d+$/gm) ?? []).map(Number);
}

/** Waits until none of the processes runs any more: a signal takes a moment to be obeyed. */
export async function expectGone(pids: readonly number[]): Promise<void> {
  const waitUntilGone = () => {
    const running = pids.filter(isRunning);
    if (running.length > 0) throw new Error(`still running: ${running.join(", ")}`);
  };
  await vi.waitFor(waitUntilGone, { timeout: 10_000, interval: 50 });
}

/** Ends a process that is meant to have survived. */
export function endSurvivor(pid: number): boolean {
  const survived = isRunning(pid);
  if (survived) process.kill(pid, "SIGKILL");
  return survived;
}
