import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";
import { ENVIRONMENT, makeSweepTree, readEvents, type SweepTree, sweepTree } from "./sweep-tree.ts";

const FINDING = {
  severity: "warn",
  message: "as it was decided",
  key: expect.stringMatching(/^[0-9a-f]{16}$/),
  isNew: true,
  quotes: [
    {
      text: "# Note 1",
      place: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 9, startOffset: 0, endOffset: 8 },
    },
  ],
};

function bundle({ root }: SweepTree, ...more: string[]) {
  const asked = ["bundle", "notes/n1.md", "prose", "--runner", "warning", "--model", "opus", "--trust"];
  return nestedHere(root, [...asked, ...more], { environment: ENVIRONMENT });
}

describe("what a review found", () => {
  it("stands in the document of a bundle, and says when it was found before", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const first = JSON.parse((await bundle(tree, "--json")).stdout);
    expect(first.gates).toEqual([
      {
        gateId: "prose/a",
        decision: "warn",
        rationaleMarkdown: expect.stringContaining("### Findings"),
        findings: [FINDING],
      },
      { gateId: "prose/b", decision: "pass", rationaleMarkdown: expect.any(String), findings: [] },
    ]);
    const second = JSON.parse((await bundle(tree, "--json")).stdout);
    const [{ key }] = first.gates[0].findings;
    expect(second.gates[0].findings).toEqual([{ ...FINDING, key, isNew: false }]);
    expect((await bundle(tree)).stdout.split("\n").slice(0, 4)).toEqual([
      "WARN  prose/a",
      "      WARN again: as it was decided",
      "        notes/n1.md:1:1  > # Note 1",
      "PASS  prose/b",
    ]);
  });

  it("stands in the events of a sweep", async () => {
    const tree = makeSweepTree({ notes: 1 });
    const { stdout } = await sweepTree(tree, "warning", "--json", "--group-by", "note");
    expect(readEvents(stdout).filter(({ event }) => event === "run-completed")).toMatchObject([
      {
        gates: [
          { gateId: "prose/a", decision: "warn", findings: [FINDING] },
          { gateId: "prose/b", decision: "pass", findings: [] },
        ],
      },
    ]);
  });
});
