import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { packageManager } = readJson(join(root, "package.json"));

/**
 * A project of somebody else: a new folder outside the workspace, with nothing but the tarballs of the given packages
 * (`db`, `cli-split`, …) and what npm installs with them. Gives its path; the caller removes it.
 */
export async function packAndInstall(
  packages: readonly string[],
  dependencies: Readonly<Record<string, string>> = {},
): Promise<string> {
  const project = realpathSync(mkdtempSync(join(tmpdir(), "review-consumer-")));
  const tarballs = await Promise.all(packages.map((name) => pack(join(root, "packages", name), project)));
  const packed = packages.map((name, index) => [
    `@review/${name}`,
    `file:./${basename(tarballs[index] ?? "")}`,
  ]);
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: { ...Object.fromEntries(packed), ...dependencies },
      // Not what the registry has under these names, but the tarballs.
      overrides: Object.fromEntries(packages.map((name) => [`@review/${name}`, `$@review/${name}`])),
    }),
  );
  // Scripts would compile better-sqlite3 anew where no prebuilt file can be had: the workspace has one already.
  const install = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", install, project);
  const native = "build/Release/better_sqlite3.node";
  const built = dirname(packageFile("better-sqlite3"));
  cpSync(join(built, native), join(project, "node_modules/better-sqlite3", native));
  return project;
}

/** Runs a program of this machine, not of the workspace; its stdout. Throws if it fails. */
export async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return (await execa(program, args, { cwd, preferLocal: false })).stdout;
}

/** The package.json of one of the workspace's own dependencies. */
export function packageFile(name: string): string {
  return createRequire(join(root, "package.json")).resolve(`${name}/package.json`);
}

export function readJson(path: string) {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Packs a package as a release does; the tarball's path. */
async function pack(folder: string, destination: string): Promise<string> {
  const args = ["--yes", packageManager, "pack", "--json", "--pack-destination", destination];
  return JSON.parse(await run("npx", args, folder)).filename;
}
