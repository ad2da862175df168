import { renderPrompt } from "@review/protocol";
import { describe, expect, it } from "vitest";
import type { PlannedRun } from "./batch.ts";
import { renderBatchPrompt } from "./render-batch.ts";

const gate = (id: string) => ({
  id,
  text: `# ${id}\n\nThe criterion.\n`,
  name: `Name of ${id}`,
  lens: "p",
  path: `gates/${id}.md`,
  sha: "s",
  severity: "warn" as const,
  volatile: false,
  check: ["lint"],
});

const run = (path: string, ...gateIds: string[]): PlannedRun => ({
  note: { path, sha: "s", text: `# ${path}\n` },
  links: [{ target: "other.md", status: "exists" }],
  gates: gateIds.map(gate),
});

describe("renderBatchPrompt", () => {
  it("is the protocol's prompt of the same notes and gates, each gate once", () => {
    const links = [{ target: "other.md", status: "exists" as const }];
    const gates = ["p/2", "p/1", "p/3"].map((id) => ({
      gateId: id,
      name: `Name of ${id}`,
      text: `# ${id}\n\nThe criterion.\n`,
    }));
    const letStand = { gateId: "p/2", reason: "as meant", commentLine: 1 };
    const settled = new Map([["a.md", [letStand]]]);
    expect(
      renderBatchPrompt(
        { runs: [run("b.md", "p/2", "p/1"), run("a.md", "p/2", "p/3")], settled },
        "1f2e3d4c",
      ),
    ).toBe(
      renderPrompt({
        token: "1f2e3d4c",
        gates,
        notes: [
          { notePath: "b.md", text: "# b.md\n", links, gateIds: ["p/2", "p/1"] },
          { notePath: "a.md", text: "# a.md\n", links, gateIds: ["p/2", "p/3"], settled: [letStand] },
        ],
      }),
    );
  });

  it("begins the same for every batch with the same gates", () => {
    const settled = new Map([["a.md", [{ gateId: "p/1", reason: "as meant", commentLine: 1 }]]]);
    const one = renderBatchPrompt({ runs: [run("a.md", "p/1", "p/2")], settled }, "11111111");
    const two = renderBatchPrompt(
      { runs: [run("b.md", "p/2"), run("c.md", "p/1")], settled: new Map() },
      "22222222",
    );
    const prefix = one.slice(0, one.indexOf("# Notes\n"));
    expect(prefix).toContain("## Gate p/2 (Name of p/2)");
    expect(two.startsWith(prefix)).toBe(true);
  });
});
