// Preloaded into a process: when it ends, writes into a file what it took.
//   PROVE_CPU_FILE=path
import { writeFileSync } from "node:fs";

const { PROVE_CPU_FILE } = process.env;
process.on("exit", () => {
  const { user, system } = process.cpuUsage();
  const { maxRSS } = process.resourceUsage();
  const taken = { cpuMs: (user + system) / 1000, megabytes: Math.round(maxRSS / 1000) };
  if (PROVE_CPU_FILE) writeFileSync(PROVE_CPU_FILE, JSON.stringify(taken));
});
