// How fast a thread of this machine is just now, for limits that are given in milliseconds.
import { readFileSync } from "node:fs";

/** What the fixed work takes where a limit holds as it is written. The least of 50 times was 68 ms where twenty processes shared two cores. */
const REFERENCE_MS = 60;
const NUMBERS = 100_000;

/**
 * CPU time of this thread in milliseconds, without that of other threads and of waiting for a core. Where the system does
 * not tell it, that of the whole process.
 */
export function threadTime() {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[0]) / 1_000_000;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** How many times as long as on the reference a thread takes here and now for a fixed piece of work; at least 1. */
export function slowness() {
  const times = [1, 2, 3].map(() => {
    const before = threadTime();
    fixedWork();
    return threadTime() - before;
  });
  return Math.max(1, Math.min(...times) / REFERENCE_MS);
}

/** Makes, sorts and writes down numbers, which allocates and compares as reading texts does. */
function fixedWork() {
  let seed = 1;
  const numbers = Array.from({ length: NUMBERS }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return String(seed);
  });
  return JSON.parse(JSON.stringify(numbers.sort())).length;
}
