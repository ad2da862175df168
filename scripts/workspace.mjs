// Runs the steps of a root script with nothing but Node and npm on the machine:
//   node scripts/workspace.mjs install build test
// pnpm comes through npx at the version that package.json pins (`packageManager`), so that neither a global
// pnpm nor corepack is needed.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** @type {Record<string, () => void>} */
const steps = {
  install: () => {
    const command = ["--yes", packageManager, "install", "--frozen-lockfile"];
    // At this level pnpm says that a dependency could not be built, and keeps for itself why.
    const quietly = [...command, "--prefer-offline", "--loglevel=warn"];
    run("npx", quietly, `what this needs could not be installed: \`npx ${command.join(" ")}\` says why`);
  },
  build: () => pnpm("exec", "turbo", "run", "build", "--output-logs=errors-only"),
  test: () => node("scripts/run-tests.mjs"),
  "test:slow": () => node("scripts/run-tests.mjs", "slow"),
  quickstart: () => node("scripts/quickstart.mjs"),
  check: () => {
    pnpm("run", "lint");
    pnpm("run", "typecheck");
    pnpm("run", "boundaries");
    pnpm("run", "unused");
    pnpm("run", "check:published");
  },
  docs: () => pnpm("run", "docs"),
};

requireNode();
for (const name of process.argv.slice(2)) {
  const step = steps[name];
  if (!step) fail(`no step is called ${name}: use ${Object.keys(steps).join(", ")}`);
  else step();
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `this needs Node ${engines.node}, and this is ${process.versions.node}: install a newer one from nodejs.org`,
  );
}

/** @param {string[]} args */
function pnpm(...args) {
  run("npx", ["--yes", packageManager, ...args]);
}

/** @param {string[]} args */
function node(...args) {
  run(process.execPath, args);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [otherwise] What to say if it fails.
 */
function run(command, args, otherwise) {
  const windows = process.platform === "win32";
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: "inherit",
    // npx is a .cmd file there; none of the arguments here needs quoting.
    shell: windows && command === "npx",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" },
  });
  if (error) fail(`${command} could not be started: ${error.message}`);
  if (status !== 0 && otherwise !== undefined) console.error(`error: ${otherwise}`);
  if (status !== 0) process.exit(status ?? 1);
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
