import { defineConfig } from "vitest/config";

// Real clients, started for real: `pnpm test:clients` installs them, takes the network away and runs these.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default defineConfig({
  test: {
    name: "clients",
    include: ["packages/runner/test/real-clients/**/*.clients.ts"],
    testTimeout: 120_000,
    // Each test starts several programs of its own.
    maxWorkers: 2,
  },
});
