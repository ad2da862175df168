import { documented, fieldsOf } from "@review/test-kit/json-docs.ts";
import { expect, it } from "vitest";
import { MODEL, makePairBase } from "./pair-base.ts";
import { GATES, nestedJson, type ReviewedBase } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
/** Note and gate changed, one note cannot be read, a run is open, and a verdict was overridden. */
async function makeEventfulBase(): Promise<ReviewedBase> {
  const base = await makePairBase({ "kb/notes/broken.md": "" });
  await nestedJson(base.root, ["ack", A, "prose/body", ...MODEL, "--override", "pass", "--remark", "so"]);
  base.write(A, "# A\n\nOther text.\n");
  base.write(`${GATES}/prose/title.md`, "# Title\n\nIs the title good?\n");
  await using ledger = await base.open();
  await base.start(ledger, A, ["prose/body"]);
  return base;
}

it.each<[string, string[][]]>([
  ["stale", [["stale", "prose/body", "prose/title", "--diff", ...MODEL]]],
  ["why", [["why", A, "prose/body", ...MODEL]]],
  [
    "ack",
    [
      ["ack", "--all", "--gate", "prose/title", "--reason", "gate-changed", "--yes", ...MODEL],
      ["ack", A, "prose/body", ...MODEL],
      ["ack", "--moved", A, "kb/notes/b.md", "--dry-run"],
    ],
  ],
])("docs/json.md names every field of %s, and no other", async (section, commands) => {
  const base = await makeEventfulBase();
  const fields = new Set<string>();
  for (const command of commands) {
    if (command.includes("--moved")) base.write("kb/notes/b.md", "# A\n\nOther text.\n");
    for (const field of fieldsOf(await nestedJson(base.root, command))) fields.add(field);
  }
  const named = documented(section);
  expect([...fields].filter((field) => !named.has(field))).toEqual([]);
  const ofUnknown = ["notePath", "noteSha", "gateIds", "problem"].map((field) => `unknownScope.${field}`);
  const notShown = [
    "problems.path",
    "problems.code",
    "problems.message",
    "verdict.modelEvidence",
    ...ofUnknown,
  ];
  expect([...named].filter((field) => !fields.has(field) && !notShown.includes(field))).toEqual([]);
});

it("docs/json.md names every field of sweep --dry-run, and no other", async () => {
  const base = await makePairBase();
  const runners = { mine: { command: [process.execPath] } };
  base.write("review.config.json", JSON.stringify({ runners }));
  const args = ["sweep", "prose", "--runner", "mine", ...MODEL, "--dry-run"];
  expect(fieldsOf(await nestedJson(base.root, args))).toEqual(documented("sweep --dry-run"));
});
