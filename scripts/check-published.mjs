// Fails if another project could not use a published package as it is packed: `pnpm check:published`.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);

for (const folder of readdirSync(join(root, "packages"))) {
  const directory = join(root, "packages", folder);
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  if (manifest.private) continue;
  // Command lines export nothing, and are packed from their bundle.
  if (manifest.exports["."]) {
    check("publint", [".", "--strict"], directory);
    check("@arethetypeswrong/cli", ["--pack", ".", "--profile", "esm-only", "--quiet"], directory);
  }
  for (const key of ["license", "keywords", "engines", "files", "description"]) {
    if (!manifest[key]) fail(`packages/${folder}/package.json has no ${key}`);
  }
}
if (process.exitCode === undefined) console.log("published packages: nothing to complain of");

/**
 * @param {string} tool
 * @param {string[]} args
 * @param {string} cwd
 */
function check(tool, args, cwd) {
  const manifest = findManifest(tool);
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  const file = typeof bin === "string" ? bin : Object.values(bin)[0];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(dirname(manifest), file), ...args], {
    cwd,
    encoding: "utf8",
  });
  if (status !== 0) fail(`${tool} ${args.join(" ")} in ${cwd}:\n${stdout}${stderr}`);
}

/** @param {string} tool */
function findManifest(tool) {
  for (const folder of require.resolve.paths(tool) ?? []) {
    const manifest = join(folder, tool, "package.json");
    try {
      readFileSync(manifest);
      return manifest;
    } catch {}
  }
  throw new Error(`${tool} is not installed`);
}

/** @param {string} message */
function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
