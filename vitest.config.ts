import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "{scripts,ci}/**/*.test.ts"],
    // The place of the PostgreSQL server that tests share; the first one that needs it starts it.
    globalSetup: ["packages/test-kit/src/postgres-setup.ts"],
    tags: [
      {
        name: "slow",
        description: "Takes a minute, starts dozens of processes, or installs packages: not in `npm test`.",
        timeout: 300_000,
      },
    ],
    // Much is waiting for processes, and a machine under load must not fail a test.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Every core: by default one is left free, which on two cores makes a run twice as long.
    maxWorkers: "100%",
    // Test files share their worker's process, so that what they import is loaded once. A test must leave nothing
    // behind in it: no changed environment, folder or global.
    isolate: false,
  },
});
