import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { describeTool } from "../../packages/cli-split/src/mcp/describe-tool.ts";
import { tools } from "../../packages/cli-split/src/mcp/tools.ts";
import { toolProcedure } from "../../packages/cli-split/src/procedure.ts";
import { fieldsOfDocument, isDocumented } from "./document-fields.ts";

const page = new URL("../../docs/mcp.md", import.meta.url);
const GENERATED = "<!-- What follows is written by `pnpm vitest run scripts/checks/mcp-reference -u`. -->\n";

describe("the page about the tools", () => {
  it("ends with what a client is told of each", async () => {
    const [head = ""] = readFileSync(page, "utf8").split(GENERATED);
    const instructions = `\n## What the server says of itself\n\n${toolProcedure}`;
    const text = `${head}${GENERATED}${tools.map(describeForPeople).join("")}${instructions}`;
    await expect(text).toMatchFileSnapshot(page.pathname);
  });

  it.each(tools.map(({ name }) => name))(
    "names every field of %s that docs/json.md does not name",
    (tool) => {
      const text = readFileSync(page, "utf8");
      const missing = [...fieldsOfDocument("ToolDocuments", tool)].filter(
        (field) =>
          !isDocumented(tool, field) && !text.includes(`\`${field}\``) && !text.includes(`\`${field}[]\``),
      );
      expect(missing).toEqual([]);
    },
  );
});

interface Property {
  type?: string;
  items?: { type?: string };
  enum?: string[];
  default?: unknown;
  maximum?: number;
  description?: string;
}

function describeForPeople(tool: (typeof tools)[number]): string {
  const { name, description, inputSchema } = describeTool(tool);
  const rows = Object.entries(inputSchema.properties ?? {}).map(([argument, property]) => {
    const required = inputSchema.required?.includes(argument) ? ", required" : "";
    return `| \`${argument}\` | ${kindOf(property as Property)}${required} | ${(property as Property).description} |\n`;
  });
  const changes = tool.readOnly ? "" : " Changes the ledger.";
  return `\n### ${name}\n\n${description}${changes}\n\n| argument | kind | is |\n| --- | --- | --- |\n${rows.join("")}`;
}

function kindOf({
  type,
  items,
  enum: choices,
  default: initial,
  maximum = Number.MAX_SAFE_INTEGER,
}: Property): string {
  const most = maximum < Number.MAX_SAFE_INTEGER ? ` up to ${maximum}` : "";
  const base = choices
    ? choices.map((choice) => `\`${choice}\``).join(", ")
    : type === "array"
      ? `list of ${items?.type}s`
      : `${type}${most}`;
  return initial === undefined ? base : `${base}, default \`${initial}\``;
}
