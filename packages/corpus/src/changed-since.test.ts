import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTree } from "@review/test-kit/temp-tree.ts";
import { expect, it } from "vitest";
import { changedSince, openCorpus, readNote, resolveGates } from "./index.ts";

async function captured() {
  const root = await createTree({
    "notes/a.md": "# A\n",
    "gates/p/one.md": "# One\n\nIs it?\n",
    "gates/p/two.md": "---\ninputs: [words.txt]\n---\n# Two\n\nIs it?\n",
    "words.txt": "some\n",
  });
  const corpus = await openCorpus({ cwd: root });
  const { path: notePath, sha: noteSha } = await readNote(corpus, "notes/a.md");
  const gates = (await resolveGates(corpus, ["p"])).map(({ id, sha }) => ({ gateId: id, gateSha: sha }));
  return { root, look: () => changedSince(corpus, { notePath, noteSha, gates }) };
}

it("finds nothing where note and gates are as they were", async () => {
  const { look } = await captured();
  expect(await look()).toBeUndefined();
});

it.each([
  ["notes/a.md", { note: true, gates: [] }],
  ["gates/p/one.md", { note: false, gates: ["p/one"] }],
  ["words.txt", { note: false, gates: ["p/two"] }],
])("finds that %s changed, or went", async (path, found) => {
  const { root, look } = await captured();
  await writeFile(join(root, path), "# Other\n");
  expect(await look()).toEqual(found);
  await rm(join(root, path));
  expect(await look()).toEqual(found);
});

it("takes gates for changed whose directory went", async () => {
  const { root, look } = await captured();
  await rm(join(root, "gates"), { recursive: true });
  expect(await look()).toEqual({ note: false, gates: ["p/one", "p/two"] });
});
