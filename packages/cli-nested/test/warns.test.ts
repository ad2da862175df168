import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentSha } from "@review/corpus";
import { acknowledge, modelPartition, recordAndFinalizeRun } from "@review/lifecycle";
import type { FixEntry } from "@review/views";
import { describe, expect, it } from "vitest";
import { makePairBase, review } from "./pair-base.ts";
import {
  gpt,
  makeBase,
  makeReviewedBase,
  nested,
  nestedJson,
  opus,
  type ReviewedBase,
} from "./reviewed-base.ts";

/** A person makes it a fail, for another version of the note: it holds for the review, and so for every version that rests on it. */
async function override(base: ReviewedBase, gateId: string, gateText: string): Promise<void> {
  await using ledger = await base.open();
  const versions = { noteSha: "0".repeat(64), gateSha: contentSha(gateText) };
  await acknowledge(ledger, {
    pairs: [{ notePath: "kb/notes/a.md", gateId, ...versions }],
    modelId: opus,
    kind: "manual-override",
    overrideDecision: "fail",
    remark: "still too long",
  });
}

describe("warns", () => {
  it("shows the findings by note", async () => {
    const { root } = await makeReviewedBase();
    expect(await nested(root, ["warns"], { columns: 60 })).toEqual({
      out: [
        "kb/notes/a.md",
        "  WARN  prose/clarity  run 1, claude-opus-4-8",
        "      - WARN: the second sentence leans on a term that",
        "        nobody has explained so far, and the reader cannot",
        "        go on  [98511fd8]",
        "        > Plain text.",
        "          kb/notes/a.md:8:1",
        "      - WARN: another finding  [d473c644]",
        "        > # A",
        "          kb/notes/a.md:6:1",
        "",
      ].join("\n"),
      err: "2 findings of 1 review in 1 note\n",
      exitCode: 0,
    });
  });

  it("gives a program findings, quotes, severities and ids", async () => {
    const { root } = await makeReviewedBase();
    const { warns, leftOut } = await nestedJson(root, ["warns", "kb/notes/a.md"]);
    expect(warns).toEqual([
      {
        notePath: "kb/notes/a.md",
        gateId: "prose/clarity",
        decision: "warn",
        modelId: opus,
        runId: 1,
        reviewId: 1,
        reviewedAt: expect.any(String),
        acceptanceId: 1,
        acceptanceKind: "full-review",
        acceptedAt: expect.any(String),
        acceptedNoteSha: expect.any(String),
        acceptedGateSha: expect.any(String),
        findings: [
          {
            severity: "warn",
            message: expect.stringContaining("leans on a term"),
            key: expect.stringMatching(/^[0-9a-f]{16}$/),
            isNew: true,
            quotes: [
              {
                text: "Plain text.",
                place: {
                  ...{ startLine: 8, startColumn: 1, endLine: 8, endColumn: 12 },
                  ...{ startOffset: 71, endOffset: 82 },
                },
              },
            ],
          },
          expect.objectContaining({ severity: "warn", message: "another finding" }),
        ],
      },
    ]);
    expect(leftOut).toEqual({
      gateChanged: 0,
      gateGone: 0,
      noteGone: 0,
      carriedOver: 0,
      notApplicable: 0,
      waived: 0,
      disputed: 0,
    });
  });

  it("keeps the verdicts of partitions apart, and narrows to those that a name stands for", async () => {
    const base = await makePairBase();
    const note = "kb/notes/a.md";
    await review(base, note, { "prose/body": "fail" });
    await review(base, note, { "prose/body": "pass", "prose/title": "warn" }, gpt, modelPartition("other"));
    const queue = async (...more: string[]) => {
      const { warns } = await nestedJson(base.root, ["warns", note, ...more]);
      return (warns as FixEntry[]).map((fix) => `${fix.gateId} ${fix.modelId} ${fix.decision}`);
    };
    // What one model failed stays, although another has passed it.
    const [failed, warned] = ["prose/body claude-opus-4-8 fail", "prose/title gpt-5-4 warn"];
    expect(await queue()).toEqual([failed, warned]);
    expect(await queue("--model", "claude-opus-4-8")).toEqual([failed]);
    expect(await queue("--model", "gpt-5.4")).toEqual([warned]);
    expect(await queue("--model", "other")).toEqual([warned]);
    expect(await queue("--model", "other", "--exact-model")).toEqual([]);
    const { out, err } = await nested(base.root, ["warns", note]);
    expect(out).toContain("  FAIL  prose/body  run 3, claude-opus-4-8\n");
    expect(out).toContain("  WARN  prose/title  run 4, gpt-5-4\n");
    expect(err).toBe("2 findings of 2 reviews in 1 note: 1 by claude-opus-4-8, 1 by gpt-5-4\n");
    const other = await nested(base.root, ["warns", note, "--model", "other"]);
    expect(other.err).toBe(
      "other stands for other, gpt-5-4: earlier runs asked for by that name were recorded there\n1 finding of 1 review in 1 note\n",
    );
    expect((await nested(base.root, ["warns", "--model", "none"])).err).toBe(
      "nothing was ever accepted under none, so nobody knows what there is to mend\n",
    );
  });

  it("does not say that there is nothing to mend where nobody ever looked", async () => {
    const { root } = await makeBase();
    expect(await nested(root, ["warns"])).toMatchObject({
      err: "nothing was ever accepted, so nobody knows what there is to mend\n",
      exitCode: 0,
    });
  });

  it.each([[["--effort", "high"]], [["--exact-model"]]])("takes %j with a model only", async (options) => {
    const { root } = await makeReviewedBase();
    expect(await nested(root, ["warns", ...options])).toMatchObject({
      exitCode: 2,
      err: `error: ${options[0]} goes with --model: name the model that is meant\n`,
    });
  });

  it("says when the note changed since", async () => {
    const { root, write } = await makeReviewedBase();
    write("kb/notes/a.md", "# A\n\nOther text.\n");
    expect((await nested(root, ["warns"])).out).toContain("run 1, claude-opus-4-8; the note changed since\n");
    expect(await nestedJson(root, ["warns"])).toMatchObject({ warns: [{ staleReason: "note-changed" }] });
  });

  it("shows an override and its remark in place of a verdict that found nothing", async () => {
    const base = await makeReviewedBase();
    await override(base, "prose/brevity", "---\nname: Brevity\n---\nCould a sentence go?\n");
    const { out, err } = await nested(base.root, ["warns"]);
    expect(out).toContain(
      "  FAIL  prose/brevity  run 1, claude-opus-4-8\n      overridden to FAIL: still too long\n  WARN",
    );
    expect(err).toBe("3 findings of 2 reviews in 1 note\n");
    const { warns } = await nestedJson(base.root, ["warns"]);
    expect(warns).toMatchObject([
      {
        overrideRemark: "still too long",
        findings: [{ severity: "fail", message: "still too long", isRemark: true, quotes: [] }],
      },
      { findings: [{ severity: "warn" }, {}] },
    ]);
  });

  it("shows the findings of an overridden review beside the remark", async () => {
    const base = await makeReviewedBase();
    await override(base, "prose/clarity", "# Clarity\n\nIs every sentence clear?\n");
    const { out, err } = await nested(base.root, ["warns"]);
    expect(out).toContain(
      "      overridden to FAIL: still too long\n      - WARN: the second sentence leans on",
    );
    expect(err, "a decision is no finding").toBe("2 findings of 1 review in 1 note\n");
    expect(await nestedJson(base.root, ["warns"])).toMatchObject({
      warns: [{ overrideRemark: "still too long", findings: [{ quotes: [{ text: "Plain text." }] }, {}] }],
    });
    const fails = await nestedJson(base.root, ["warns", "--severity", "fail"]);
    expect(fails).toMatchObject({ warns: [{ findings: [{ severity: "warn" }, { severity: "warn" }] }] });
    const { out: reported } = await nested(base.root, ["warns", "--format", "sarif"]);
    expect(reported).toContain("still too long");
  });

  it.each<[what: string, change: (root: string) => void, leftOut: object, sentence: string]>([
    [
      "the gate changed",
      (root) => writeFileSync(join(root, "kb/instructions/review-gates/prose/clarity.md"), "Another."),
      { gateChanged: 1 },
      "left out: 1 pair whose gate changed since: `stale --reason gate-changed`",
    ],
    [
      "the gate is gone",
      (root) => rmSync(join(root, "kb/instructions/review-gates/prose/clarity.md")),
      { gateGone: 1 },
      "left out: 1 pair whose gate is gone or broken: `doctor`, or `ack --moved --all`",
    ],
    [
      "the note is gone",
      (root) => rmSync(join(root, "kb/notes/a.md")),
      { noteGone: 1 },
      "left out: 1 pair whose note is gone or broken: `doctor`, or `ack --moved --all`",
    ],
  ])("leaves a pair out when %s, and says so", async (_, change, leftOut, sentence) => {
    const { root } = await makeReviewedBase();
    change(root);
    expect(await nested(root, ["warns"])).toEqual({
      out: "",
      err: `nothing to mend in notes and gates as they are now\n${sentence}\n`,
      exitCode: 0,
    });
    expect(await nestedJson(root, ["warns"])).toMatchObject({ warns: [], leftOut });
  });

  it("leaves a pair out to which the gate applies no longer", async () => {
    const base = makeBase();
    {
      await using ledger = await base.open();
      const runId = await base.start(ledger, "kb/notes/a.md", ["claims/sources"], { modelId: gpt });
      await recordAndFinalizeRun(ledger, {
        runId,
        gateReviews: [
          {
            gateId: "claims/sources",
            decision: "fail",
            rationaleMarkdown: "none",
            findings: [{ severity: "fail", message: "none", quotes: ["Plain text."] }],
          },
        ],
      });
    }
    expect(await nestedJson(base.root, ["warns"])).toMatchObject({
      warns: [{ findings: [{ message: "none", severity: "fail" }] }],
    });
    base.write("kb/notes/a.md", "---\ntraits: []\n---\n# A\n");
    expect(await nestedJson(base.root, ["warns"])).toMatchObject({
      warns: [],
      leftOut: { notApplicable: 1 },
    });
  });

  it("refuses a note that is not there", async () => {
    const { root } = await makeReviewedBase();
    expect(await nested(root, ["warns", "kb/notes/nope.md"])).toMatchObject({ exitCode: 2 });
  });
});
