import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { openCorpus, resolveGates } from "@review/corpus";
import { openLedger } from "@review/db";
import { createRun, modelPartition } from "@review/lifecycle";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expect, it } from "vitest";
import { changeReader, newChangeReader } from "./since-acceptance.ts";

const A = "kb/notes/a.md";

/** A pair that was accepted in another version of its note and its gate. */
async function makeChangedPair() {
  const base = makeKnowledgeBase();
  const corpus = await openCorpus({ cwd: base.root, root: base.root });
  const ledger = await openLedger(":memory:");
  const [before] = await resolveGates(corpus, ["prose/clarity"]);
  if (!before) throw new Error("the gate is missing");
  const text = readFileSync(`${base.root}/${A}`, "utf8");
  const note = { text, sha: createHash("sha256").update(text).digest("hex") };
  await createRun(ledger, {
    notePath: A,
    modelId: modelPartition("opus"),
    runner: "r",
    note,
    gates: [{ gateId: before.id, sha: before.sha, text: before.text }],
  });
  base.write(A, "# A\n\nOther text.\n");
  base.write("kb/instructions/review-gates/prose/clarity.md", "# Clarity\n\nIs it clear?\n");
  const gates = await resolveGates(corpus, ["prose/clarity"]);
  const pair = {
    notePath: A,
    noteSha: "now",
    gateId: before.id,
    gateSha: "now",
    acceptedNoteSha: note.sha,
    acceptedGateSha: before.sha,
  };
  const asked = [corpus, ledger, gates] as const;
  return { base, ledger, pair, changes: changeReader(...asked), newChanges: newChangeReader(...asked) };
}

it("shows note and gate as unified diffs, whichever changed", async () => {
  const { changes, pair } = await makeChangedPair();
  const { note, gate } = await changes(pair);
  expect(note).toContain("-Plain text.\n+Other text.\n");
  expect(gate).toContain("-Is every sentence clear?\n+Is it clear?\n");
  expect(await changes({ ...pair, noteSha: pair.acceptedNoteSha })).toEqual({ gate });
  expect(await changes({ ...pair, acceptedNoteSha: undefined, acceptedGateSha: undefined })).toEqual({});
});

it("compares what many pairs share once", async () => {
  const { base, changes, pair } = await makeChangedPair();
  const { note } = await changes(pair);
  base.write(A, "# A\n\nYet another text.\n");
  expect((await changes({ ...pair, gateId: "prose/brevity" })).note).toBe(note);
});

it("shows each change once to whoever asks of one pair after the other, and says whose was shown", async () => {
  const { changes, newChanges, pair } = await makeChangedPair();
  const all = await changes(pair);
  expect(await newChanges(pair)).toEqual({ changes: all, above: [] });
  expect(await newChanges(pair)).toEqual({ changes: {}, above: ["note", "gate"] });
  expect(await newChanges({ ...pair, notePath: "kb/notes/b.md" })).toMatchObject({
    changes: { note: expect.stringContaining("kb/notes/b.md") },
    above: ["gate"],
  });
  expect(await newChanges({ ...pair, acceptedNoteSha: "0".repeat(64) })).toMatchObject({ above: ["gate"] });
  expect(await newChanges({ ...pair, noteSha: pair.acceptedNoteSha })).toEqual({
    changes: {},
    above: ["gate"],
  });
});

it("says so where the accepted text is not kept, or the note cannot be read any more", async () => {
  const { base, changes, pair } = await makeChangedPair();
  const unknown = "0".repeat(64);
  expect((await changes({ ...pair, acceptedNoteSha: unknown })).note).toBe(
    `${A}: the accepted text (000000000000…) is not in the ledger\n`,
  );
  base.write(A, new Uint8Array([0xff]));
  expect((await changes(pair)).note).toBe(`note ${A} is not UTF-8 (line 1, column 1); save it as UTF-8\n`);
});
