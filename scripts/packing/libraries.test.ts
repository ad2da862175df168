import { cpSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packAndInstall, packageFile, readJson, run } from "./pack-and-install.ts";

const PUBLISHED = ["db", "protocol", "lifecycle"];
let project: string;

beforeAll(async () => {
  const types = { "@types/node": readJson(packageFile("@types/node")).version };
  project = await packAndInstall(PUBLISHED, types);
  cpSync(fileURLToPath(new URL("consumer", import.meta.url)), project, { recursive: true });
}, 180_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe("the published libraries in a project outside the workspace", { tags: ["slow"] }, () => {
  it("contain what is built and its source, and nothing else", () => {
    for (const name of PUBLISHED) {
      const folder = join(project, "node_modules/@review", name);
      const { files, ...manifest } = readJson(join(folder, "package.json"));
      expect(files).toContain("dist");
      expect(readdirSync(folder).sort()).toEqual(
        [
          "LICENSE",
          "README.md",
          "dist",
          "package.json",
          "src",
          ...(name === "db" ? ["schema.sql"] : []),
        ].sort(),
      );
      const everything = readdirSync(folder, { recursive: true }).map(String);
      expect(everything.filter((file) => /\.test\.|tsbuildinfo|fixtures/.test(file))).toEqual([]);
      expect(JSON.stringify(manifest.dependencies)).not.toContain("workspace:");
      expect(manifest).toMatchObject({
        license: "MIT",
        keywords: expect.any(Array),
        engines: { node: ">=20.19" },
      });
      expect(readFileSync(join(folder, "LICENSE"), "utf8")).toContain("MIT");
    }
  });

  it("type-check strictly, the packages' own declarations included, and run", async () => {
    const tsc = join(dirname(packageFile("typescript")), "bin/tsc");
    await run(process.execPath, [tsc, "-p", "tsconfig.json"], project);
    expect(JSON.parse(await run(process.execPath, ["dist/program.js"], project))).toEqual({
      runs: 1,
      run: { status: "completed", modelId: "some-model-high", decisions: ["warn"], places: ["1:3"] },
      refused: [true, true],
    });
  });

  it("have no side doors", async () => {
    const open = (path: string) => run(process.execPath, ["-e", `import(${JSON.stringify(path)})`], project);
    await expect(open("@review/db/dist/transaction.js")).rejects.toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
    await expect(open("@review/lifecycle/dist/index.js")).rejects.toThrow("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});
