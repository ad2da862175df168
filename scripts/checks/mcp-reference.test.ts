import { readFileSync } from "node:fs";
import { documented, fieldsOf } from "@review/test-kit/json-docs.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import { describeTool } from "../../packages/cli-split/src/mcp/describe-tool.ts";
import { tools } from "../../packages/cli-split/src/mcp/tools.ts";
import { toolProcedure } from "../../packages/cli-split/src/procedure.ts";
import { toolsHere } from "../../packages/cli-split/test/tools-here.ts";

const page = new URL("../../docs/mcp.md", import.meta.url);
const GENERATED = "<!-- What follows is written by `pnpm vitest run scripts/checks/mcp-reference -u`. -->\n";

describe("the page about the tools", () => {
  it("ends with what a client is told of each", async () => {
    const [head = ""] = readFileSync(page, "utf8").split(GENERATED);
    const instructions = `\n## What the server says of itself\n\n${toolProcedure}`;
    const text = `${head}${GENERATED}${tools.map(describeForPeople).join("")}${instructions}`;
    await expect(text).toMatchFileSnapshot(page.pathname);
  });

  it.each<[tool: string, given: Record<string, unknown>]>([
    ["stale", { model: "m", diff: true, limit: 1 }],
    ["gates", { limit: 1 }],
    ["create", { note: "kb/notes/b.md", gates: "prose", runner: "r", model: "m" }],
    ["write", { run: 1, gate: "prose/clarity", review: "Fine.\n\n## Result: PASS" }],
    ["status", { run: 1 }],
    ["finalize", { run: 1, check: true }],
    ["finalize", { run: 2 }],
    ["fail", { run: 1, reason: "because" }],
    ["why", { note: "kb/notes/a.md", gate: "prose/clarity", model: "m" }],
    ["warns", { limit: 1 }],
  ])("names every field of %s that docs/json.md does not name: %j", async (tool, given) => {
    const call = toolsHere(makeKnowledgeBase().root);
    const asked = { note: "kb/notes/a.md", runner: "r", model: "m" };
    await call("create", { ...asked, gates: ["prose/clarity"] });
    await call("create", { ...asked, gates: ["prose/brevity"] });
    for (const [run, gate] of [[2, "prose/brevity"]] as const) {
      await call("write", { run, gate, review: "Wordy.\n\n## Result: WARN" });
    }
    if (tool === "warns") await call("finalize", { run: 2 });
    const document = await call(tool, given);
    expect(document).not.toHaveProperty("error");
    const known = documented(tool);
    const text = readFileSync(page, "utf8");
    const missing = [...fieldsOf(document)].filter(
      (field) => !known.has(field) && !text.includes(`\`${field}\``) && !text.includes(`\`${field}[]\``),
    );
    // docs/json.md has these in a sentence.
    expect(
      missing.filter((field) => !/^(?:note|complete|problems|reason|status|runId)\b/.test(field)),
    ).toEqual([]);
  });
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
