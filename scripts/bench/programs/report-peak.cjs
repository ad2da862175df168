// Preloaded into a measured process: leaves its peak memory (KiB) in the file that REVIEW_BENCH_PEAK names.
const { readFileSync, writeFileSync } = require("node:fs");

process.once("exit", () => {
  if (process.env.REVIEW_BENCH_PEAK) writeFileSync(process.env.REVIEW_BENCH_PEAK, String(peak()));
});

/** What Linux says of this very program: what `resourceUsage` says is at least what the process that started it had. */
function peak() {
  const { maxRSS } = process.resourceUsage();
  if (process.platform !== "linux") return maxRSS;
  return /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? maxRSS;
}
