import { expect, it } from "vitest";
import { review } from "./pair-base.ts";
import { GATES, makeBase, nested, nestedJson } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
const MODEL = ["--model", "claude-opus-4-8"];

function makeTree() {
  const base = makeBase({
    [`${GATES}/checks/one.md`]: '---\ncheck: ["true"]\n---\n# One\n\nIs it so?\n',
    [`${GATES}/checks/two.md`]: '---\ncheck: ["true"]\n---\n# Two\n\nIs it so?\n',
  });
  return base;
}

const gatesOf = ({ stale }: Record<string, unknown>) => [
  ...new Set((stale as { gateId: string }[]).map(({ gateId }) => gateId)),
];

it("--all-gates with a model leaves out gates with a check, and says so in one line", async () => {
  const { root } = makeTree();
  const found = await nestedJson(root, ["stale", "--all-gates", ...MODEL]);
  expect(found.leftOutGates).toEqual(["checks/one", "checks/two"]);
  expect(gatesOf(found).filter((id) => id.startsWith("checks/"))).toEqual([]);
  const SAID = "left out 2 gates with a check, for the runner checks: checks/one, checks/two\n";
  expect((await nested(root, ["stale", "--all-gates", ...MODEL])).err).toContain(SAID);
  const sweep = ["sweep", "--all-gates", "--runner", "claude-code", ...MODEL, "--dry-run"];
  const planned = await nested(root, sweep);
  expect(planned.err).toContain(SAID);
  expect(planned.out).not.toContain("checks/");
  // Who names them means them; and the runner that runs checks is asked about nothing else.
  expect(await nestedJson(root, ["stale", "checks/one", ...MODEL])).toMatchObject({ leftOutGates: [] });
  expect(gatesOf(await nestedJson(root, ["stale", "--all-gates", "--model", "checks"]))).toEqual([
    "checks/one",
    "checks/two",
  ]);
});

it("a lens with a model leaves out its gates with a check, too; who names one itself means it", async () => {
  const { root } = makeBase({
    [`${GATES}/prose/lint.md`]: '---\ncheck: ["true"]\n---\n# Lint\n\nIs it so?\n',
  });
  const SAID = "left out 1 gate with a check, for the runner checks: prose/lint\n";
  const claude = ["--runner", "claude-code", ...MODEL, "--dry-run"];
  for (const command of [
    ["stale", "prose", ...MODEL],
    ["sweep", "prose", ...claude],
    ["bundle", A, "prose", ...claude],
  ]) {
    const { err, out } = await nested(root, command);
    expect(err).toContain(SAID);
    expect(out).toContain("prose/clarity");
    expect(out).not.toContain("prose/lint");
  }
  const named = ["prose", "prose/lint"];
  expect(gatesOf(await nestedJson(root, ["stale", ...named, ...MODEL]))).toContain("prose/lint");
  expect((await nestedJson(root, ["bundle", A, ...named, ...claude])).gates).toContain("prose/lint");
  expect(gatesOf(await nestedJson(root, ["stale", "prose", "--model", "checks"]))).toEqual(["prose/lint"]);
  const alone = makeTree().root;
  expect(await nested(alone, ["sweep", "checks", ...claude])).toMatchObject({
    exitCode: 2,
    err: "error: every gate has a check, and needs no model: the runner checks judges by it\n",
  });
});

it("no model need be named where every gate that is asked about has a check", async () => {
  const { root } = makeTree();
  expect(await nestedJson(root, ["stale", "checks"])).toMatchObject({ modelId: "checks" });
  const others = ["--exclude", "prose", "--exclude", "claims"];
  expect(gatesOf(await nestedJson(root, ["stale", "--all-gates", ...others]))).toEqual([
    "checks/one",
    "checks/two",
  ]);
  const why = await nested(root, ["why", A, "checks/one"]);
  expect(why).toMatchObject({ exitCode: 0 });
  expect(why.out).toContain("--runner checks");
  expect(await nested(root, ["stale", "--all-gates"])).toMatchObject({ exitCode: 2 });
  expect(await nested(root, ["why", A, "prose/clarity"])).toMatchObject({ exitCode: 2 });
});

it("says so where no gate is left for a model", async () => {
  const { root } = makeTree();
  const without = ["--exclude", "prose", "--exclude", "claims"];
  expect(await nested(root, ["stale", "--all-gates", ...MODEL, ...without])).toMatchObject({
    exitCode: 2,
    err: "error: every gate has a check, and needs no model: the runner checks judges by it\n",
  });
});

