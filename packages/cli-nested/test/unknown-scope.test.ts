import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { review } from "./pair-base.ts";
import { GATES, makeBase, nested, nestedJson } from "./reviewed-base.ts";

const [A, B] = ["kb/notes/a.md", "kb/notes/b.md"];
const PROGRAMS = { PATH: process.env.PATH ?? "" };
const MODEL = ["--model", "claude-opus-4-8"];
const SOUND = "---\ntraits: [api]\n---\n# A\n\nText.\n";
const BROKEN = '---\ntraits: [api]\ntitle: "unclosed\n---\n# A\n\nText.\n';
const OPEN = "---\ntraits: [api]\n# A\n\nText.\n";

/** Every pair reviewed; then a note that a gate requires a trait of cannot say whether it has it. */
async function makeTree(now: string) {
  const base = makeBase({
    [A]: SOUND,
    [B]: "# B\n\nText.\n",
    [`${GATES}/prose/trait.md`]: "---\nrequires_trait: api\n---\n# T\n\nIs the api described?\n",
  });
  await review(base, A, { "prose/trait": "warn", "prose/clarity": "pass" });
  base.write(A, now);
  await review(base, A, { "prose/clarity": "pass" });
  await review(base, B, { "prose/clarity": "pass" });
  return base;
}

describe.each([
  ["broken", BROKEN, "front matter is not YAML (line 3, column "],
  [
    "never closed",
    OPEN,
    "front matter is never closed: it begins with the line ---, but no such line ends it",
  ],
])("a note whose front matter is %s", (_, text, problem) => {
  it("keeps a bundle from saying that nothing bad stands", async () => {
    const { root, write } = await makeTree(text);
    write(`${GATES}/prose/checked.md`, '---\ncheck: ["true"]\n---\n# C\n\nIs it?\n');
    write(`${GATES}/prose/trait.md`, '---\nrequires_trait: api\ncheck: ["true"]\n---\n# T\n\nIs it?\n');
    const bundle = ["bundle", A, "prose/checked", "prose/trait", "--runner", "checks", "--trust"];
    expect(await nested(root, [...bundle, "--fail-on", "fail"], { environment: PROGRAMS })).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining("left out prose/trait: "),
    });
    expect(await nested(root, bundle, { environment: PROGRAMS })).toMatchObject({ exitCode: 0 });
  });

  it("is named by `stale`, and fails its check", async () => {
    const { root } = await makeTree(text);
    const gates = ["prose/clarity", "prose/trait"];
    expect(await nested(root, ["stale", ...gates, ...MODEL, "--check"])).toMatchObject({
      exitCode: 1,
      out: `${A}\n  unknown-scope   prose/trait\n`,
      err: expect.stringContaining(
        `unknown scope: 1 pair; mend the front matter of ${A}, then it is known whether they apply\nnothing is stale: 2 pairs fresh`,
      ),
    });
    expect(await nestedJson(root, ["stale", ...gates, ...MODEL])).toMatchObject({
      pairs: 2,
      unknownScope: [{ notePath: A, gateIds: ["prose/trait"], problem: expect.stringContaining(problem) }],
      stale: [],
    });
    const narrowed = await nested(root, ["stale", "prose/trait", ...MODEL, "--check", "--quiet"]);
    expect(narrowed).toMatchObject({ exitCode: 1, out: `${A}\n  unknown-scope   prose/trait\n` });
    // Gates that are asked of every note do not depend on it.
    expect((await nested(root, ["stale", "prose/clarity", ...MODEL, "--check"])).exitCode).toBe(0);
  });

  it("meets no condition, and is not passed over for that", async () => {
    const { root } = await makeTree(text);
    const args = ["stale", "prose/clarity", ...MODEL, "--where", "status=current", "--check"];
    expect(await nested(root, args)).toMatchObject({
      exitCode: 1,
      out: `${A}\n  unknown-scope   prose/clarity\n`,
    });
  });

  it("is left out of a sweep with a warning, and of a bundle with the reason", async () => {
    const base = await makeTree(text);
    const { root } = base;
    base.write("review.config.json", JSON.stringify({ runners: { mine: { command: [process.execPath] } } }));
    const asked = ["--runner", "mine", ...MODEL, "--dry-run"];
    const swept = await nested(root, ["sweep", "prose/trait", ...asked]);
    expect(swept.err).toContain(`warning: left out, unknown scope: 1 pair; mend the front matter of ${A}`);
    expect(await nestedJson(root, ["sweep", "prose/trait", ...asked])).toMatchObject({
      pairs: 0,
      unknownScope: [{ notePath: A, gateIds: ["prose/trait"] }],
    });
    const bundled = await nested(root, ["bundle", A, "prose/trait", ...asked]);
    expect(bundled.exitCode).toBe(2);
    expect(bundled.err).toContain(
      `left out prose/trait: whether ${A} has the trait api is unknown: ${problem}`,
    );
  });

  it("keeps its findings, and `why` says that nobody knows", async () => {
    const { root } = await makeTree(text);
    expect(await nestedJson(root, ["warns"])).toMatchObject({
      warns: [{ notePath: A, gateId: "prose/trait" }],
    });
    expect((await nested(root, ["why", A, "prose/trait", ...MODEL])).out).toContain(
      "prose/trait under claude-opus-4-8: unknown scope",
    );
    expect(await nestedJson(root, ["why", A, "prose/trait", ...MODEL])).toMatchObject({
      applies: null,
      acknowledgeable: false,
    });
  });
});

it("a note that cannot be read, and alone was asked for, is why there is no pair", async () => {
  const { root } = makeBase();
  writeFileSync(join(root, "kb/notes/latin.md"), Buffer.from("# Caf\xe9\n", "latin1"));
  const { err, exitCode } = await nested(root, [
    ...["stale", "prose", ...MODEL, "--check", "--note", "kb/notes/latin.md"],
  ]);
  expect(exitCode).toBe(2);
  expect(err).toMatch(/^error: there is no pair to look at: .*latin\.md .*UTF-8/);
});
