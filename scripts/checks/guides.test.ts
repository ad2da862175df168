import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const nested = join(root, "packages/cli-nested/bin/review-nested.cjs");

const TREE = { "notes/sample.md": "# Sample\n", "gates/prose/clarity.md": "Is every sentence clear?\n" };

/** The program that a guide shows: its only block of JavaScript. */
function programOf(guide: string): string {
  const blocks = [...readFileSync(join(root, "docs", guide), "utf8").matchAll(/^```js\n(.*?)^```$/gms)];
  expect(blocks, `blocks of JavaScript in ${guide}`).toHaveLength(1);
  return blocks[0]?.[1] ?? "";
}

/** A folder with these files, in which the published packages are installed. */
function makeFolder(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "review-guides-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "node_modules/@review"), { recursive: true });
  for (const name of ["db", "protocol", "lifecycle"]) {
    symlinkSync(join(root, "packages", name), join(folder, "node_modules/@review", name), "junction");
  }
  for (const [path, text] of Object.entries({ "package.json": '{"type":"module"}', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function node(folder: string, ...args: string[]): Promise<string> {
  // Nothing of the environment here but what programs need to start.
  const { PATH, SystemRoot } = process.env;
  return (await execa(process.execPath, args, { cwd: folder, env: { PATH, SystemRoot }, extendEnv: false }))
    .stdout;
}

describe("the programs of the guides", () => {
  it("library.md: records a review in fifteen lines, and the pair is fresh", async () => {
    const program = programOf("library.md");
    const imports = program.slice(0, program.indexOf("\n\n"));
    const statements = program.slice(imports.length).split("\n").filter(Boolean);
    expect(statements.length).toBeLessThanOrEqual(15);
    const folder = makeFolder({
      ...TREE,
      "record.js": program,
      "judge.js":
        'export const judge = async (note) => ({ decision: "warn", rationaleMarkdown: "Unclear.", findings: [{ severity: "warn", message: "unclear", quotes: [note.match(/\\w+/)[0]] }] });\n',
      "review.config.json": "{}",
    });
    await node(folder, "record.js");
    const model = ["--model", "My Model 2", "--effort", "high"];
    const stale = JSON.parse(await node(folder, nested, "stale", "--all-gates", ...model, "--json"));
    expect(stale).toMatchObject({ modelId: "my-model-2-high", pairs: 1, stale: [] });
  });

  it("partitions.md: prints what its comments say", async () => {
    const program = programOf("partitions.md");
    const said = [...program.matchAll(/^console\.log\(.*; \/\/ (.*)$/gm)].map(([, text]) => text);
    const folder = makeFolder({ "partitions.js": program });
    expect((await node(folder, "partitions.js")).split("\n")).toEqual(said);
  });

  it("bundle-protocol.md: is a runner", async () => {
    const runners = { mine: { command: [process.execPath, "reviewer.mjs"], prompt: "stdin" } };
    const folder = makeFolder({
      ...TREE,
      "reviewer.mjs": programOf("bundle-protocol.md"),
      "review.config.json": JSON.stringify({ runners }),
    });
    const args = [
      "bundle",
      "notes/sample.md",
      "prose/clarity",
      "--runner",
      "mine",
      "--model",
      "any",
      "--trust",
    ];
    expect(await node(folder, nested, ...args)).toContain("completed 1 1");
    const kit = ["runners", "test", "mine", "--model", "any", "--trust"];
    expect(await node(folder, nested, ...kit)).toContain("mine holds 10 of 10 traps");
  });
});
