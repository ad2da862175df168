import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = readJson(join(root, "package.json"));
const PUBLISHED = ["db", "lifecycle"];

/** A project of somebody else: outside the workspace, with npm, with nothing but the tarballs. */
const project = realpathSync(mkdtempSync(join(tmpdir(), "review-consumer-")));

beforeAll(async () => {
  const tarballs = await Promise.all(PUBLISHED.map((name) => pack(join(root, "packages", name))));
  cpSync(join(root, "scripts/consumer"), project, { recursive: true });
  const dependencies = Object.fromEntries(
    PUBLISHED.map((name, index) => [`@review/${name}`, `file:./${basename(tarballs[index] ?? "")}`]),
  );
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: { ...dependencies, "@types/node": readJson(packageFile("@types/node")).version },
      // Not what the registry has under this name, but the tarball.
      overrides: { "@review/db": "$@review/db" },
    }),
  );
  // Scripts would compile better-sqlite3 anew where no prebuilt file can be had: the workspace has one already.
  const install = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  await run("npm", install, project);
  const native = "build/Release/better_sqlite3.node";
  const built = dirname(packageFile("better-sqlite3"));
  cpSync(join(built, native), join(project, "node_modules/better-sqlite3", native));
}, 180_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the published packages in a project outside the workspace", () => {
  it("contain what is built and its source, and nothing else", () => {
    for (const name of PUBLISHED) {
      const { files, ...manifest } = readJson(join(project, "node_modules/@review", name, "package.json"));
      expect(files).toContain("dist");
      expect(JSON.stringify(manifest.dependencies)).not.toContain("workspace:");
      expect(manifest).toMatchObject({
        license: "MIT",
        keywords: expect.any(Array),
        engines: { node: ">=20.19" },
      });
      expect(readFileSync(join(project, "node_modules/@review", name, "LICENSE"), "utf8")).toContain("MIT");
    }
  });

  it("type-check strictly, the packages' own declarations included, and run", async () => {
    const tsc = join(dirname(packageFile("typescript")), "bin/tsc");
    await run(process.execPath, [tsc, "-p", "tsconfig.json"], project);
    expect(JSON.parse(await run(process.execPath, ["dist/program.js"], project))).toEqual({
      runs: 1,
      run: { status: "completed", modelId: "some-model-high", decisions: ["pass"] },
      refused: [true, true],
    });
  });

  it("have no side doors", async () => {
    const open = (path: string) => run(process.execPath, ["-e", `import(${JSON.stringify(path)})`], project);
    await expect(open("@review/db/dist/transaction.js")).rejects.toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
    await expect(open("@review/lifecycle/dist/index.js")).rejects.toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

/** Packs a package as a release does; the tarball's path. */
async function pack(folder: string): Promise<string> {
  const packed = await run(
    "npx",
    ["--yes", packageManager, "pack", "--json", "--pack-destination", project],
    folder,
  );
  return JSON.parse(packed).filename;
}

async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return (await execa(program, args, { cwd, preferLocal: false })).stdout;
}

/** The package.json of one of the workspace's own dependencies. */
function packageFile(name: string): string {
  return createRequire(join(root, "package.json")).resolve(`${name}/package.json`);
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, "utf8"));
}
