import { rmSync } from "node:fs";
import { join } from "node:path";
import { contentSha } from "@review/corpus";
import { acknowledge, recordAndFinalizeRun } from "@review/lifecycle";
import type { FixEntry } from "@review/views";
import { describe, expect, it } from "vitest";
import { GATES, makeBase, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

const [A, B, DRAFT] = ["kb/notes/a.md", "kb/notes/b.md", "kb/notes/drafts/d.md"];
const CLARITY = "# Clarity\n\nIs every sentence clear?\n";

/** Findings as they stand in a review: each its severity, its message and the words that it quotes. */
type Written = [severity: "WARN" | "FAIL", message: string, quote: string];

async function judge(base: ReviewedBase, note: string, gateId: string, findings: readonly Written[]) {
  await using ledger = await base.open();
  const runId = await base.start(ledger, note, [gateId]);
  const items = findings.map(([severity, message, quote]) => `- ${severity}: ${message}\n  > ${quote}`);
  const decision = findings.some(([severity]) => severity === "FAIL") ? "fail" : "warn";
  const rationaleMarkdown = `### Summary\nNot quite.\n\n### Findings\n${items.join("\n")}\n`;
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [{ gateId, decision, rationaleMarkdown }] });
}

/**
 * Three notes. Of a.md clarity fails with three findings, of which the review before had the first; brevity warns of
 * one. Of b.md and of a draft clarity warns of one.
 */
async function makeFoundBase(): Promise<ReviewedBase> {
  const text = "# Title\n\nFirst line.\n\nSecond line.\n\nThird line.\n";
  const base = makeBase({ [A]: text, [B]: text, [DRAFT]: text, [`${GATES}/prose/clarity.md`]: CLARITY });
  await judge(base, A, "prose/clarity", [["WARN", "old", "First line."]]);
  await judge(base, A, "prose/clarity", [
    ["WARN", "old", "First line."],
    ["WARN", "odd", "Second line."],
    ["FAIL", "wrong", "Third line."],
  ]);
  await judge(base, A, "prose/brevity", [["WARN", "long", "First line."]]);
  await judge(base, B, "prose/clarity", [["WARN", "odd", "Second line."]]);
  await judge(base, DRAFT, "prose/clarity", [["WARN", "draft", "First line."]]);
  return base;
}

/** `note gate: messages` of each pair that is listed. */
async function queue(base: ReviewedBase, ...args: string[]): Promise<string[]> {
  const { warns } = await nestedJson(base.root, ["warns", ...args]);
  return (warns as FixEntry[]).map(
    ({ notePath, gateId, findings }) =>
      `${notePath.slice("kb/notes/".length)} ${gateId}: ${findings.map(({ message }) => message).join(" ")}`,
  );
}

describe("warns lists only", () => {
  it.each<[args: string[], listed: string[]]>([
    [["--note", "kb/notes/drafts"], ["drafts/d.md prose/clarity: draft"]],
    [
      ["--note", "kb/notes/[b-z]*.md", "--note", DRAFT],
      ["b.md prose/clarity: odd", "drafts/d.md prose/clarity: draft"],
    ],
    [
      ["kb/notes/drafts/*", "--note", B],
      ["b.md prose/clarity: odd", "drafts/d.md prose/clarity: draft"],
    ],
    [["--gate", "prose/brevity"], ["a.md prose/brevity: long"]],
    [
      ["--gate", "prose", "--note", A],
      ["a.md prose/brevity: long", "a.md prose/clarity: old odd wrong"],
    ],
    [["--gate", "claims"], []],
    [["--severity", "fail"], ["a.md prose/clarity: wrong"]],
    [
      ["--severity", "warn", "--note", A],
      ["a.md prose/brevity: long", "a.md prose/clarity: old odd"],
    ],
    [["--new", "--gate", "prose/clarity", "--note", A], ["a.md prose/clarity: odd wrong"]],
    [["--new", "--severity", "warn", "--gate", "prose/clarity", "--note", A], ["a.md prose/clarity: odd"]],
    [
      ["--limit", "2"],
      ["a.md prose/brevity: long", "a.md prose/clarity: old"],
    ],
  ])("%j", async (args, listed) => {
    expect(await queue(await makeFoundBase(), ...args)).toEqual(listed);
  });

  it("says how many more findings there are", async () => {
    const { root } = await makeFoundBase();
    const { out, err } = await nested(root, ["warns", "--limit", "3"]);
    expect(out.match(/^ +- .+(?= {2}\[[0-9a-f]{8}\]$)/gm)).toEqual([
      "      - WARN: long",
      "      - WARN again: old",
      "      - WARN: odd",
    ]);
    expect(err).toBe(
      "6 findings of 4 reviews in 3 notes\n3 more findings not shown: `--summary` counts them, `--limit N` shows more\n",
    );
    expect(await nestedJson(root, ["warns", "--limit", "3"])).toMatchObject({ more: 3 });
    expect(await nestedJson(root, ["warns", "--limit", "6"])).not.toHaveProperty("more");
  });

  it("says that nothing fits, and what is no note and no gate", async () => {
    const { root } = await makeFoundBase();
    const warns = (...args: string[]) => nested(root, ["warns", ...args]);
    expect(await warns("--gate", "claims", "--severity", "fail", "--new")).toEqual({
      out: "",
      err: "nothing to mend that fits --gate, --severity, --new\n",
      exitCode: 0,
    });
    expect(await warns(B, "--severity", "fail", "--model", "claude-opus-4-8")).toMatchObject({
      err: "nothing to mend under claude-opus-4-8 that fits the notes, --severity\n",
    });
    for (const [args, error] of [
      [["--note", "kb/notes/x*"], "no note is in or matches kb/notes/x*; check the name"],
      [["--gate", "prose/clarit"], 'no gate or lens is called "prose/clarit"; did you mean prose/clarity?'],
    ] as const) {
      expect(await warns(...args)).toEqual({ out: "", err: `error: ${error}\n`, exitCode: 2 });
    }
  });

  it("knows notes and gates that are gone", async () => {
    const { root } = await makeFoundBase();
    rmSync(join(root, DRAFT));
    rmSync(join(root, `${GATES}/prose/brevity.md`));
    const { err } = await nested(root, ["warns", "--note", "kb/notes/drafts/"]);
    expect(err).toMatch(/^nothing to mend that fits --note\nleft out: 1 pair whose note is gone/);
    expect(await nestedJson(root, ["warns", "--gate", "prose/brevity"])).toMatchObject({
      leftOut: { gateGone: 1 },
    });
  });

  it("counts what was found under an override as bad as that says", async () => {
    const base = await makeFoundBase();
    {
      await using ledger = await base.open();
      await acknowledge(ledger, {
        pairs: [
          { notePath: B, gateId: "prose/clarity", noteSha: "0".repeat(64), gateSha: contentSha(CLARITY) },
        ],
        modelId: opus,
        kind: "manual-override",
        overrideDecision: "fail",
        remark: "mend it",
      });
    }
    expect(await queue(base, B)).toEqual(["b.md prose/clarity: odd"]);
    // As the page has it: what a person decided is how bad all counts that the pair found.
    expect(await queue(base, B, "--severity", "fail")).toEqual(["b.md prose/clarity: odd"]);
    expect(await queue(base, B, "--severity", "warn")).toEqual([]);
    const { out } = await nested(base.root, ["warns", B, "--severity", "fail"]);
    expect(out).toMatch(
      / {6}overridden to FAIL: mend it\n {6}- WARN: odd {2}\[\w{8}\]\n {8}> Second line\.\n/,
    );
    const { total } = await nestedJson(base.root, ["warns", B, "--summary"]);
    expect(total).toEqual({ fail: 1, warn: 0, new: 1 });
  });
});