it("--exclude leaves out gates and lenses wherever gates are selected", async () => {
  const base = makeTree();
  const { root } = base;
  const gates = gatesOf(await nestedJson(root, ["stale", "--all-gates", ...MODEL, "--exclude", "claims"]));
  expect(gates).toContain("prose/clarity");
  expect(gates.filter((id) => id.startsWith("claims/"))).toEqual([]);
  expect(
    gatesOf(await nestedJson(root, ["stale", "prose", ...MODEL, "--exclude", "prose/clarity"])),
  ).not.toContain("prose/clarity");
  const listed = await nestedJson(root, ["gates", "--exclude", "claims", "--exclude", "prose"]);
  expect((listed.gates as { gateId: string }[]).map(({ gateId }) => gateId)).toEqual([
    "checks/one",
    "checks/two",
  ]);
  expect(
    await nestedJson(root, ["gates", "lint", "--exclude", "checks", "--exclude", "prose"]),
  ).toMatchObject({
    errors: 0,
  });
  const plan = [
    "bundle",
    A,
    "prose",
    "--exclude",
    "prose/clarity",
    "--runner",
    "claude-code",
    ...MODEL,
    "--dry-run",
  ];
  expect((await nestedJson(root, plan)).gates).not.toContain("prose/clarity");
  await review(base, A, { "prose/clarity": "warn" });
  expect((await nestedJson(root, ["warns", "--exclude", "prose"])).warns).toEqual([]);
  expect((await nestedJson(root, ["warns", "--exclude", "claims"])).warns).toHaveLength(1);
});

it("--exclude must name something, and leave something", async () => {
  const { root } = makeTree();
  expect(await nested(root, ["stale", "prose", ...MODEL, "--exclude", "prosa"])).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('no gate or lens is called "prosa"; did you mean prose?'),
  });
  expect(await nested(root, ["stale", "prose", ...MODEL, "--exclude", "prose"])).toMatchObject({
    exitCode: 2,
    err: "error: no gate is left: prose takes away all that were selected\n",
  });
});

it("a broken gate that is excluded is in nobody's way", async () => {
  const base = makeTree();
  base.write(`${GATES}/broken/x.md`, "---\nrequires: status\n---\nx\n");
  expect(await nested(base.root, ["stale", "--all-gates", ...MODEL])).toMatchObject({
    exitCode: 2,
    err: expect.stringMatching(/^error: gate broken\/x .*`review-nested gates lint`.*--exclude/),
  });
  expect(await nested(base.root, ["stale", "--all-gates", ...MODEL, "--exclude", "broken"])).toMatchObject({
    exitCode: 0,
  });
});

it("a key that means nothing is told by whatever asks a gate, once, as `gates lint` tells it", async () => {
  const { root } = makeBase({ [`${GATES}/odd/one.md`]: "---\napply_to: [x/**]\n---\n# One\n" });
  const path = `${GATES}/odd/one.md`;
  const said = `${path}: "apply_to" is not a key of a gate; did you mean applies_to?\n`;
  for (const command of [
    ["stale", "odd", ...MODEL],
    ["sweep", "odd", "--runner", "claude-code", ...MODEL, "--dry-run"],
    ["bundle", A, "odd", "--runner", "claude-code", ...MODEL, "--dry-run"],
  ]) {
    const { err } = await nested(root, command);
    expect(err.split(`warning: ${said}`)).toHaveLength(2);
  }
  expect((await nested(root, ["gates", "lint", "odd"])).out).toBe(said.replace(": ", ": error: "));
  expect((await nested(root, ["stale", "prose", ...MODEL])).err).not.toContain("apply_to");
});

it("many gates with such keys are counted", async () => {
  const gate = (name: string): [string, string] => [`${GATES}/odd/${name}.md`, "---\nx: y\n---\n# X\n"];
  const { root } = makeBase(Object.fromEntries([..."abcd"].map(gate)));
  expect((await nested(root, ["stale", "odd", ...MODEL])).err).toContain(
    "warning: 4 gates have keys that mean nothing: `review-nested gates lint` names them\n",
  );
});

it.each([
  ["kb/notes/b.md", "a note"],
  ["notes/b.md", "a note"],
  ["./kb/notes", "a folder of notes"],
])("says of %s, where gates are named, that it is %s: a glob was not quoted", async (name, what) => {
  const { root } = makeBase();
  expect(await nested(root, ["verify", "--frozen", "--note", A, name])).toMatchObject({
    exitCode: 2,
    err: `error: no gate or lens is called "${name}"; that is ${what}: name notes with --note, and put a glob of them in quotes\n`,
  });
});
