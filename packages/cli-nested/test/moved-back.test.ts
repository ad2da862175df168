import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeBackOverride } from "@review/lifecycle";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { A, brief, entriesOf, LOCK_A, MODEL } from "./lock-files.ts";
import { nested, nestedJson, opus } from "./reviewed-base.ts";
import { makeTwoClones } from "./two-clones.ts";

const CLARITY = "prose/clarity";
const lockOf = (note: string) => `review.lock/${note}.json`;
const decide = (root: string, note: string, decision: string) =>
  nested(root, ["ack", note, CLARITY, ...MODEL, "--override", decision, "--remark", `is a ${decision}`]);

/** A note was renamed, while it had the other name something was decided about it, and it has its old name again. */
async function moveThereAndBack(root: string, name: string, meanwhile: () => Promise<unknown>) {
  const rename = (from: string, to: string) => renameSync(join(root, from), join(root, to));
  rename(A, name);
  await nested(root, ["ack", "--moved", "--all"]);
  await meanwhile();
  await nested(root, ["lock"]);
  rename(name, A);
}

/** What counts of clarity, and that nothing but the lock of the note is left. */
async function expectMovedBack(root: string, name: string, decision: string) {
  expect(await nestedJson(root, ["lock"])).toMatchObject({ removed: [lockOf(name)], notCarriedOver: [] });
  expect(await nestedJson(root, ["lock", "--check"])).toMatchObject({ isUpToDate: true });
  expect(brief(root).find((entry) => entry.startsWith(CLARITY))).toContain(` ${decision} `);
  const { state, verdict, override } = await nestedJson(root, ["why", A, CLARITY, ...MODEL]);
  expect({ state, ...(verdict as object), ...(override as object) }).toMatchObject({
    state: "fresh",
    decision,
  });
}

describe("a note that has its old name again", () => {
  it.each(["ada", "ben"] as const)("keeps what a person decided meanwhile, of %s", async (who) => {
    const clones = await makeTwoClones();
    const { root } = clones[who];
    const name = "kb/notes/new.md";
    await moveThereAndBack(root, name, () => decide(root, name, "fail"));
    expect(await nestedJson(root, ["lock"])).toMatchObject({ notCarriedOver: [{ from: name, to: A }] });
    const moved = await nested(root, ["ack", "--moved", name, A]);
    expect(moved.out).toBe(`${A}\t${CLARITY}\tmanual-override\n`);
    expect(moved.err).toContain(`1 pair carried over to ${A}; 1 left as it is: 1 there already\n`);
    await expectMovedBack(root, name, "fail");
    expect(entriesOf(root, LOCK_A)[1]?.findings[0]).toMatchObject({ message: "is a fail" });
    expect((await nested(root, ["ack", "--moved", name, A])).err).toContain("0 pairs carried over");
  });

  it("keeps what was decided last, not what was decided under that name", async () => {
    const { ada } = await makeTwoClones(({ root }) => decide(root, A, "fail").then(() => {}));
    const name = "kb/notes/new.md";
    await moveThereAndBack(ada.root, name, () => decide(ada.root, name, "pass"));
    await nested(ada.root, ["ack", "--moved", "--all"]);
    await expectMovedBack(ada.root, name, "pass");
  });

  it("goes by its review again where the override was taken back meanwhile", async () => {
    const { ada } = await makeTwoClones(({ root }) => decide(root, A, "fail").then(() => {}));
    const name = "kb/notes/new.md";
    await moveThereAndBack(ada.root, name, async () => {
      await using ledger = await ada.open();
      const [entry] = entriesOf(ada.root, LOCK_A).filter(({ gate }) => gate === CLARITY);
      const pair = {
        notePath: name,
        gateId: CLARITY,
        noteSha: `${entry?.noteSha}`,
        gateSha: `${entry?.gateVersion}`,
      };
      await takeBackOverride(ledger, { pair, modelId: opus, remark: "after all" });
    });
    await nested(ada.root, ["ack", "--moved", "--all"]);
    await expectMovedBack(ada.root, name, "warn");
  });

  it.each(["0", "new"])(
    "is told of in a fresh clone that knows of both names by the lock (%s)",
    async (file) => {
      const name = `kb/notes/${file}.md`;
      for (const last of [name, A]) {
        const { ada } = await makeTwoClones();
        await moveThereAndBack(ada.root, name, () => decide(ada.root, name, "fail"));
        await nested(ada.root, ["lock"]);
        const left = readFileSync(join(ada.root, lockOf(name)));
        if (last === A) await decide(ada.root, A, "pass");
        await nested(ada.root, ["lock"]);
        writeFileSync(join(ada.root, lockOf(name)), left);
        gitIn(ada.root, "add", "--all");
        gitIn(ada.root, "commit", "--quiet", "--message", "there and back");
        const root = join(scratchFolder(), "clone");
        gitIn(ada.root, "clone", "--quiet", ada.root, root);
        expect(existsSync(join(root, lockOf(name)))).toBe(true);
        await nested(root, ["ack", "--moved", "--all"]);
        await expectMovedBack(root, name, last === A ? "pass" : "fail");
      }
    },
  );
});
