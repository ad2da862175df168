import { rmSync } from "node:fs";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { listAcceptanceEvents, listWaivers, openLedger } from "@review/db";
import {
  decisionOf,
  describeAcceptanceKind,
  type HistoryEntry,
  namePair,
  viewFixQueue,
  viewHistory,
  viewPair,
} from "@review/views";
import { describe, expect, it } from "vitest";
import type { PageAction, SeenPair } from "../../src/api/page-action.ts";
import { makeScene, NOTE, opus, type Scene } from "./scene.ts";

const CLARITY = "prose/clarity";
const CHANGED = "---\ndescription: A note\ntraits: [has-sources]\n---\n# A\n\nPlain text. And more.\n";

/** What `why` and `warns` say, but for ids and times: whatever was decided and taken back again is kept as history. */
async function told({ root, url }: Scene) {
  const corpus = await openCorpus({ cwd: root, root });
  await using ledger = await openLedger(url, { readOnly: true });
  const pair = await namePair(corpus, { note: NOTE, gate: CLARITY }, root);
  const partitions = { modelId: opus, partitions: [opus], resolvedFrom: "exact" } as const;
  const { document } = await viewPair(corpus, ledger, { ...pair, ...partitions });
  const { warns } = await viewFixQueue(corpus, ledger, { cwd: root });
  const { warns: waived } = await viewFixQueue(corpus, ledger, { cwd: root, waived: true });
  const isHistory = (key: string) =>
    ["acceptance", "acceptanceId", "acceptedAt", "acceptanceKind", "at"].includes(key);
  return JSON.parse(
    JSON.stringify({ document, warns, waived }, (key, value) => (isHistory(key) ? undefined : value)),
  );
}

async function requireDecided(scene: Scene, action: PageAction): Promise<PageAction[]> {
  const { status, document } = await scene.decide(action);
  expect({ status, document }).toMatchObject({ status: 200 });
  expect(document.action).toEqual(action);
  return document.undo;
}

async function takeBack(scene: Scene, undo: readonly PageAction[]): Promise<void> {
  for (const action of undo) await requireDecided(scene, action);
}

async function keyOf(scene: Scene): Promise<string> {
  const { findings, waived } = await scene.page();
  return [...findings, ...waived][0]?.findings[0]?.key ?? "";
}

