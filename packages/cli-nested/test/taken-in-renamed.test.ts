import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { queryLedger } from "@review/test-kit/ledger-rows.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { A, brief, LOCK_A, MODEL } from "./lock-files.ts";
import { nested, nestedJson } from "./reviewed-base.ts";
import { makeTwoClones } from "./two-clones.ts";

const CLARITY = "prose/clarity";
const N = "kb/notes/new.md";
const LOCK_N = "review.lock/kb/notes/new.md.json";
const MOVE = `review-nested ack --moved ${A} ${N}`;
const FAIL = ["ack", A, CLARITY, ...MODEL, "--override", "fail", "--remark", "wrong number"];

/** A clone, in which nobody has reviewed anything, of what a person failed and waived; there the note was renamed. */
async function makeRenamed() {
  const { ada, ben } = await makeTwoClones(async ({ root }) => {
    await nested(root, ["waive", "98511fd8", "--remark", "meant"]);
    await nested(root, FAIL);
  });
  renameSync(join(ben.root, A), join(ben.root, N));
  return { ada: ada.root, ben: ben.root };
}

describe("a note that is renamed where only the lock knows of it", () => {
  it("is told to be carried over, and by nothing that costs", async () => {
    const { ben } = await makeRenamed();
    for (const frozen of [[], ["--frozen"]]) {
      const ask = ["verify", CLARITY, "--note", N, ...frozen];
      const { unmet } = await nestedJson(ben, ask);
      const reason = `a FAIL of claude-opus-4-8 stands as ${A}, a name that is gone: \`review-nested ack --moved --all\``;
      expect(unmet).toMatchObject([{ kind: "failing", reason, movedFrom: [A], next: MOVE }]);
      const { err } = await nested(ben, ask);
      expect(err).toContain("next: review-nested ack --moved --all\n      review-nested lock\n");
      expect(err).not.toContain("sweep");
    }
    const all = (await nested(ben, ["verify", "--frozen"])).err;
    expect(all).toMatch(/^next: review-nested ack --moved --all\n {6}review-nested sweep /m);
    const stale = await nested(ben, ["stale", CLARITY, "--note", N, ...MODEL]);
    expect(stale.out).toContain(`missing-review  ${CLARITY}  (accepted as ${A})`);
    expect(await nestedJson(ben, ["why", N, CLARITY, ...MODEL])).toMatchObject({
      movedFrom: { notePath: A, gateId: CLARITY },
      next: [MOVE, expect.anything()],
    });
    expect(existsSync(join(ben, ".review"))).toBe(false);
  });

  it.each([[["--all"]], [[A, N]]])("carries over decisions and waivers: %j", async (names) => {
    const { ada, ben } = await makeRenamed();
    expect((await nested(ben, ["ack", "--moved", ...names])).err).toContain(`2 pairs carried over to ${N}\n`);
    expect(await nestedJson(ben, ["why", N, CLARITY, ...MODEL])).toMatchObject({
      state: "fresh",
      verdict: { decision: "fail" },
    });
    expect((await nested(ben, ["lock"])).out).toBe(`wrote ${LOCK_N}\nremoved ${LOCK_A}\n`);
    expect(brief(ben, LOCK_N)).toContain(`${CLARITY} claude-opus-4-8 fail observed trivial-change-ack`);
    const found = (root: string, path: string) =>
      JSON.parse(readFileSync(join(root, path), "utf8")).map(
        ({ findings }: { findings: object[] }) => findings,
      );
    expect(found(ben, LOCK_N)).toEqual(found(ada, LOCK_A));
    expect(await nestedJson(ben, ["lock", "--check"])).toMatchObject({
      isUpToDate: true,
      notCarriedOver: [],
    });
    const { unmet } = await nestedJson(ben, ["verify", CLARITY, "--note", N, "--frozen"]);
    expect(unmet).toMatchObject([{ kind: "failing", modelId: "claude-opus-4-8" }]);
  });

  it("is taken in once", async () => {
    const { ben } = await makeRenamed();
    const runs = () => queryLedger(ben, "SELECT id FROM review_runs");
    await nested(ben, ["ack", "--moved", "--all"]);
    const before = runs();
    expect(before).toHaveLength(1);
    await nested(ben, ["ack", "--moved", "--all"]);
    await nested(ben, ["stale", CLARITY, ...MODEL]);
    expect(runs()).toEqual(before);
  });

  it("keeps its file until it is carried over, on the machine that reviewed it, too", async () => {
    const { ada, ben } = await makeRenamed();
    renameSync(join(ada, A), join(ada, N));
    const before = readFileSync(join(ada, LOCK_A), "utf8");
    for (const root of [ada, ben]) {
      for (const check of [[], ["--check"]]) {
        const { out, err, exitCode } = await nested(root, ["lock", ...check]);
        expect({ out, exitCode }).toEqual({ out: "", exitCode: 0 });
        expect(err).toContain(
          `warning: what is accepted of ${A}, which is gone, is left in the lock, since ${N} has its text: carry it over with \`${MOVE}\`, or remove its file\n`,
        );
        expect(err).not.toContain("does not exist");
      }
      expect(readFileSync(join(root, LOCK_A), "utf8")).toBe(before);
      expect(await nestedJson(root, ["lock"])).toMatchObject({ notCarriedOver: [{ from: A, to: N }] });
    }
  });

  it("keeps its file where the lock is written by each command", async () => {
    const { ben } = await makeRenamed();
    const path = join(ben, "review.config.json");
    const config = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
    writeFileSync(path, JSON.stringify({ ...config, lock: { auto: true } }));
    await nested(ben, ["waive", "d473c644", "--remark", "meant"]);
    expect(existsSync(join(ben, LOCK_A))).toBe(true);
    await nested(ben, ["ack", "--moved", "--all"]);
    expect(existsSync(join(ben, LOCK_N))).toBe(true);
  });

  it("can have its old name again, and an older decision of it loses no later one", async () => {
    const { ada } = await makeRenamed();
    renameSync(join(ada, A), join(ada, N));
    await nested(ada, ["ack", "--moved", "--all"]);
    await nested(ada, ["lock"]);
    const pass = ["ack", N, CLARITY, ...MODEL, "--override", "pass", "--remark", "it is right"];
    const back = () => renameSync(join(ada, N), join(ada, A));
    back();
    expect((await nested(ada, ["lock"])).out).toBe(`wrote ${LOCK_A}\nremoved ${LOCK_N}\n`);
    renameSync(join(ada, A), join(ada, N));
    await nested(ada, pass);
    await nested(ada, ["lock"]);
    back();
    expect(await nestedJson(ada, ["lock"])).toMatchObject({
      removed: [],
      notCarriedOver: [{ from: N, to: A }],
    });
  });

  it("loses its file where its text is gone, and where all was reopened", async () => {
    const { ada, ben } = await makeRenamed();
    await nested(ada, ["reopen", A, CLARITY, ...MODEL, "--remark", "no"]);
    await nested(ada, ["reopen", A, "prose/brevity", ...MODEL, "--remark", "no"]);
    renameSync(join(ada, A), join(ada, N));
    // Ada's has the text still.
    writeFileSync(join(ben, N), "# A\n\nOther text.\n");
    for (const root of [ada, ben]) {
      expect((await nested(root, ["lock"])).out).toBe(`removed ${LOCK_A}\n`);
    }
  });
});

it("what was carried over holds in the next clone, whose lock is up to date", async () => {
  const { ada } = await makeRenamed();
  renameSync(join(ada, A), join(ada, N));
  await nested(ada, ["ack", "--moved", "--all"]);
  await nested(ada, ["lock"]);
  gitIn(ada, "add", "--all");
  gitIn(ada, "commit", "--quiet", "--message", "renamed");
  const ben = join(scratchFolder(), "ben");
  gitIn(ada, "clone", "--quiet", ada, ben);
  expect(await nestedJson(ben, ["lock", "--check"])).toMatchObject({ isUpToDate: true, notCarriedOver: [] });
});
