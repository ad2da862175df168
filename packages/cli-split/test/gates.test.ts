import { runCli } from "@review/cli-kit";
import { fakeIo } from "@review/test-kit/fake-io.ts";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import { commands } from "../src/commands.ts";
import { split } from "./split.ts";
import { splitHere } from "./split-here.ts";
import { toolsHere } from "./tools-here.ts";

const GATES = "kb/instructions/review-gates";

describe("gates", () => {
  it("lists every gate with its name", async () => {
    const { root } = makeKnowledgeBase({
      [`${GATES}/plain.md`]: "No title.\n",
      [`${GATES}/README.md`]: "# Read me\n",
    });
    expect(await split(root, ["gates"])).toEqual({
      stdout:
        "claims/sources\tSources\nclaims/title\tTitle as claim\nplain\nprose/brevity\tBrevity\nprose/clarity\tClarity\n",
      stderr: `5 gates in ${GATES}\n`,
      exitCode: 0,
    });
  });

  it("lines the names up on a terminal", async () => {
    const { root } = makeKnowledgeBase();
    const { io, out } = fakeIo({ cwd: root, columns: 80 });
    await runCli({ name: "review-split", describe: "", version: "0.0.0", commands }, ["gates"], io);
    expect(out()).toBe(
      "claims/sources  Sources\nclaims/title    Title as claim\nprose/brevity   Brevity\nprose/clarity   Clarity\n",
    );
  });

  it("prints the texts of those named", async () => {
    const { root } = makeKnowledgeBase();
    expect(await splitHere(root, ["gates", "prose/clarity", "claims/"])).toEqual({
      stdout:
        "# claims/sources\n\n---\nrequires_trait: has-sources\n---\n# Sources\n\nIs every claim sourced?\n\n" +
        "# claims/title\n\n# Title as claim\n\nDoes the title claim something?\n\n" +
        "# prose/clarity\n\n# Clarity\n\nIs every sentence clear?\n",
      stderr: "",
      exitCode: 0,
    });
  });

  it("describes them for programs, with the texts of those named", async () => {
    const { root } = makeKnowledgeBase();
    const { stdout } = await splitHere(root, ["gates", "--json"]);
    const { gates, broken, schema } = JSON.parse(stdout);
    expect({ schema, broken }).toEqual({ schema: 1, broken: [] });
    expect(gates).toHaveLength(4);
    const sources = {
      gateId: "claims/sources",
      lens: "claims",
      path: `${GATES}/claims/sources.md`,
      gateSha: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: "Sources",
      requiresTrait: "has-sources",
      severity: "warn",
    };
    expect(gates[0]).toEqual(sources);
    const named = JSON.parse((await splitHere(root, ["gates", "claims/sources", "--json"])).stdout);
    const text = "---\nrequires_trait: has-sources\n---\n# Sources\n\nIs every claim sourced?\n";
    expect(named.gates).toEqual([{ ...sources, text }]);
  });

  it("are asked for by scope and without those excluded, by command and by tool", async () => {
    const { root } = makeKnowledgeBase({
      [`${GATES}/prose/guides.md`]: "---\napplies_to: [kb/notes/guides]\n---\n# G\n\nIs it so?\n",
      "kb/notes/guides/g.md": "# G\n\nText.\n",
    });
    const asked = ["prose", "--exclude", "prose/clarity", "--runner", "r", "--model", "m", "--json"];
    const gatesOf = async (note: string) => {
      const { gates } = JSON.parse((await splitHere(root, ["create", note, ...asked])).stdout);
      return (gates as { gateId: string }[]).map(({ gateId }) => gateId);
    };
    expect(await gatesOf("kb/notes/guides/g.md")).toEqual(["prose/brevity", "prose/guides"]);
    expect(await gatesOf("kb/notes/a.md")).toEqual(["prose/brevity"]);
    const call = toolsHere(root);
    const { stale } = await call("stale", {
      gates: ["prose"],
      exclude: ["prose/brevity", "prose/clarity"],
      model: "m",
    });
    expect(stale).toMatchObject([{ notePath: "kb/notes/guides/g.md", gateId: "prose/guides" }]);
    const created = await call("create", {
      note: "kb/notes/a.md",
      gates: ["prose"],
      exclude: ["prose/clarity"],
      runner: "r",
      model: "m",
    });
    expect(created.notices).toEqual([
      "left out prose/guides: it applies to notes that match kb/notes/guides",
    ]);
  });

  it("warns of a broken gate, and refuses to print it", async () => {
    const { root } = makeKnowledgeBase({ [`${GATES}/prose/odd.md`]: "---\nseverity: huge\n---\n# Odd\n" });
    const listed = await split(root, ["gates", "--quiet"]);
    expect(listed).toMatchObject({
      stderr: `warning: ${GATES}/prose/odd.md cannot be used: severity must be warn or fail\n`,
      exitCode: 0,
    });
    expect(listed.stdout).not.toContain("odd");
    const { stdout } = await splitHere(root, ["gates", "--json"]);
    expect(JSON.parse(stdout).broken).toEqual([
      { gateId: "prose/odd", path: `${GATES}/prose/odd.md`, message: "severity must be warn or fail" },
    ]);
    expect(await splitHere(root, ["gates", "prose"])).toMatchObject({
      stderr: expect.stringMatching(
        /^error: gate prose\/odd \(.+\): severity must be warn or fail; mend it .*\(--exclude\)\n$/,
      ),
      exitCode: 2,
    });
    expect(await splitHere(root, ["gates", "claims"])).toMatchObject({ exitCode: 0 });
  });

  it("prints nothing of a gate that could act on the terminal", async () => {
    const { root } = makeKnowledgeBase({
      [`${GATES}/odd.md`]: "# Odd \u001b]8;;http://x\u0007link\u001b]8;;\u0007 \u202egnp\u001b[2J\n",
    });
    for (const args of [["gates"], ["gates", "odd"]]) {
      const { stdout } = await splitHere(root, args);
      expect(stdout).toContain("Odd link gnp");
      expect(stdout).not.toMatch(/[\u001b\u0007\u202e]/);
    }
  });
});
