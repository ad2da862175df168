import { readFileSync } from "node:fs";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { documented, fieldsOf } from "@review/test-kit/json-docs.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expect, it } from "vitest";
import { runCli } from "../../packages/cli-kit/src/index.ts";
import { commands as nestedCommands } from "../../packages/cli-nested/src/commands.ts";
import { commands as splitCommands } from "../../packages/cli-split/src/commands.ts";

const REVIEW = "### Summary\nFine.\n\n### Findings\n- none\n\n## Result: PASS\n";
const CHECKED = ["kb/notes/x.md", "checks/always", "--runner", "checks", "--trust"];
const page = readFileSync(new URL("../../docs/json.md", import.meta.url), "utf8");

it("every command has a section in docs/json.md", () => {
  const words = [...splitCommands, ...nestedCommands].map(({ usage }) => usage[0].split(" ")[0] ?? "");
  // Their output is not JSON, or is documented beside the server it belongs to.
  const missing = words.filter(
    (word) => !["completion", "mcp"].includes(word) && !new RegExp(`^## ${word}\\b`, "m").test(page),
  );
  expect(missing).toEqual([]);
});

/** A knowledge base, and commands run in it as an agent would, each giving its JSON. */
function makeTree() {
  const base = makeKnowledgeBase();
  base.write(
    "kb/instructions/review-gates/checks/always.md",
    '---\ncheck: ["true"]\nrequires_trait: x\n---\nAlways.\n',
  );
  base.write("kb/instructions/review-gates/checks/broken.md", "---\nwatches: [nothing]\n---\nText.\n");
  base.write("kb/notes/x.md", "---\ntraits: [x]\n---\n# X\n");
  base.write("review.md", REVIEW);
  const runJson =
    (commands: typeof splitCommands) =>
    async (...args: string[]) => {
      const { io, out, err } = fakeIo({ cwd: base.root, environment: { PATH: process.env.PATH ?? "" } });
      await runCli({ name: "review", describe: "", version: "0.0.0", commands }, [...args, "--json"], io);
      expect(err()).not.toContain("error:");
      return JSON.parse(out()) as Record<string, unknown>;
    };
  return { split: runJson(splitCommands), nested: runJson(nestedCommands) };
}

it.each<
  [section: string, documents: (tree: ReturnType<typeof makeTree>) => Promise<Record<string, unknown>[]>]
>([
  ["create", async ({ split }) => [await create(split)]],
  [
    "write",
    async ({ split }) => {
      await create(split);
      return [await write(split)];
    },
  ],
  [
    "status",
    async ({ split }) => {
      await create(split);
      return [await split("status", "--run", "1")];
    },
  ],
  [
    "finalize",
    async ({ split }) => {
      await create(split);
      await write(split);
      return [await split("finalize", "--run", "1", "--check"), await split("finalize", "--run", "1")];
    },
  ],
  ["gates", async ({ split }) => [await split("gates"), await split("gates", "checks/always")]],
  ["instructions", async ({ split }) => [await split("instructions")]],
  [
    "bundle",
    async ({ nested }) => [
      await nested("bundle", ...CHECKED),
      await nested("bundle", ...CHECKED, "--dry-run"),
    ],
  ],
])("docs/json.md names every field of %s", async (section, documents) => {
  const fields = new Set((await documents(makeTree())).flatMap((document) => [...fieldsOf(document)]));
  const named = documented(section);
  const prose = (page.split(`\n## ${section}\n`)[1] ?? "").split("\n## ")[0]?.replaceAll("[]`", "`") ?? "";
  // The parts of a value that is one thing are named in its sentence.
  const missing = [...fields].filter(
    (field) => !named.has(field) && !prose.includes(`\`${field.split(".").at(-1)}\``),
  );
  expect(missing).toEqual([]);
});

type Run = (...args: string[]) => Promise<Record<string, unknown>>;
const create = (split: Run) =>
  split("create", "kb/notes/a.md", "prose/clarity", "--runner", "r", "--model", "m");
const write = (split: Run) => split("write", "--run", "1", "--gate", "prose/clarity", "--file", "review.md");
