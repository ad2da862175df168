import { expect, it } from "vitest";
import { makeSweepTree, sweepTree } from "./sweep-tree.ts";

const first = async (tree: ReturnType<typeof makeSweepTree>, ...more: string[]) => {
  const { stdout } = await sweepTree(tree, "quick", "--dry-run", "--json", ...more);
  const { batches } = JSON.parse(stdout);
  return batches.map(({ pairs: [pair] }: { pairs: { gateId: string; notePath: string }[] }) =>
    pair ? `${pair.gateId} ${pair.notePath}` : "",
  );
};

it("sweep --order worth starts with the gate that has found something, and with the note that changed most", async () => {
  const tree = makeSweepTree({ gates: ["prose/b", "prose/a"] });
  const text = (word: string) =>
    `# Note\n\n${Array.from({ length: 20 }, (_, line) => `${word} ${line}.`).join("\n")}\n`;
  for (const note of ["n1", "n2", "n3", "n4"]) tree.write(`notes/${note}.md`, text("Line"));
  // It warns of gate a alone: of b nothing was ever found.
  await sweepTree(tree, "warning");
  for (const note of ["n1", "n2", "n4"]) tree.write(`notes/${note}.md`, `${text("Line")}one more\n`);
  tree.write("notes/n3.md", text("Other"));
  const [byWorth] = await first(tree, "--order", "worth", "--batch-size", "1");
  expect(byWorth).toBe("prose/a notes/n3.md");
  expect((await first(tree, "--batch-size", "1"))[0]).toBe("prose/a notes/n1.md");
  expect((await first(tree, "--order", "worth", "--batch-size", "1")).slice(-1)[0]).toMatch(/^prose\/b /);
});
