import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";
import { describe, expect, it } from "vitest";

/** Every entry point that other repositories can import, and the file that says what it exports. */
const ENTRY_POINTS = {
  "@review/db": "../packages/db/src/index.ts",
  "@review/db/transitions": "../packages/db/src/transitions.ts",
  "@review/lifecycle": "../packages/lifecycle/src/index.ts",
};

describe("the public API", () => {
  it("is the one in docs/public-api.md: a change there is a change for others", async () => {
    const sections = [];
    for (const [name, file] of Object.entries(ENTRY_POINTS)) {
      sections.push(
        `## ${name}\n\n${(await listExports(name, file)).map((line) => `- ${line}`).join("\n")}\n`,
      );
    }
    const head =
      "# Public API\n\nWhat the published packages export. `pnpm vitest run scripts/public-api -u` writes this file; see the\nchange to it as a reader of the packages would, and add a changeset.\n";
    await expect(`${head}\n${sections.join("\n")}`).toMatchFileSnapshot("../docs/public-api.md");
  });
});

async function listExports(name: string, file: string): Promise<string[]> {
  const values: Record<string, unknown> = await import(name);
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { module } = parseSync(path, readFileSync(path, "utf8"));
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  return exported
    .map(({ exportName }) => `${kindOf(values[exportName.name ?? ""])} \`${exportName.name}\``)
    .sort();
}

function kindOf(value: unknown): string {
  if (value === undefined) return "type";
  if (typeof value !== "function") return "constant";
  return value.toString().startsWith("class") ? "class" : "function";
}
