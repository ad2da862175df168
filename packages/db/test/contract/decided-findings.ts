import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import type { NewGateReview, RunState } from "../../src/changes.ts";
import type { Storage } from "../../src/storage.ts";
import type { WaiverKind } from "../../src/vocabulary.ts";
import { newFinding, quoteIn } from "../new-finding.ts";
import { newRun } from "../new-run.ts";
import { changeRun, type Engine, fresh } from "./engine.ts";
import { accept, withdrawal } from "./events.ts";

const NOTE = snapshotOf("It was 42.");
const quotes = [quoteIn(NOTE.text, "42")];

/** Ends a run, as completed if nothing else is said, in which the gate `a` has findings of some digits. */
async function find(
  storage: Storage,
  digits: string,
  changes: Parameters<typeof newRun>[0] & { fails?: boolean } = {},
): Promise<void> {
  const { fails, ...run } = changes;
  const id = await storage.createRun(newRun({ note: NOTE, gates: newRun().gates.slice(0, 1), ...run }));
  const findings = [...digits].map((digit) => newFinding(digit, { quotes }));
  const reviewed: NewGateReview = { gateId: "a", decision: "warn", rationaleMarkdown: "so", findings };
  const end = fails ? ({ status: "failed", reason: "gave up" } as const) : ({ status: "completed" } as const);
  await changeRun(storage, id, () => ({ change: { gateReviews: [reviewed], end } }));
}

const decide = (storage: Storage, digits: string, kind: WaiverKind = "waived") => {
  const keys = [...digits].map((digit) => digit.repeat(16));
  const decision = kind === "waived" ? ({ kind, severity: "warn" } as const) : { kind };
  return storage.recordWaivers(keys, () => keys.map((key) => ({ key, reason: "meant", ...decision })));
};

/** What is decided, as note, gate, digit and the id of the finding. */
async function decided(storage: Storage, notePath = "n.md", gateIds: readonly string[] = ["a", "b"]) {
  const found = await storage.listDecidedFindings([{ notePath, gateIds }]);
  return found.map((each) => `${each.notePath} ${each.gateId} ${each.key[0]} ${each.id}`);
}

/** What a storage must say of findings about which something was decided. */
export function decidedFindingContract(engine: Engine): void {
  it("listPairsOfKeys gives each pair of a run that found a key, also of one that is running, and those that it was carried over to", async () => {
    const storage = await fresh(engine);
    await find(storage, "12");
    await find(storage, "1", { modelId: "other" });
    await find(storage, "1", { notePath: "o.md", fails: true });
    const acceptedNoteSha = NOTE.sha;
    await accept(storage, { gateId: "b", acceptedNoteSha, acceptanceKind: "gate-migration" });
    await accept(storage, { notePath: "renamed.md", acceptedNoteSha });
    const pairsOf = async (...digits: string[]) =>
      (await storage.listPairsOfKeys(digits.map((digit) => digit.repeat(16))))
        .map(({ key, notePath, gateId }) => `${key[0]} ${notePath} ${gateId}`)
        .sort();
    const of = (digit: string) => ["n.md a", "n.md b", "renamed.md a"].map((pair) => `${digit} ${pair}`);
    expect(await pairsOf("1")).toEqual([...of("1").slice(0, 2), "1 o.md a", "1 renamed.md a"]);
    expect(await pairsOf("2", "3")).toEqual(of("2"));
    expect(await pairsOf()).toEqual([]);
    const run = await storage.createRun(
      newRun({ notePath: "open.md", note: NOTE, gates: newRun().gates.slice(0, 1) }),
    );
    const findings = [newFinding("4", { quotes })];
    await changeRun(storage, run, () => ({
      change: { gateReviews: [{ gateId: "a", decision: "warn", rationaleMarkdown: "so", findings }] },
    }));
    expect(await pairsOf("4")).toEqual(["4 open.md a"]);
    const known = await storage.listPairsOfKeys(["4".repeat(16), "2".repeat(16)]);
    const seen: unknown[] = [];
    const look = (state: RunState) => {
      seen.push(state.keyHolders);
      return {};
    };
    const keys = ["4".repeat(16), "2".repeat(16)];
    await storage.changeRuns([run], look, keys);
    await storage.changeRuns([run], look);
    const decider = {
      runs: (_: unknown, _now: string, holders: unknown) => {
        seen.push(holders);
        return [];
      },
      ...{ withdrawals: () => [], waivers: () => [] },
    };
    await storage.attest({ pairs: [], keys: [], claimed: keys }, decider);
    expect(seen).toEqual([expect.arrayContaining(known), undefined, expect.arrayContaining(known)]);
  });

  describe("listDecidedFindings", () => {
    it("gives findings as listFindings does, with their pair, and none of which nothing was decided", async () => {
      const storage = await fresh(engine);
      await find(storage, "123");
      expect(await decided(storage)).toEqual([]);
      await decide(storage, "31");
      const all = (await storage.listFindings([1])).get(1) ?? [];
      const pair = { notePath: "n.md", gateId: "a" };
      expect(await storage.listDecidedFindings([{ notePath: "n.md", gateIds: ["b", "a"] }])).toStrictEqual(
        [all[0], all[2]].map((finding) => ({ ...finding, ...pair })),
      );
      // Whether a decision holds is not for a storage to say.
      await decide(storage, "1", "unwaived");
      expect(await decided(storage)).toEqual(["n.md a 1 1", "n.md a 3 3"]);
    });

    it("gives of each key the newest, of whichever accepted review and model", async () => {
      const storage = await fresh(engine);
      await find(storage, "12");
      await find(storage, "2", { modelId: "m2" });
      await find(storage, "3");
      await find(storage, "1", { fails: true });
      await decide(storage, "12");
      expect(await decided(storage)).toEqual(["n.md a 1 1", "n.md a 2 3"]);
    });

    it("is asked about several notes at once, and says nothing of others or of other gates", async () => {
      const storage = await fresh(engine);
      await find(storage, "1");
      await find(storage, "2", { notePath: "o.md" });
      await decide(storage, "12");
      expect(await decided(storage, "n.md", ["b"])).toEqual([]);
      expect(await decided(storage, "none.md")).toEqual([]);
      const asked = ["o.md", "none.md", "n.md"].map((notePath) => ({ notePath, gateIds: ["a"] }));
      const found = await storage.listDecidedFindings(asked);
      expect(found.map(({ notePath, id }) => [notePath, id])).toEqual([
        ["n.md", 1],
        ["o.md", 2],
      ]);
      expect(await storage.listDecidedFindings([])).toEqual([]);
    });

    it("goes with a review that is carried to another name, and stays with one that is withdrawn", async () => {
      const storage = await fresh(engine);
      await find(storage, "1");
      await decide(storage, "1");
      const acceptedNoteSha = NOTE.sha;
      await accept(storage, { notePath: "new.md", acceptedNoteSha });
      await accept(storage, { gateId: "renamed", acceptedNoteSha, acceptanceKind: "gate-migration" });
      expect(await decided(storage, "new.md")).toEqual(["new.md a 1 1"]);
      expect(await decided(storage, "n.md", ["renamed", "a"])).toEqual(["n.md a 1 1", "n.md renamed 1 1"]);
      await accept(storage, { ...withdrawal, acceptedNoteSha });
      expect(await decided(storage)).toEqual(["n.md a 1 1"]);
    });
  });
}