describe("a decision, and what takes it back", () => {
  it("accept: the pair is fresh, then stale again", async () => {
    const scene = await makeScene();
    scene.write(NOTE, CHANGED);
    const before = await told(scene);
    expect(before.document.state).toBe("note-changed");
    const undo = await requireDecided(scene, { kind: "accept", pair: await scene.seen(CLARITY) });
    expect((await told(scene)).document.state).toBe("fresh");
    await takeBack(scene, undo);
    const after = await told(scene);
    // What was accepted once and taken back is stale as reopened: the ledger forgets nothing.
    expect(after.document.state).toBe("reopened");
    expect(after.warns[0].staleReason).toBe("reopened");
    expect(after.warns[0].findings).toEqual(before.warns[0].findings);
  });

  it("accept after an edit that the quoted words did not outlive: taken back, they are still gone", async () => {
    const scene = await makeScene();
    scene.write(NOTE, "# A\n\nWhat is written here is another text.\n");
    const finding = async () => {
      const [{ staleReason, findings } = { staleReason: "none", findings: [] }] = (await scene.page())
        .findings;
      return [staleReason, findings[0]?.quotes[0]?.isGone];
    };
    expect(await finding()).toEqual(["note-changed", true]);
    await takeBack(scene, await requireDecided(scene, { kind: "accept", pair: await scene.seen(CLARITY) }));
    expect(await finding()).toEqual(["reopened", true]);
  });

  it("override of a fresh pair: the reviewer's own decision counts again, and it is fresh", async () => {
    const scene = await makeScene();
    const before = await told(scene);
    const pair = await scene.seen(CLARITY);
    const undo = await requireDecided(scene, {
      kind: "override",
      pair,
      decision: "pass",
      remark: "on purpose",
    });
    expect((await scene.page()).findings).toEqual([]);
    await takeBack(scene, undo);
    expect(await told(scene)).toEqual(before);
  });

  it("override where one stands: that one counts again", async () => {
    const scene = await makeScene();
    const first = await scene.seen(CLARITY);
    await requireDecided(scene, { kind: "override", pair: first, decision: "fail", remark: "it is worse" });
    const before = await told(scene);
    const pair = await scene.seen(CLARITY);
    const undo = await requireDecided(scene, { kind: "override", pair, decision: "pass", remark: "no" });
    await takeBack(scene, undo);
    expect(await told(scene)).toEqual(before);
    expect(before.warns[0]).toMatchObject({ decision: "fail", overrideRemark: "it is worse" });
  });

  it("reopen: the pair is accepted again", async () => {
    const scene = await makeScene();
    const before = await told(scene);
    const pair = await scene.seen(CLARITY);
    const undo = await requireDecided(scene, { kind: "reopen", pair, remark: "it missed the table" });
    expect((await told(scene)).document.state).toBe("reopened");
    await takeBack(scene, undo);
    expect(await told(scene)).toEqual(before);
  });

  it("reopen of what was overridden: with the override", async () => {
    const scene = await makeScene();
    const first = await scene.seen(CLARITY);
    await requireDecided(scene, { kind: "override", pair: first, decision: "fail", remark: "it is worse" });
    const before = await told(scene);
    const pair = await scene.seen(CLARITY);
    const undo = await requireDecided(scene, { kind: "reopen", pair, remark: "look again" });
    await takeBack(scene, undo);
    expect(await told(scene)).toEqual(before);
  });

  it("accept of what was reopened: it is reopened for the reason that was given", async () => {
    const scene = await makeScene();
    const first = await scene.seen(CLARITY);
    await requireDecided(scene, { kind: "reopen", pair: first, remark: "it missed the table" });
    const before = await told(scene);
    const undo = await requireDecided(scene, { kind: "accept", pair: await scene.seen(CLARITY) });
    await takeBack(scene, undo);
    expect(await told(scene)).toEqual(before);
    expect(undo).toMatchObject([{ kind: "reopen", remark: "it missed the table" }]);
  });

  it("waive and unwaive: as it was before, also with the day until which it held", async () => {
    const scene = await makeScene();
    const before = await told(scene);
    const keys = [await keyOf(scene)];
    const undo = await requireDecided(scene, {
      kind: "waive",
      keys,
      reason: "so it is",
      until: "2999-01-31",
    });
    const waived = await told(scene);
    expect(waived.warns).toEqual([]);
    const other = await requireDecided(scene, { kind: "waive", keys, reason: "for ever" });
    await takeBack(scene, other);
    expect(await told(scene)).toEqual(waived);
    const counting = await requireDecided(scene, { kind: "unwaive", keys, reason: "not so" });
    expect(await told(scene)).toEqual(before);
    await takeBack(scene, counting);
    expect(await told(scene)).toEqual(waived);
    await takeBack(scene, undo);
    expect(await told(scene)).toEqual(before);
  });
});

describe("the history of a pair", () => {
  const line = (event: HistoryEntry) =>
    `${decisionOf(event)} ${describeAcceptanceKind(event)}${event.was ? `, was ${event.was}` : ""}`;
  const history = async ({ root, url }: Scene) => {
    const corpus = await openCorpus({ cwd: root, root });
    await using ledger = await openLedger(url, { readOnly: true });
    const { document } = await viewHistory(corpus, ledger, { note: NOTE, gate: CLARITY, cwd: root });
    return document.events.map(line);
  };

  it("says of what took a decision back that it did, and names the decision before", async () => {
    const scene = await makeScene();
    const decide = async (action: (pair: SeenPair) => PageAction) =>
      requireDecided(scene, action(await scene.seen(CLARITY)));
    const fail = await decide((pair) => ({ kind: "override", pair, decision: "fail", remark: "worse" }));
    await takeBack(scene, fail);
    await decide((pair) => ({ kind: "override", pair, decision: "fail", remark: "worse" }));
    await takeBack(
      scene,
      await decide((pair) => ({ kind: "override", pair, decision: "pass", remark: "fine" })),
    );
    await takeBack(scene, await decide((pair) => ({ kind: "reopen", pair, remark: "look again" })));
    expect(await history(scene)).toEqual([
      "warn reviewed",
      "fail overridden by a person, was warn",
      "warn taken back, was fail",
      "warn acknowledged by a person, as before",
      "fail overridden by a person, was warn",
      "pass overridden by a person, was fail",
      "fail overridden by a person, as before, was pass",
      "warn reopened, was fail",
      "fail overridden by a person, as before, was warn",
    ]);
  });

  it("says so of an acceptance, too, and of one of what was reopened", async () => {
    const scene = await makeScene();
    scene.write(NOTE, CHANGED);
    const accept = async () =>
      requireDecided(scene, { kind: "accept", pair: await scene.seen(CLARITY) } satisfies PageAction);
    await takeBack(scene, await accept());
    await accept();
    await requireDecided(scene, { kind: "reopen", pair: await scene.seen(CLARITY), remark: "look again" });
    await takeBack(scene, await accept());
    expect(await history(scene)).toEqual([
      "warn reviewed",
      "warn acknowledged by a person",
      "warn taken back",
      "warn acknowledged by a person, as before",
      "warn reopened",
      "warn acknowledged by a person, as before",
      "warn taken back",
    ]);
  });
});

