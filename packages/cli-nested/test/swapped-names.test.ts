import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { A, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { gpt, nested, nestedJson } from "./reviewed-base.ts";
import { makeTwoClones } from "./two-clones.ts";

const CLARITY = "prose/clarity";
const N = "kb/notes/new.md";
const MOVE = `review-nested ack --moved ${A} ${N}`;

/** A clone of what a person failed, in which the note was renamed and a new one has its old name; on the machine that reviewed it, too. */
async function makeTaken() {
  const { ada, ben } = await makeTwoClones(async ({ root }) => {
    await nested(root, ["ack", A, CLARITY, ...MODEL, "--override", "fail", "--remark", "wrong number"]);
  });
  for (const { root } of [ada, ben]) {
    renameSync(join(root, A), join(root, N));
    writeFileSync(join(root, A), "# New\n\nAnother note.\n");
  }
  return { ada, ben };
}

describe("a note whose old name a new note has", () => {
  it.each(["ada", "ben"] as const)("keeps its entries until they are carried over, of %s", async (who) => {
    const { root } = (await makeTaken())[who];
    const before = readFileSync(join(root, LOCK_A), "utf8");
    const { out, err } = await nested(root, ["lock"]);
    expect(out).toBe("");
    expect(err).toContain(
      `warning: what is accepted of ${A}, which has another text now, is left in the lock, since ${N} has that one: carry it over with \`${MOVE}\`, or remove its entries\n`,
    );
    expect(readFileSync(join(root, LOCK_A), "utf8")).toBe(before);
    expect(await nestedJson(root, ["lock", "--check"])).toMatchObject({
      isUpToDate: true,
      notCarriedOver: [{ from: A, to: N, isThere: true }],
    });
    expect((await nested(root, ["ack", "--moved", A, N])).err).toContain(`2 pairs carried over to ${N}\n`);
    expect(await nestedJson(root, ["lock"])).toMatchObject({ removed: [LOCK_A], notCarriedOver: [] });
    const { unmet } = await nestedJson(root, ["verify", CLARITY, "--note", N, "--frozen"]);
    expect(unmet).toMatchObject([{ kind: "failing", modelId: "claude-opus-4-8" }]);
  });

  it("fails while a FAIL of its very text stands there, whatever another model says", async () => {
    const { ada, ben } = await makeTaken();
    const reason = `a FAIL of claude-opus-4-8 stands as ${A}, which has another text now: \`review-nested ack --moved OLD NEW\``;
    for (const { root } of [ada, ben]) {
      for (const frozen of [[], ["--frozen"]]) {
        const ask = ["verify", CLARITY, "--note", N, ...frozen];
        const { unmet } = await nestedJson(root, ask);
        expect(unmet).toMatchObject([
          { kind: "failing", reason, movedFrom: [A], isNameThere: true, next: MOVE },
        ]);
        expect((await nested(root, ask)).err).toContain(`next: ${MOVE}\n      review-nested lock\n`);
      }
    }
    await review(ben, N, [CLARITY], { modelId: gpt });
    await nested(ben.root, ["lock"]);
    const { unmet } = await nestedJson(ben.root, ["verify", CLARITY, "--note", N, "--frozen"]);
    expect(unmet).toMatchObject([{ kind: "failing", modelId: "claude-opus-4-8", movedFrom: [A] }]);
  });

  it("leaves nothing behind where it was decided about under its name, or is a copy that was", async () => {
    const { ada } = await makeTaken();
    await review(ada, N, [CLARITY]);
    expect(await nestedJson(ada.root, ["lock"])).toMatchObject({ notCarriedOver: [{ from: A }] });
    expect(entriesOf(ada.root, LOCK_A).map(({ gate }) => gate)).toEqual(["prose/brevity"]);
    await review(ada, N, ["prose/brevity"]);
    expect(await nestedJson(ada.root, ["lock"])).toMatchObject({ removed: [LOCK_A], notCarriedOver: [] });
    expect(await nestedJson(ada.root, ["verify", CLARITY, "--note", N, "--frozen"])).toMatchObject({
      unmet: [],
    });
  });

  it("goes with its entries where no note has its text", async () => {
    const { ben } = await makeTaken();
    writeFileSync(join(ben.root, N), "# Edited\n\nOther text.\n");
    expect(await nestedJson(ben.root, ["lock"])).toMatchObject({ removed: [LOCK_A], notCarriedOver: [] });
  });
});

it("two notes that have swapped names keep what was decided about each, in a clone of a clone, too", async () => {
  const B = "kb/notes/b.md";
  const { ada } = await makeTwoClones(async (base) => {
    writeFileSync(join(base.root, B), "# B\n\nOther text.\n");
    await nested(base.root, ["ack", A, CLARITY, ...MODEL, "--override", "fail", "--remark", "wrong number"]);
    await review(base, B, [CLARITY]);
  });
  const root = join(scratchFolder(), "ben");
  gitIn(ada.root, "add", "--all");
  gitIn(ada.root, "clone", "--quiet", ada.root, root);
  for (const [from, to] of [
    [A, N],
    [B, A],
    [N, B],
  ] as const)
    renameSync(join(root, from), join(root, to));
  expect(await nestedJson(root, ["lock"])).toMatchObject({
    ...{ written: [], removed: [] },
    notCarriedOver: [
      { from: A, to: B, isThere: true },
      { from: B, to: A, isThere: true },
    ],
  });
  await nested(root, ["ack", "--moved", A, B]);
  await nested(root, ["ack", "--moved", B, A]);
  expect(await nestedJson(root, ["lock"])).toMatchObject({ notCarriedOver: [] });
  const decided = (note: string) =>
    entriesOf(root, `review.lock/${note}.json`).map(({ gate, decision }) => `${gate} ${decision}`);
  expect(decided(B)).toEqual(["prose/brevity pass", `${CLARITY} fail`]);
  gitIn(root, "add", "--all");
  gitIn(root, "commit", "--quiet", "--message", "swapped");
  const next = join(scratchFolder(), "next");
  gitIn(root, "clone", "--quiet", root, next);
  expect(await nestedJson(next, ["lock", "--check"])).toMatchObject({ isUpToDate: true, refused: [] });
});
