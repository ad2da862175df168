import { expect, it } from "vitest";
import { review } from "./pair-base.ts";
import { GATES, makeBase, nested, nestedJson } from "./reviewed-base.ts";

const [A, B] = ["kb/notes/a.md", "kb/notes/guides/b.mdx"];
const MODEL = ["--model", "claude-opus-4-8"];
const NAMED = ["scope/current", "scope/guides"];
const note = (front: string) => `---\n${front}\n---\n# T\n\nText.\n`;

function makeTree() {
  return makeBase({
    "review.config.json": JSON.stringify({ notes: ["kb/notes/**"], gates: GATES }),
    [A]: note("status: current\ntags: [howto, '1.10']"),
    [B]: "+++\nstatus = 'draft'\nversion = 1.10\n+++\n\n<Card />\n",
    [`${GATES}/scope/guides.md`]: "---\napplies_to: ['**/guides/**', '!**/*.txt']\n---\n# G\n\nIs it so?\n",
    [`${GATES}/scope/current.md`]: "---\nrequires: {status: current, tags: [howto]}\n---\n# C\n\nIs it so?\n",
    [`${GATES}/scope/version.md`]: "---\nrequires: {version: 1.1}\n---\n# V\n\nIs it so?\n",
  });
}

it("a pair out of scope is no pair", async () => {
  const { root } = makeTree();
  const { stale } = await nestedJson(root, ["stale", "scope", ...MODEL]);
  expect(stale).toMatchObject([
    { notePath: A, gateId: "scope/current" },
    { notePath: B, gateId: "scope/guides" },
  ]);
});

it("`gates NOTE` says which gates apply, and why not the others", async () => {
  const { root } = makeTree();
  const WHY = "it applies to notes with status=current; this one has status=draft";
  const VERSION = "it applies to notes with version=1.1; this one has version=1.10";
  expect(await nested(root, ["gates", B, "scope"])).toEqual({
    out: [
      `scope/current\tdoes not apply\t${WHY}`,
      "scope/guides\tapplies",
      `scope/version\tdoes not apply\t${VERSION}`,
      "",
    ].join("\n"),
    err: `1 of 3 gates applies to ${B}\n`,
    exitCode: 0,
  });
  expect(await nestedJson(root, ["gates", B, "scope/current"])).toMatchObject({
    notePath: B,
    gates: [{ gateId: "scope/current", name: "C", applies: false, whyNot: WHY }],
    broken: [],
  });
  const { out } = await nested(root, ["gates", B, "--exclude", "prose", "--exclude", "claims"], {
    columns: 80,
  });
  expect(out).toBe(
    [
      "does not apply  scope/current",
      "                it applies to notes with status=current; this one has",
      "                status=draft",
      "applies         scope/guides",
      "does not apply  scope/version",
      `                ${VERSION}`,
      "",
    ].join("\n"),
  );
  expect(await nested(root, ["gates", "kb/notes/aa.md"])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("note kb/notes/aa.md does not exist; did you mean kb/notes/a.md?"),
  });
});

it("of a note whose front matter is broken nobody knows", async () => {
  const base = makeTree();
  base.write(A, "---\nstatus: current\n\nText.\n");
  const { gates } = await nestedJson(base.root, ["gates", A, "scope"]);
  expect(gates).toMatchObject([
    { gateId: "scope/current", applies: null, whyNot: expect.stringContaining("is never closed") },
    { gateId: "scope/guides", applies: false },
    { gateId: "scope/version", applies: null },
  ]);
  const stale = await nestedJson(base.root, ["stale", "scope", ...MODEL]);
  expect(stale).toMatchObject({
    pairs: 1,
    unknownScope: [{ notePath: A, gateIds: ["scope/current", "scope/version"] }],
  });
});

it("what was accepted before a pair went out of scope counts no more, and asks for nothing", async () => {
  const base = makeTree();
  await review(base, A, { "scope/current": "warn" });
  expect((await nestedJson(base.root, ["warns"])).warns).toHaveLength(1);
  base.write(A, note("status: archived\ntags: [howto]"));
  expect(await nestedJson(base.root, ["warns"])).toMatchObject({ warns: [], leftOut: { notApplicable: 1 } });
  expect(await nestedJson(base.root, ["stale", ...NAMED, ...MODEL])).toMatchObject({ pairs: 1 });
  const why = await nestedJson(base.root, ["why", A, "scope/current", ...MODEL]);
  expect(why).toMatchObject({ applies: false, whyNot: expect.stringContaining("status=archived") });
  const refused = await nested(base.root, ["ack", A, "scope/current", ...MODEL]);
  expect(refused).toMatchObject({ exitCode: 2, err: expect.stringContaining("no gate applies to") });
  base.write(A, note("status: current\ntags: [howto, '1.10']"));
  expect((await nestedJson(base.root, ["warns"])).warns).toHaveLength(1);
});
