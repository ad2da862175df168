import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";

const packages = fileURLToPath(new URL("../../packages/", import.meta.url));
const HEAD = `# Public API

What the published packages export. \`pnpm vitest run scripts/checks/public-api -u\` writes this file; read the change to it as
a user of the packages would, and add a changeset.
`;

interface Manifest {
  name: string;
  private?: boolean;
  exports: Record<string, string | { types: string; default: string }>;
}

describe("the public API", () => {
  it("is the one in docs/public-api.md", async () => {
    const sections = [];
    for (const folder of readdirSync(packages).sort()) {
      const manifest: Manifest = JSON.parse(readFileSync(`${packages}${folder}/package.json`, "utf8"));
      if (manifest.private) continue;
      for (const [entry, target] of Object.entries(manifest.exports)) {
        if (typeof target === "string") continue;
        expect(Object.keys(target), "types come first").toEqual(["types", "default"]);
        const lines = (await listExports(packages + folder, target.default)).map((line) => `- ${line}\n`);
        sections.push(`## ${manifest.name}${entry.slice(1)}\n\n${lines.join("")}`);
      }
    }
    await expect(`${HEAD}\n${sections.join("\n")}`).toMatchFileSnapshot("../../docs/public-api.md");
  });
});

/** Kind and name of everything that an entry point exports, types included. */
async function listExports(folder: string, built: string): Promise<string[]> {
  const values: Record<string, unknown> = await import(pathToFileURL(`${folder}/${built}`).href);
  const source = `${folder}/${built.replace("/dist/", "/src/").replace(/\.js$/, ".ts")}`;
  const { module } = parseSync(source, readFileSync(source, "utf8"));
  const names = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName }) => exportName.name),
  );
  return names.map((name) => `${kindOf(values[name ?? ""])} \`${name}\``).sort();
}

function kindOf(value: unknown): string {
  if (value === undefined) return "type";
  if (typeof value !== "function") return "constant";
  return value.toString().startsWith("class") ? "class" : "function";
}
