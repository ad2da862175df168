import { rmSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase, reviewText } from "@review/test-kit/knowledge-base.ts";
import { describe, expect, it } from "vitest";
import type { JsonDocument } from "../src/mcp/tool.ts";
import { toolsHere } from "./tools-here.ts";

const NOTES = Array.from({ length: 30 }, (_, index) => `kb/notes/n${String(index).padStart(2, "0")}.md`);
const WARNING = `### Summary
Not quite.

### Findings
- WARN: too short
  > # N

## Result: WARN
`;

/** Thirty notes, two lenses of two gates, one of which applies to no note; all of `prose/clarity` warned of. */
async function makeWarnedBase() {
  const base = makeKnowledgeBase({
    ...Object.fromEntries(NOTES.map((path) => [path, "# N\n"])),
    "kb/notes/empty.md": "",
  });
  for (const path of ["kb/notes/a.md", "kb/notes/b.md"]) rmSync(join(base.root, path));
  const call = toolsHere(base.root);
  const review = async (note: string, text: string) => {
    const asked = { note, gates: "prose/clarity", runner: "agent", model: "opus" };
    const { runId: run } = await call("create", asked);
    await call("write", { run, gate: "prose/clarity", review: text });
    await call("finalize", { run });
  };
  return { ...base, call, review };
}

interface Pair {
  notePath: string;
  gateId: string;
}

describe("stale", () => {
  it("gives a page at a time, counts first, and stays right when pairs are reviewed in between", async () => {
    const { call, review } = await makeWarnedBase();
    const first = await call("stale", { model: "opus", gates: ["prose"] });
    expect(Object.keys(first).slice(0, 4)).toEqual(["schema", "total", "returned", "nextCursor"]);
    expect(first).toMatchObject({ total: 60, returned: 50, pairs: 60, problemCount: 1 });
    expect(first.stale).toHaveLength(50);
    const { note, gate } = { note: NOTES[2] ?? "", gate: "prose/clarity" };
    await review(note, reviewText());
    const second = await call("stale", { model: "opus", gates: ["prose"], cursor: first.nextCursor });
    expect(second).toMatchObject({ total: 59, returned: 10, counts: { "missing-review": 59 } });
    expect(second).not.toHaveProperty("nextCursor");
    const seen = [...pairsOf(first, "stale"), ...pairsOf(second, "stale")];
    expect(new Set(seen).size).toBe(60);
    expect(seen).toContain(`${note} ${gate}`);
  });

  it("takes no gates, and gates left open in any way, as all gates", async () => {
    const { root } = makeKnowledgeBase();
    const call = toolsHere(root);
    const all = await call("stale", { model: "m" });
    expect(all).toMatchObject({ total: 7, pairs: 7 });
    for (const gates of [[], null, "", "[]", "null"]) {
      expect(await call("stale", { model: "m", gates, note: null, where: null, effort: "" })).toEqual(all);
    }
  });

  it("names the open runs of the pairs that it lists, and shows what changed", async () => {
    const { call, review, write } = await makeWarnedBase();
    await review(NOTES[0] ?? "", reviewText());
    write(NOTES[0] ?? "", "# Other\n");
    for (const note of [NOTES[0], NOTES[29]]) {
      await call("create", { note, gates: "prose/clarity", runner: "agent", model: "opus" });
    }
    const asked = { model: "opus", gates: "prose/clarity", limit: "1", diff: "true" };
    const page = await call("stale", asked);
    expect(page).toMatchObject({
      total: 30,
      returned: 1,
      openRuns: [{ notePath: NOTES[0], gateIds: ["prose/clarity"] }],
      stale: [
        { notePath: NOTES[0], reason: "note-changed", diff: expect.stringContaining("-# N\n+# Other") },
      ],
    });
    expect(page.openRuns).toHaveLength(1);
  });

  it("gives no more problems than entries, and says how many there are", async () => {
    const empty = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`kb/notes/e${index}.md`, ""]));
    const page = await toolsHere(makeKnowledgeBase(empty).root)("stale", { model: "m", limit: 2 });
    expect(page).toMatchObject({ problemCount: 5, total: 7, problems: [{}, {}] });
    expect(page.problems).toHaveLength(2);
  });
});

