import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { type Ledger, openLedger } from "@review/db";
import {
  acknowledge,
  createRun,
  modelPartition,
  recordAndFinalizeRun,
  reopen,
  waive,
} from "@review/lifecycle";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import {
  type PageDocument,
  pageMemory,
  pageNoteViewer,
  viewPage,
  viewPageCosts,
  viewPageRun,
} from "../src/index.ts";

const GATES = "kb/instructions/review-gates";
const A = "kb/notes/a.md";
const B = "kb/notes/b.md";
const opus = modelPartition("opus");
const haiku = modelPartition("haiku");
const ASKED = { toolVersion: "1.2.3", now: new Date("2026-03-01T12:00:00.000Z"), runs: 2 };

const WARNING = "### Findings\n\n- WARN: vague\n  > One sentence.\n- WARN: long\n  > Another sentence.\n";

async function makeBase() {
  const { root, write } = makeKnowledgeBase({
    [A]: "# A\n\nOne sentence. Another sentence.\n",
    [B]: "# B\n\nOne sentence.\n",
    [`${GATES}/prose/clarity.md`]: "---\nname: Clear\n---\n# Clarity\n\nIs it clear?\n",
    [`${GATES}/prose/brevity.md`]: "# Brevity\n\nIs it short?\n",
  });
  const ledger = await openLedger(":memory:");
  const versionOf = (path: string) => {
    const text = readFileSync(join(root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  const gateOf = (gateId: string) => ({ gateId, ...versionOf(`${GATES}/${gateId}.md`) });
  const pairOf = (notePath: string, gateId: string) => ({
    notePath,
    gateId,
    noteSha: versionOf(notePath).sha,
    gateSha: gateOf(gateId).sha,
  });
  const review = async (note: string, gate: string, rationaleMarkdown: string, modelId = opus) => {
    const gates = [gateOf(gate)];
    const asked = { notePath: note, modelId, runner: "agent", note: versionOf(note), gates };
    const runId = await createRun(ledger, asked);
    const decision = rationaleMarkdown === "fine" ? ("pass" as const) : ("warn" as const);
    await recordAndFinalizeRun(ledger, {
      runId,
      gateReviews: [{ gateId: gate, decision, rationaleMarkdown }],
    });
    return runId;
  };
  const corpus = await openCorpus({ cwd: root });
  return { corpus, ledger, write, pairOf, review, view: () => viewPage(corpus, ledger, ASKED) };
}

/** Each pair of the page with a gate about prose, in a few words. */
function brief({ notes, gates, pairs, modelIds }: PageDocument): string[] {
  const asked = pairs.filter(({ gate }) => gates[gate]?.lens === "prose");
  return asked.map(({ note, gate, state, verdicts }) => {
    const said = verdicts.map(({ model, decision, isNow, waived }) => {
      const rest = `${isNow ? "" : " of before"}${waived ? `, ${waived} waived` : ""}`;
      return `${modelIds[model]}: ${decision}${rest}`;
    });
    return [notes[note]?.notePath, gates[gate]?.gateId, state, ...said].join("  ");
  });
}

const waiveFirst = async (ledger: Ledger, page: PageDocument, amount: number) => {
  const keys = page.findings.flatMap(({ findings }) => findings.flatMap(({ key = [] }) => key));
  await waive(ledger, { keys: keys.slice(0, amount), reason: "meant" });
};

describe("the page", () => {
  it("has every pair with how it stands, and what each partition found", async () => {
    const { review, view } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await review(A, "prose/clarity", "fine", haiku);
    await review(B, "prose/brevity", "fine");
    const page = await view();
    expect(brief(page)).toEqual([
      `${A}  prose/brevity  missing-review`,
      `${A}  prose/clarity  fresh  haiku: pass  opus: warn`,
      `${B}  prose/brevity  fresh  opus: pass`,
      `${B}  prose/clarity  missing-review`,
    ]);
    expect(page).toMatchObject({ toolVersion: "1.2.3", madeAt: "2026-03-01T12:00:00.000Z", problems: [] });
    expect(page.gates.find(({ gateId }) => gateId === "prose/clarity")).toMatchObject({
      name: "Clear",
      text: "# Clarity\n\nIs it clear?",
      isCheck: false,
    });
    expect(page.findings).toMatchObject([{ notePath: A, modelId: "opus", findings: [{}, {}] }]);
  });

  it("says of a pair whose note changed that what was found is of before", async () => {
    const { review, view, write } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await review(A, "prose/brevity", "fine");
    write(A, "# A\n\nOne sentence. Another sentence. More.\n");
    expect(brief(await view()).slice(0, 2)).toEqual([
      `${A}  prose/brevity  note-changed`,
      `${A}  prose/clarity  note-changed  opus: warn of before`,
    ]);
  });

  it("keeps apart what was found before its gate changed, and says how much is left out", async () => {
    const { ledger, review, view, write } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await review(B, "prose/clarity", "### Findings\n\n- WARN: vague\n  > One sentence.\n");
    await review(A, "prose/brevity", "fine");
    await waiveFirst(ledger, await view(), 2);
    expect(await view()).not.toHaveProperty("leftOut");
    write(`${GATES}/prose/clarity.md`, "# Clarity\n\nIs it quite clear?\n");
    const page = await view();
    expect(brief(page)).toEqual([
      `${A}  prose/brevity  fresh  opus: pass`,
      `${A}  prose/clarity  gate-changed`,
      `${B}  prose/brevity  missing-review`,
      `${B}  prose/clarity  gate-changed  opus: warn of before`,
    ]);
    expect(page.findings).toEqual([]);
    expect(page.gateChanged).toMatchObject([{ notePath: B, staleReason: "gate-changed", findings: [{}] }]);
    expect(page.leftOut).toMatchObject({ gateChanged: 2, noteGone: 0 });
  });

  it("reads again only notes of which something changed, and says the same as without what it knows", async () => {
    const { corpus, ledger, write, review, view } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await review(B, "prose/clarity", "### Findings\n\n- WARN: vague\n  > One sentence.\n");
    const memory = pageMemory();
    const viewAgain = async () => {
      const before = new Map(memory.parts);
      const page = await viewPage(corpus, ledger, { ...ASKED, memory });
      expect(page).toEqual(await view());
      return [...memory.parts].flatMap(([path, part]) => (before.get(path) === part ? [] : path)).sort();
    };
    const all = await viewAgain();
    expect(all).toContain(A);
    expect(await viewAgain()).toEqual([]);
    await review(A, "prose/brevity", "fine", haiku);
    expect(await viewAgain()).toEqual([A]);
    await waiveFirst(ledger, await view(), 1);
    expect(await viewAgain()).toEqual([A]);
    write(B, "# B\n\nOne sentence. Another.\n");
    expect(await viewAgain()).toEqual([B]);
    // As if the ledger had been put back to what it was before.
    memory.mark = { acceptanceId: 99, waiverId: 9, opinionId: 9, quarantineId: 9 };
    expect(await viewAgain()).toEqual(all);
    write(`${GATES}/prose/clarity.md`, "# Clarity\n\nIs it quite clear?\n");
    expect(await viewAgain()).toEqual(all);
    renameSync(join(corpus.root, A), join(corpus.root, "kb/notes/c.md"));
    expect(await viewAgain()).toEqual([A, "kb/notes/c.md"]);
  });

  it("leaves what it read when it is left off, and goes on there", async () => {
    const { corpus, ledger, review, view } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    const memory = pageMemory();
    const parts: PageDocument[] = [];
    const leaveOff = (soFar: () => PageDocument) => {
      parts.push(soFar());
      if (parts.length === 2) throw new Error("left off");
    };
    await expect(viewPage(corpus, ledger, { ...ASKED, memory, onSome: leaveOff })).rejects.toThrow(
      "left off",
    );
    expect(parts[0]).toMatchObject({ pairs: [], findings: [], reading: { read: 0 } });
    let asked = 0;
    const count = () => {
      asked += 1;
    };
    expect(await viewPage(corpus, ledger, { ...ASKED, memory, onSome: count })).toEqual(await view());
    expect(asked).toBe(0);
  });

  it("names notes that are gone although they were reviewed", async () => {
    const { corpus, review, view } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    expect(await view()).not.toHaveProperty("goneNotes");
    renameSync(join(corpus.root, A), join(corpus.root, "kb/notes/c.md"));
    expect((await view()).goneNotes).toEqual([A]);
    expect((await view()).leftOut).toMatchObject({ noteGone: 1 });
  });

  it("says of words that are gone that they are, and of no others", async () => {
    const { review, view, write } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    write(A, "# A\n\nOne sentence.\n\nOne sentence.\n");
    const [entry] = (await view()).findings;
    expect(entry?.findings.map(({ quotes }) => quotes.map(({ text, isGone }) => [text, isGone]))).toEqual([
      [["One sentence.", undefined]],
      [["Another sentence.", true]],
    ]);
  });

  it("counts what is waived as nothing, and says that it is", async () => {
    const { ledger, review, view } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await waiveFirst(ledger, await view(), 1);
    expect(brief(await view())[1]).toBe(`${A}  prose/clarity  fresh  opus: warn, 1 waived`);
    await waiveFirst(ledger, await view(), 1);
    const page = await view();
    expect(brief(page)[1]).toBe(`${A}  prose/clarity  fresh  opus: pass, 2 waived`);
    expect([page.findings, page.waived]).toMatchObject([[], [{ findings: [{}, {}] }]]);
  });

  it("has an override in the review's place, and a pair that was reopened", async () => {
    const { ledger, pairOf, review, view } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await review(B, "prose/clarity", "fine");
    const override = { kind: "manual-override", overrideDecision: "fail", remark: "worse" } as const;
    await acknowledge(ledger, { pairs: [pairOf(A, "prose/clarity")], modelId: opus, ...override });
    await reopen(ledger, [{ pairs: [pairOf(B, "prose/clarity")], modelId: opus, remark: "again" }]);
    const page = await view();
    expect(brief(page)[1]).toBe(`${A}  prose/clarity  fresh  opus: fail`);
    expect(page.pairs.flatMap(({ verdicts }) => verdicts.map(({ isOverridden }) => isOverridden))).toEqual([
      true,
    ]);
    expect(brief(page)[3]).toBe(`${B}  prose/clarity  reopened`);
    expect(page.findings, "a decision is no finding beside what was found").toMatchObject([
      { overrideRemark: "worse", decision: "fail", findings: [{ message: "vague" }, { message: "long" }] },
    ]);
  });

  it("has what a person decided where nothing was found", async () => {
    const { ledger, pairOf, review, view } = await makeBase();
    await review(A, "prose/clarity", "fine");
    const override = { kind: "manual-override", overrideDecision: "warn", remark: "worse" } as const;
    await acknowledge(ledger, { pairs: [pairOf(A, "prose/clarity")], modelId: opus, ...override });
    expect((await view()).findings).toMatchObject([
      { findings: [{ severity: "warn", message: "worse", isRemark: true, quotes: [] }] },
    ]);
  });

  it("knows that nobody knows whether a gate applies", async () => {
    const { view, write } = await makeBase();
    write(`${GATES}/prose/scoped.md`, "---\nrequires: { kind: essay }\n---\n# Scoped\n");
    write(A, "---\nkind: [\n---\n# A\n");
    const page = await view();
    expect(brief(page)).toContain(`${A}  prose/scoped  unknown-scope`);
    expect(page.problems).toMatchObject([{ path: A }]);
  });

  it("tells the newest runs, and what all of them took", async () => {
    const { corpus, ledger, review, view } = await makeBase();
    await review(A, "prose/clarity", "fine");
    await review(B, "prose/clarity", "fine");
    const runId = await review(B, "prose/brevity", "fine");
    const page = await view();
    expect(page).toMatchObject({ runs: [{ id: runId, gateCount: 1 }, { id: 2 }], allRuns: 3 });
    expect(await viewPageCosts(ledger)).toMatchObject({
      total: { runs: 3, pairs: 3 },
      byGate: [{ name: "prose/clarity", pairs: 2 }, { name: "prose/brevity" }],
    });
    expect(await viewPageRun(corpus, ledger, runId)).toMatchObject({
      id: runId,
      gates: [{ decision: "pass" }],
    });
  });
});

describe("a note of the page", () => {
  it("has its text, its history, and what changed since, once for all gates", async () => {
    const { corpus, ledger, review, write } = await makeBase();
    await review(A, "prose/clarity", WARNING);
    await review(A, "prose/brevity", "fine");
    write(A, "# A\n\nAnother sentence.\n");
    write(`${GATES}/prose/clarity.md`, "---\nname: Clear\n---\n# Clarity\n\nIs it quite clear?\n");
    const note = await (await pageNoteViewer(corpus, ledger))(A);
    expect(note).toMatchObject({ notePath: A, text: "# A\n\nAnother sentence.\n" });
    expect(note.history.map(({ gateId, decision }) => [gateId, decision])).toEqual([
      ["prose/clarity", "warn"],
      ["prose/brevity", "pass"],
    ]);
    expect(
      note.changes.map(({ gateId, diff }) => [
        gateId,
        diff.split("\n").filter((line) => /^[-+][^-+]/.test(line)),
      ]),
    ).toEqual([
      [undefined, ["-One sentence. Another sentence.", "+Another sentence."]],
      ["prose/clarity", ["-Is it clear?", "+Is it quite clear?"]],
    ]);
  });

  it("says where the links of a note lead to files that are there, as each is written", async () => {
    const { ledger, corpus, write } = await makeBase();
    write(
      A,
      "# A\n\n[b](b.md#x) [again](./b.md) [[b|too]] [gone](gone.md) [web](https://example.org) [here](#a)\n",
    );
    const note = await (await pageNoteViewer(corpus, ledger))(A);
    expect(note.links).toEqual([
      { written: "b.md#x", target: B },
      { written: "./b.md", target: B },
      { written: "b|too", target: B },
    ]);
  });
});
