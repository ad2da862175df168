// Preloaded into a measured process: leaves its peak memory (KiB) in the file that REVIEW_BENCH_PEAK names.
const { writeFileSync } = require("node:fs");

process.once("exit", () => {
  const { maxRSS } = process.resourceUsage();
  if (process.env.REVIEW_BENCH_PEAK) writeFileSync(process.env.REVIEW_BENCH_PEAK, String(maxRSS));
});