describe("warns", () => {
  it("gives a page of the queue at a time, and only of what is asked for", async () => {
    const { call, review, write } = await makeWarnedBase();
    expect(await call("warns")).toMatchObject({ total: 0, returned: 0, warns: [] });
    for (const note of NOTES.slice(0, 5)) await review(note, WARNING);
    const first = await call("warns", { limit: 3 });
    expect(Object.keys(first).slice(0, 4)).toEqual(["schema", "total", "returned", "nextCursor"]);
    expect(first).toMatchObject({ total: 5, returned: 3, leftOut: { gateChanged: 0 } });
    expect(first.warns).toMatchObject([
      {
        notePath: NOTES[0],
        decision: "warn",
        findings: [{ message: "too short", quotes: [{ text: "# N" }] }],
      },
      {},
      {},
    ]);
    write(NOTES[1] ?? "", "# Mended\n");
    await review(NOTES[1] ?? "", reviewText());
    const second = await call("warns", { limit: 3, cursor: first.nextCursor });
    expect(second).toMatchObject({ total: 4, returned: 2 });
    expect(pairsOf(second, "warns")).toEqual([`${NOTES[3]} prose/clarity`, `${NOTES[4]} prose/clarity`]);
    expect(await call("warns", { note: NOTES[4] })).toMatchObject({
      total: 1,
      warns: [{ notePath: NOTES[4] }],
    });
    expect(await call("warns", { note: [] })).toMatchObject({ total: 4 });
    expect(await call("warns", { note: "kb/notes/n0[34].md" })).toMatchObject({ total: 2 });
    expect(await call("warns", { gates: "prose" })).toMatchObject({ total: 4 });
    expect(await call("warns", { gates: "claims" })).toMatchObject({ total: 0 });
    expect(await call("warns", { severity: "fail" })).toMatchObject({ total: 0, warns: [] });
    expect(await call("warns", { severity: "warn", new: true })).toMatchObject({ total: 4 });
    await review(NOTES[3] ?? "", WARNING);
    expect(await call("warns", { new: true })).toMatchObject({ total: 3 });
    expect(await call("warns", { model: "opus" })).toMatchObject({ total: 4 });
    expect(await call("warns", { model: "gpt" })).toMatchObject({ total: 0 });
    expect(await call("warns", { exactModel: true })).toMatchObject({
      error: { code: "usage", message: "exactModel goes with model: name the model that is meant" },
    });
  });
});

describe("gates", () => {
  it("gives a page of the gates at a time, and of the texts of those named", async () => {
    const call = toolsHere(makeKnowledgeBase({ "kb/instructions/review-gates/bad.md": "" }).root);
    const first = await call("gates", { limit: 3 });
    expect(first).toMatchObject({ total: 4, returned: 3, brokenCount: 1, broken: [{ gateId: "bad" }] });
    const second = await call("gates", { cursor: first.nextCursor });
    expect(second).toMatchObject({ total: 4, returned: 1, gates: [{ gateId: "prose/clarity" }] });
    expect(second.gates).not.toMatchObject([{ text: expect.any(String) }]);
    const named = await call("gates", { gates: "prose", limit: 1 });
    expect(named).toMatchObject({
      total: 2,
      returned: 1,
      gates: [{ text: expect.stringContaining("Brevity") }],
    });
  });
});

describe("why", () => {
  it("explains a pair, and names the call that reviews it", async () => {
    const { call, review, write } = await makeWarnedBase();
    const note = NOTES[7] ?? "";
    const asked = { note, gate: "prose/clarity", model: "opus" };
    const next = [{ tool: "create", arguments: { note, gates: ["prose/clarity"], model: "opus" } }];
    expect(await call("why", asked)).toMatchObject({ state: "missing-review", modelId: "opus", next });
    await review(note, WARNING);
    expect(await call("why", { ...asked, effort: null })).toMatchObject({
      state: "fresh",
      verdict: { decision: "warn", findings: [{ message: "too short" }] },
      next: [],
    });
    write(note, "# Other\n");
    const changed = { state: "note-changed", diff: { note: expect.stringContaining("+# Other") }, next };
    expect(await call("why", asked)).toMatchObject(changed);
  });
});

function pairsOf(document: JsonDocument, list: string): string[] {
  return (document[list] as Pair[]).map(({ notePath, gateId }) => `${notePath} ${gateId}`);
}

it("write says as data what is wrong with findings", async () => {
  const { call } = await makeWarnedBase();
  const { runId: run } = await call("create", {
    note: NOTES[0],
    gates: "prose/clarity",
    runner: "agent",
    model: "opus",
  });
  const review = WARNING.replace("> # N", "> # Nothing of that");
  expect(await call("write", { run, gate: "prose/clarity", review })).toMatchObject({
    error: { code: "quote-not-found", problems: [{ finding: 1, quote: "# Nothing of that" }] },
  });
  expect(await call("write", { run, gate: "prose/clarity", review: WARNING })).toMatchObject({ missing: [] });
});
