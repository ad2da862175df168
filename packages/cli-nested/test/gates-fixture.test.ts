import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCli } from "@review/cli-kit";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands.ts";
import { inTree, makeTestedTree, type TestedTree, testTree } from "./gate-tests-base.ts";

/** A tree with one finding under `prose/good` in a note of several parts, and its key. */
async function withFinding(): Promise<{ tree: TestedTree; key: string }> {
  const tree = makeTestedTree({ "notes/bad.md": "The bad line.\n\n# Part\n\nNothing to say.\n" });
  await inTree(tree, ["sweep", "prose/good", "--runner", "finder", "--model", "opus"]);
  const { warns } = JSON.parse((await inTree(tree, ["warns", "--json"])).stdout);
  return { tree, key: warns[0].findings[0].key };
}

const read = ({ root }: TestedTree, path: string) => readFileSync(join(root, path), "utf8");

describe("gates fixture", () => {
  it("makes one of a finding, which the gate then finds", async () => {
    const { tree, key } = await withFinding();
    const path = `gates/prose/good.tests/fail-${key.slice(0, 8)}.md`;
    const made = await inTree(tree, ["gates", "fixture", key.slice(0, 8)]);
    expect(made).toMatchObject({
      ...{ exitCode: 0, stdout: `wrote ${path}\n` },
      stderr: "it expects fail; `review-nested gates test prose/good` tries it\n",
    });
    expect(read(tree, path)).toBe(
      '---\nexpect: fail\nexpect_quote:\n  - "The bad line."\n---\nThe bad line.\n',
    );
    expect((await testTree(tree, "prose/good")).stdout).toContain("hits 3 of 3");
  });

  it.each([
    ["g; touch pwned", "'g; touch pwned'"],
    ["--trust", "./--trust"],
  ])("proposes a command that tries the gate %s, and does nothing else", async (name, word) => {
    const tree = makeTestedTree({ "notes/bad.md": "The bad line.\n" });
    tree.write(`gates/${name}.md`, read(tree, "gates/prose/good.md"));
    await inTree(tree, ["sweep", `./${name}`, "--runner", "finder", "--model", "opus"]);
    const { warns } = JSON.parse((await inTree(tree, ["warns", "--json"])).stdout);
    const { stderr } = await inTree(tree, ["gates", "fixture", warns[0].findings[0].key]);
    expect(stderr).toBe(`it expects fail; \`review-nested gates test ${word}\` tries it\n`);
  });

  it("makes one of a false alarm, from the note as it was reviewed, and overwrites none", async () => {
    const { tree, key } = await withFinding();
    tree.write("notes/bad.md", "All else.\n");
    const args = ["gates", "fixture", key, "--expect", "pass", "--json"];
    const { path, ...document } = JSON.parse((await inTree(tree, args)).stdout);
    expect(document).toEqual({
      ...{ schema: 1, gateId: "prose/good", expect: "pass", key, notePath: "notes/bad.md" },
    });
    expect(read(tree, path)).toBe("---\nexpect: pass\n---\nThe bad line.\n");
    const again = await inTree(tree, args.slice(0, -1));
    expect(again).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(`${path} exists already`) });
  });

  it("makes none of what a check found", async () => {
    const { tree, key } = await withFinding();
    tree.write("gates/prose/good.md", "---\ncheck: ['true']\n---\nIs it good?\n");
    expect(await inTree(tree, ["gates", "fixture", key])).toMatchObject({
      ...{ exitCode: 2, stdout: "" },
      stderr: expect.stringContaining("the finding is of prose/good, which a program checks"),
    });
  });

  it("opens it in the editor at a terminal", async () => {
    const { tree, key } = await withFinding();
    const editor = join(tree.root, "opened.txt");
    tree.write("edit.sh", `#!/bin/sh\nprintf %s "$1" > '${editor}'\n`);
    const environment = { PATH: process.env.PATH ?? "", VISUAL: `sh ${join(tree.root, "edit.sh")}` };
    const { io, out } = fakeIo({ cwd: tree.root, environment, columns: 80 });
    const program = { name: "review-nested", describe: "", version: "0.0.0", commands };
    expect(await runCli(program, ["gates", "fixture", key, "--trust"], io)).toBe(0);
    expect(out()).toContain("wrote gates/prose/good.tests/fail-");
    await expect.poll(() => read(tree, "opened.txt")).toMatch(/\/gates\/prose\/good\.tests\/fail-\w{8}\.md$/);
  });

  it("says what it cannot do", async () => {
    const { tree, key } = await withFinding();
    for (const [args, why] of [
      [[], /name one finding by its key/],
      [["prose"], /"prose" is not the key of a finding/],
      [["000000"], /no review found "000000"/],
      [[key, key], /name one finding/],
    ] as const) {
      const { exitCode, stderr } = await inTree(tree, ["gates", "fixture", ...args]);
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(why)]);
    }
    expect((await inTree(tree, ["gates", "--expect", "pass"])).stderr).toMatch(
      /--expect goes with `gates fixture`/,
    );
  });
});
