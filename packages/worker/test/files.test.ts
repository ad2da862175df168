import { openCorpus } from "@review/corpus";
import { listSharedSweeps } from "@review/db";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { hasPostgres } from "@review/test-kit/scratch-database.ts";
import { describe, expect, it } from "vitest";
import { eachOnce, makeScene, runnerOf } from "./scene.ts";

const opening = () => runnerOf({ opensFiles: true });

/** A tree of another machine, with these files beside those that every tree has. */
async function treeWith(files: Record<string, string>) {
  const config = JSON.stringify({ notes: ["notes/*.md"], gates: "gates" });
  const { root } = makeKnowledgeBase({ "review.config.json": config, ...files });
  return openCorpus({ cwd: root, root, userId: process.geteuid?.() });
}

describe.skipIf(!hasPostgres)("a batch whose reviewer opens files", () => {
  it("is reviewed where the note is as it was planned", async () => {
    const scene = await makeScene(2);
    await scene.share({ runner: opening() });
    expect(await scene.work(opening())).toMatchObject({ reviewed: 4, forOthers: 0 });
    expect(await scene.accepted()).toEqual(eachOnce(2));
  });

  it("is left to others, once, where the note is another, and the worker says so and ends", async () => {
    const scene = await makeScene(2);
    await scene.share({ runner: opening() });
    const other = await treeWith({ "notes/n1.md": "# Note 1\n\nText.\n", "notes/n2.md": "changed\n" });
    expect(await scene.work(opening(), { corpus: other })).toMatchObject({
      reviewed: 2,
      forOthers: 1,
      failed: 0,
    });
    expect(scene.events.filter(({ event }) => event === "batch-left")).toEqual([
      {
        event: "batch-left",
        sweepId: 1,
        batch: 2,
        reason: expect.stringMatching(/^notes\/n2.md is not here as it was planned/),
      },
    ]);
    await scene.work(opening());
    expect(await scene.accepted()).toEqual(eachOnce(2));
  });

  it("is not even asked for by a worker without any note", async () => {
    const scene = await makeScene(1);
    await scene.share({ runner: opening() });
    const empty = await treeWith({});
    expect(await scene.work(opening(), { corpus: empty })).toMatchObject({ batches: 0, forOthers: 1 });
    expect(await listSharedSweeps(scene.ledger, { limit: 1 })).toMatchObject([{ taken: 0, batchesDone: 0 }]);
  });
});

describe.skipIf(!hasPostgres)("a batch whose gate declares inputs", () => {
  const gate = "---\ninputs: [list.txt]\n---\n# a\n\nIs it in the list?\n";

  it("is refused by a worker that sees others, whoever reviews", async () => {
    const scene = await makeScene(1, { "gates/a.md": gate, "list.txt": "one\n" });
    await scene.share();
    const note = { "notes/n1.md": "# Note 1\n\nText.\n", "gates/a.md": gate };
    const other = await treeWith({ ...note, "list.txt": "two\n" });
    const runner = runnerOf();
    expect(await scene.work(runner, { corpus: other })).toMatchObject({ reviewed: 0, forOthers: 1 });
    expect(runner.asked).toEqual([]);
    expect(scene.events).toContainEqual(
      expect.objectContaining({
        event: "batch-left",
        reason: expect.stringMatching(/the gate a is not here/),
      }),
    );
    await scene.work(runner, { corpus: await treeWith({ ...note, "list.txt": "one\n" }) });
    expect(await scene.accepted()).toEqual(eachOnce(1));
  });
});