describe("a stale view", () => {
  it("decides nothing where another tab has decided", async () => {
    const scene = await makeScene();
    const pair = await scene.seen(CLARITY);
    await requireDecided(scene, { kind: "override", pair, decision: "fail", remark: "first" });
    const before = await told(scene);
    for (const action of [
      { kind: "override", pair, decision: "pass", remark: "second" },
      { kind: "reopen", pair, remark: "second" },
      { kind: "accept", pair },
      { kind: "accept", pair, withoutOverride: true },
    ] satisfies PageAction[]) {
      expect(await scene.decide(action)).toMatchObject({
        status: 409,
        document: { error: { code: "acceptance-changed" } },
      });
    }
    expect(await told(scene)).toEqual(before);
  });

  it("decides nothing where two tabs decide at once but for one of them", async () => {
    const scene = await makeScene();
    const pair = await scene.seen(CLARITY);
    const remarks = ["a", "b", "c", "d"];
    const answers = await Promise.all(
      remarks.map((remark) => scene.decide({ kind: "override", pair, decision: "fail", remark })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    await using ledger = await openLedger(scene.url, { readOnly: true });
    const events = await listAcceptanceEvents(ledger, { notePath: NOTE, gateId: CLARITY });
    expect(events).toHaveLength(2);
  });

  it("decides nothing where a sweep has reviewed the pair again", async () => {
    const scene = await makeScene();
    const pair = await scene.seen(CLARITY);
    await scene.finish(await scene.start([CLARITY]), { [CLARITY]: "fail" });
    expect(await scene.decide({ kind: "override", pair, decision: "pass", remark: "x" })).toMatchObject({
      status: 409,
    });
    expect((await scene.page()).findings[0]?.decision).toBe("fail");
  });

  it.each([
    ["note-changed", NOTE, CHANGED],
    ["gate-changed", "kb/instructions/review-gates/prose/clarity.md", "# Clarity\n\nSomething else?\n"],
    ["no-pair", "kb/instructions/review-gates/prose/clarity.md", undefined],
    ["note-not-found", NOTE, undefined],
  ])("decides nothing where it is another pair by now: %s", async (code, path, text) => {
    const scene = await makeScene();
    const pair = await scene.seen(CLARITY);
    const keys = [await keyOf(scene)];
    if (text !== undefined) scene.write(path, text);
    else if (path === NOTE) rmSync(join(scene.root, path));
    else {
      scene.write(path, "---\napplies_to: [other/**]\n---\n# Clarity\n");
      pair.gateSha = (await scene.seen(CLARITY)).gateSha;
    }
    for (const action of [
      { kind: "reopen", pair, remark: "x" },
      { kind: "waive", keys, reason: "x", seen: pair },
    ] satisfies PageAction[])
      expect(await scene.decide(action)).toMatchObject({ status: 409, document: { error: { code } } });
    await using ledger = await openLedger(scene.url, { readOnly: true });
    expect((await listWaivers(ledger, keys)).newest.size).toBe(0);
  });

  it("waives nothing twice, and takes nothing back twice", async () => {
    const scene = await makeScene();
    const keys = [await keyOf(scene)];
    await requireDecided(scene, { kind: "waive", keys, reason: "so it is" });
    const again = await scene.decide({ kind: "waive", keys, reason: "another reason" });
    expect(again).toMatchObject({ status: 409, document: { error: { code: "already-waived" } } });
    await requireDecided(scene, { kind: "unwaive", keys, reason: "not so" });
    const back = await scene.decide({ kind: "unwaive", keys, reason: "not so" });
    expect(back).toMatchObject({ status: 409, document: { error: { code: "not-waived" } } });
  });
});

it("accepts nothing that is fresh", async () => {
  const scene = await makeScene();
  expect(await scene.decide({ kind: "accept", pair: await scene.seen(CLARITY) })).toMatchObject({
    status: 422,
    document: { error: { code: "not-stale" } },
  });
});

it("decides about a note by its own name alone", async () => {
  const scene = await makeScene();
  const pair = { ...(await scene.seen(CLARITY)), notePath: "./kb/notes/a.md" };
  expect((await scene.decide({ kind: "reopen", pair, remark: "x" })).status).toBe(409);
});
