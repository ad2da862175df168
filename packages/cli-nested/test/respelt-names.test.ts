import { renameSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { program } from "@review/test-kit/programs.ts";
import { expectRefusal, type Refusal } from "@review/test-kit/refusal.ts";
import { describe, expect, it } from "vitest";
import { nestedHere } from "./nested-here.ts";

const RESPELL = program("respell");
const REVIEWER = ["--runner", "mine", "--model", "opus"];

/** Each name as it is on disk, and as a model or a person writes it. */
const NOTES = [
  ["notes/cafe\u0301.md", "notes/café.md"],
  ["notes/9.52\u202fAM.md", "notes/9.52 AM.md"],
  ["notes/v\u00a013.md", "notes/v 13.md"],
  ["notes/l’e\u0301te\u0301/“a”.md", 'notes/l\'été/"a".md'],
] as const;
const GATES = ["prose/d’accord", "prose/a\u00a0b"] as const;
const [[CAFE, TYPED_CAFE]] = NOTES;

function makeTree() {
  const base = makeKnowledgeBase();
  for (const [path] of NOTES) base.write(path, "# A note\n\nText.\n");
  for (const id of GATES) base.write(`gates/${id}.md`, "# A gate\n\nIs it so?\n");
  const runners = { mine: { command: [process.execPath, RESPELL] } };
  base.write("review.config.json", JSON.stringify({ notes: ["notes/**/*.md"], gates: "gates", runners }));
  return base;
}

const run = (root: string, ...args: string[]) =>
  nestedHere(root, args, { environment: { PATH: process.env.PATH ?? "" } });

async function json(root: string, ...args: string[]) {
  const { stdout, exitCode } = await run(root, ...args, "--json");
  return { ...(JSON.parse(stdout) as Record<string, unknown>), exitCode };
}

async function makeReviewedTree() {
  const base = makeTree();
  expect(await run(base.root, "sweep", "--all-gates", ...REVIEWER)).toMatchObject({ exitCode: 0 });
  return base;
}

describe("a reviewer that respells every name", () => {
  it.each(["1", "4"])("completes every run, %s to a batch, under the names on disk", async (size) => {
    const { root } = makeTree();
    const swept = await run(root, "sweep", "--all-gates", ...REVIEWER, "--batch-size", size);
    expect(swept).toMatchObject({ exitCode: 0 });
    expect(queryLedger(root, "SELECT DISTINCT status FROM review_runs")).toEqual([{ status: "completed" }]);
    const accepted = queryLedger(root, "SELECT note_path, gate_id FROM acceptance_events");
    const pairs = NOTES.flatMap(([note]) => GATES.map((gate) => `${note} ${gate}`));
    expect(accepted.map((row) => `${row.note_path} ${row.gate_id}`).toSorted()).toEqual(pairs.toSorted());
  });
});

describe("a name that is typed in another spelling", () => {
  it.each(NOTES)("finds %j", async (onDisk, typed) => {
    const { root } = await makeReviewedTree();
    const gate = "prose/d'accord";
    expect(await json(root, "why", typed, gate, "--model", "opus")).toMatchObject({
      notePath: onDisk,
      gateId: "prose/d’accord",
      state: "fresh",
    });
    expect(await json(root, "history", typed, gate)).toMatchObject({
      notePath: onDisk,
      noteExists: true,
      events: [{ gateId: "prose/d’accord" }],
    });
    expect(await json(root, "runs", "--note", typed, "--gate", "prose/a b")).toMatchObject({
      runs: [{ notePath: onDisk }],
    });
    expect(await json(root, "warns", typed)).toMatchObject({ exitCode: 0, warns: [] });
    expect(await json(root, "stale", gate, "--note", typed, "--model", "opus")).toMatchObject({ pairs: 1 });
    expect(await json(root, "bundle", typed, "prose/a b", ...REVIEWER)).toMatchObject({
      status: "completed",
      notePath: onDisk,
    });
  });

  it("finds a gate to print, and a note from its own folder", async () => {
    const { root } = await makeReviewedTree();
    expect((await run(root, "gates", "prose/a b")).stdout).toContain("# prose/a\u00a0b");
    const here = await nestedHere(join(root, "notes/l’e\u0301te\u0301"), ["history", '"a".md', "--json"]);
    expect(JSON.parse(here.stdout)).toMatchObject({ notePath: NOTES[3][0], noteExists: true });
  });

  it("finds what the ledger has of a note that is gone, and carries it over", async () => {
    const { root } = await makeReviewedTree();
    renameSync(join(root, CAFE), join(root, "notes/bar.md"));
    expect(await json(root, "history", TYPED_CAFE)).toMatchObject({ notePath: CAFE, noteExists: false });
    expect(await json(root, "ack", "--moved", TYPED_CAFE, "notes/bar.md")).toMatchObject({
      exitCode: 0,
      acknowledged: [{ notePath: "notes/bar.md" }, { notePath: "notes/bar.md" }],
    });
  });

  it("carries the acceptances of a note over to its new spelling", async () => {
    const { root } = await makeReviewedTree();
    const [before, after] = [NOTES[2][0], "notes/v 13.md"];
    renameSync(join(root, before), join(root, after));
    expect(await json(root, "ack", "--moved", before, after)).toMatchObject({
      exitCode: 0,
      acknowledged: [{ notePath: after }, { notePath: after }],
    });
    renameSync(join(root, "gates/prose/a\u00a0b.md"), join(root, "gates/prose/a b.md"));
    expect(await json(root, "ack", "--moved", "prose/a\u00a0b", "prose/a b")).toMatchObject({
      exitCode: 0,
      acknowledged: expect.arrayContaining([expect.objectContaining({ gateId: "prose/a b" })]),
    });
  });

  it("is refused where it could mean two, which are spelled out", async () => {
    const base = await makeReviewedTree();
    base.write("notes/v\u202f13.md", "# Another\n");
    base.write("gates/prose/a\u202fb.md", "# Another\n");
    const { root } = base;
    const why = (note: string, gate: string) => ["why", note, gate, "--model", "opus"];
    const refusal = (message: string): Refusal => ({ exitCode: 2, code: "ambiguous-name", message });
    await expectRefusal(
      nestedHere,
      root,
      why("notes/v 13.md", "prose/d’accord"),
      refusal(
        "notes/v 13.md could mean notes/v\\u00a013.md or notes/v\\u202f13.md; write one of them exactly",
      ),
    );
    await expectRefusal(
      nestedHere,
      root,
      why(CAFE, "prose/a b"),
      refusal("prose/a b could mean prose/a\\u00a0b or prose/a\\u202fb; write one of them exactly"),
    );
    expect((await run(root, ...why("notes/v\u00a013.md", "prose/a\u00a0b"))).exitCode).toBe(0);
  });
});