describe("warns --summary", () => {
  it("counts by gate, folder and note, the worst first", async () => {
    const { root } = await makeFoundBase();
    expect(await nested(root, ["warns", "--summary"], { columns: 80 })).toEqual({
      out: [
        "fail  warn  new  gate",
        "1     4     4    prose/clarity",
        "0     1     1    prose/brevity",
        "",
        "fail  warn  new  folder",
        "1     4     4    kb/notes/",
        "0     1     1    kb/notes/drafts/",
        "",
        "fail  warn  new  note",
        "1     3     3    kb/notes/a.md",
        "0     1     1    kb/notes/b.md",
        "0     1     1    kb/notes/drafts/d.md",
        "",
      ].join("\n"),
      err: "6 findings of 4 reviews in 3 notes\n",
      exitCode: 0,
    });
  });

  it("counts by one of these alone, and shows as many groups as are asked for", async () => {
    const { root } = await makeFoundBase();
    expect(await nested(root, ["warns", "--by", "note", "--limit", "1"], { columns: 80 })).toEqual({
      out: "fail  warn  new  note\n1     3     3    kb/notes/a.md\nand 2 more notes\n",
      err: "6 findings of 4 reviews in 3 notes\nnot all groups are shown: `--limit N` shows more\n",
      exitCode: 0,
    });
  });

  it("gives a program the counts of what is asked for", async () => {
    const { root } = await makeFoundBase();
    expect(await nestedJson(root, ["warns", "--summary", "--severity", "warn", "--note", A])).toEqual({
      schema: 1,
      exitCode: 0,
      total: { fail: 0, warn: 3, new: 2 },
      byFolder: [{ folder: "kb/notes/", fail: 0, warn: 3, new: 2 }],
      byNote: [{ notePath: A, fail: 0, warn: 3, new: 2 }],
      byGate: [
        { gateId: "prose/clarity", fail: 0, warn: 2, new: 1 },
        { gateId: "prose/brevity", fail: 0, warn: 1, new: 1 },
      ],
      leftOut: {
        gateChanged: 0,
        gateGone: 0,
        noteGone: 0,
        carriedOver: 0,
        notApplicable: 0,
        waived: 0,
        disputed: 0,
      },
    });
    expect(await nestedJson(root, ["warns", "--summary", "--by", "note", "--limit", "1"])).toEqual({
      schema: 1,
      exitCode: 0,
      total: { fail: 1, warn: 5, new: 5 },
      byNote: [{ notePath: A, fail: 1, warn: 3, new: 3 }],
      more: { byNote: 2 },
      leftOut: {
        gateChanged: 0,
        gateGone: 0,
        noteGone: 0,
        carriedOver: 0,
        notApplicable: 0,
        waived: 0,
        disputed: 0,
      },
    });
    const { out, err } = await nested(root, ["warns", "--summary", "--gate", "claims"]);
    expect([out, err]).toEqual(["", "nothing to mend that fits --gate\n"]);
  });
});
