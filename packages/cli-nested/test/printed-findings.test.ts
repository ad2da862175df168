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

  it("says in bundle and sweep that it is waived, or settled by a comment", async () => {
    const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const [gate] = JSON.parse((await bundle(tree, "--json")).stdout).gates;
    const [{ key }] = gate.findings;
    await nestedHere(tree.root, ["waive", key, "--remark", "meant"]);
    const waived = { reason: "meant", at: expect.any(String) };
    expect(JSON.parse((await bundle(tree, "--json")).stdout)).toMatchObject({
      gates: [{ findings: [{ key, waived }] }],
    });
    expect((await bundle(tree)).stdout).toContain("      waived: WARN again: as it was decided\n");
    await nestedHere(tree.root, ["unwaive", key, "--remark", "not meant"]);
    tree.write("notes/n1.md", "<!-- review-ignore-file prose: so be it -->\n# Note 1\n\nText.\n");
    const { stdout } = await sweepTree(tree, "warning", "--json");
    expect(readEvents(stdout).find(({ event }) => event === "run-completed")).toMatchObject({
      gates: [{ findings: [{ waived: { reason: "so be it", line: 1 } }] }],
    });
    tree.write("notes/n1.md", "<!-- review-ignore-file prose: so be it -->\n# Note 1\n\nOther text.\n");
    expect((await sweepTree(tree, "warning")).stdout).toContain("waived: WARN again: as it was decided\n");
  });
});

describe("what a review finds no more", () => {
  it("is counted by bundle, sweep and why, and named for programs", async () => {
    const tree = makeSweepTree({ notes: 1, gates: ["prose/a"] });
    const [gate] = JSON.parse((await bundle(tree, "--json")).stdout).gates;
    expect(gate).not.toHaveProperty("resolved");
    const resolved = [{ key: gate.findings[0].key, severity: "warn", message: "as it was decided" }];
    tree.write("notes/n1.md", "# Note 1\n\nOther text.\n");
    const { stdout, stderr } = await sweepTree(tree, "quick", "--verbose");
    expect(stdout).toBe("notes/n1.md  1 pass; 1 resolved\n");
    expect(stderr).toMatch(/\nreviewed 1 pair: 1 pass\n$/);
    const why = (...more: string[]) =>
      nestedHere(tree.root, ["why", "notes/n1.md", "prose/a", "--model", "opus", ...more]);
    expect(JSON.parse((await why("--json")).stdout).verdict).toMatchObject({ decision: "pass", resolved });
    expect((await why()).stdout).toContain("\nresolved  1 of the review before: as it was decided\n");
    // Nothing was there to be resolved the next time.
    await bundle(tree);
    expect((await why()).stdout).not.toContain("resolved");
    const quick = ["bundle", "notes/n1.md", "prose", "--runner", "quick", "--model", "opus", "--trust"];
    const again = (...more: string[]) =>
      nestedHere(tree.root, [...quick, ...more], { environment: ENVIRONMENT });
    expect((await again()).stdout).toMatch(/^PASS {2}prose\/a {2}1 resolved\n/);
    await bundle(tree);
    expect(JSON.parse((await again("--json")).stdout)).toMatchObject({ gates: [{ resolved: [{}] }] });
  });
});
