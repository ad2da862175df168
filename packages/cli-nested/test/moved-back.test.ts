import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeBackOverride } from "@review/lifecycle";
import { gitIn } from "@review/test-kit/git-in.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { A, brief, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { gpt, makeReviewedBase, nested, nestedJson, opus } from "./reviewed-base.ts";
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

describe("verify, of a note that was renamed", () => {
  const ask = (root: string, ...more: string[]) => nestedJson(root, ["verify", CLARITY, "--note", ...more]);
  const NEW = "kb/notes/new.md";

  it("says that the ledger knows it by a name that is gone, where there is no lock", async () => {
    const { root } = await makeReviewedBase();
    await decide(root, A, "pass");
    renameSync(join(root, A), join(root, NEW));
    const reason = `accepted as ${A}, a name that is gone: \`review-nested ack --moved --all\``;
    const next = `review-nested ack --moved ${A} ${NEW}`;
    expect((await ask(root, NEW)).unmet).toMatchObject([{ kind: "missing", reason, movedFrom: [A], next }]);
  });

  it("does not let a FAIL under a name that is gone wait", async () => {
    const { root } = await makeReviewedBase();
    await decide(root, A, "fail");
    renameSync(join(root, A), join(root, NEW));
    const acceptStale = [{ note: NEW, gate: CLARITY, reason: "being written", until: "2999-12-31" }];
    writeFileSync(join(root, "review.config.json"), JSON.stringify({ verify: { acceptStale } }));
    const next = `review-nested ack --moved ${A} ${NEW}`;
    const told = await ask(root, NEW);
    expect(told.unmet).toMatchObject([{ kind: "failing", movedFrom: [A], next }]);
    expect(told.counts).toMatchObject({ failing: 1, acceptedStale: 0 });
  });

  it("is not told to hold while a FAIL stands under the name that is gone", async () => {
    const { ada } = await makeTwoClones();
    await moveThereAndBack(ada.root, NEW, () => decide(ada.root, NEW, "fail"));
    await nested(ada.root, ["lock"]);
    const reason = `a FAIL of claude-opus-4-8 stands as ${NEW}, a name that is gone: \`review-nested ack --moved --all\``;
    const next = `review-nested ack --moved ${NEW} ${A}`;
    for (const frozen of [[], ["--frozen"]]) {
      const { unmet } = await ask(ada.root, A, ...frozen);
      expect(unmet).toMatchObject([{ kind: "failing", reason, movedFrom: [NEW], next }]);
    }
    rmSync(join(ada.root, "review.lock"), { recursive: true });
    expect((await ask(ada.root, A)).unmet).toMatchObject([{ kind: "failing", reason }]);
    const { err } = await nested(ada.root, ["verify", CLARITY, "--note", A]);
    expect(err).toContain("next: review-nested ack --moved --all\n      review-nested lock\n");
    await nested(ada.root, ["ack", "--moved", "--all"]);
    const { unmet } = await ask(ada.root, A);
    expect(unmet).toMatchObject([{ kind: "failing", next: expect.stringContaining("review-nested why ") }]);
    await decide(ada.root, A, "pass");
    expect((await ask(ada.root, A)).holds).toBe(true);
  });

  it("clears the FAIL of a model under an old name by no PASS of another under the new", async () => {
    const base = await makeReviewedBase();
    await decide(base.root, A, "fail");
    renameSync(join(base.root, A), join(base.root, NEW));
    await review(base, NEW, [CLARITY], { modelId: gpt });
    expect((await ask(base.root, NEW)).unmet).toMatchObject([{ kind: "failing", movedFrom: [A] }]);
    expect((await ask(base.root, NEW, "--model", "gpt-5.4")).holds).toBe(true);
    renameSync(join(base.root, NEW), join(base.root, A));
    await nested(base.root, ["reopen", A, CLARITY, ...MODEL, "--remark", "no"]);
    renameSync(join(base.root, A), join(base.root, NEW));
    expect((await ask(base.root, NEW)).holds).toBe(true);
  });
});
