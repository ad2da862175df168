import { existsSync, readFileSync } from "node:fs";

/** Whether a process runs; one that has ended and waits to be collected does not. @param {number} pid */
export function isRunning(pid) {
  try {
    return !existsSync("/proc/self")
      ? process.kill(pid, 0)
      : !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
