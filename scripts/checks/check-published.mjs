// Fails if another project could not use a published package as it is packed: `pnpm check:published`, after a build.
// With `--repository`, it looks only at what a release needs beside that, and needs nothing installed.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);

const published = readdirSync(join(root, "packages"))
  .map((folder) => ({ folder, directory: join(root, "packages", folder) }))
  .map((each) => ({
    ...each,
    manifest: JSON.parse(readFileSync(join(each.directory, "package.json"), "utf8")),
  }))
  .filter(({ manifest }) => !manifest.private);
if (process.argv.includes("--repository")) checkRepository();
else for (const { manifest, directory } of published) checkPacked(manifest, directory);
if (process.exitCode === undefined) console.log("published packages: nothing to complain of");

/**
 * @param {Record<string, unknown> & { exports: Record<string, unknown> }} manifest
 * @param {string} directory
 */
function checkPacked(manifest, directory) {
  check("publint", [".", "--strict"], directory);
  // Command lines export nothing, so they have no types.
  if (manifest.exports["."]) {
    check("@arethetypeswrong/cli", ["--pack", ".", "--profile", "esm-only", "--quiet"], directory);
  }
  for (const key of ["license", "keywords", "engines", "files", "description", "publishConfig"]) {
    if (!manifest[key]) fail(`${join(directory, "package.json")} has no ${key}`);
  }
}

/** The registry takes a provenance statement only if the manifest names the repository that the workflow runs in. */
function checkRepository() {
  const { GITHUB_SERVER_URL = "https://github.com", GITHUB_REPOSITORY } = process.env;
  const url = `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY ?? "OWNER/NAME"}.git`;
  const without = published.filter(({ folder, manifest: { repository } }) => {
    const isHere = GITHUB_REPOSITORY ? repository?.url === url : repository?.url !== undefined;
    return !isHere || repository.directory !== `packages/${folder}`;
  });
  if (without.length === 0) return;
  const wanted = JSON.stringify({ type: "git", url, directory: "packages/…" });
  const manifests = without.map(({ folder }) => `packages/${folder}`).join(", ");
  fail(`nothing can be released from here: the package.json of ${manifests} needs "repository": ${wanted}`);
}

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
