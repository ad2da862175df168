import { type Ledger, listAcceptanceEvents, listFindings, listPairsOfKeys } from "@review/db";
import { newKeys } from "@review/protocol";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  type AttestedEntry,
  acknowledge,
  attest,
  createRun,
  doubtedEntries,
  foreseeAttest,
  type KeyHolders,
  type PairsThere,
  recordAndFinalizeRun,
  standingWaivers,
  writeGateReview,
} from "../src/index.ts";
import { attestedEntry, foundIn, KEY } from "./attested-entries.ts";
import { gateOf, newRun, opus } from "./runs.ts";

const [A, B] = ["The first text.", "The other text."];
const waived = { severity: "fail", reason: "fine", at: "2026-01-06T12:00:00.000Z" } as const;

/** That all notes are there but those named; a.md has its own text, and all others that of b.md. */
const allBut =
  (...gone: string[]): PairsThere =>
  async (pairs) =>
    pairs.map(({ notePath }) =>
      gone.includes(notePath)
        ? undefined
        : { noteSha: snapshotOf(notePath === "a.md" ? A : B).sha, gateSha: gateOf("a").sha },
    );
/** That all have one text. */
const copies: PairsThere = async (pairs) =>
  pairs.map(() => ({ noteSha: snapshotOf(B).sha, gateSha: gateOf("a").sha }));

/** A review of b.md that found something by a key, which is waived there if nothing else is said. */
const entryOf = (key: string, changes: Partial<AttestedEntry> = {}, decided: object = { waived }) =>
  attestedEntry({
    ...{ notePath: "b.md", note: snapshotOf(B), decision: "fail" },
    findings: [foundIn("The", { key, severity: "fail", ...decided })],
    ...changes,
  });

/** A FAIL of a note's first word, by a review of one's own; gives the key that it gets. */
async function failIn(ledger: Ledger, notePath = "a.md", text = A): Promise<string> {
  const run = newRun({ notePath, note: snapshotOf(text), gates: [gateOf("a")] });
  const runId = await createRun(ledger, run);
  const findings = [{ severity: "fail", message: "no", quotes: ["The"] }] as const;
  const review = { gateId: "a", decision: "fail", rationaleMarkdown: "Hm.", findings } as const;
  await recordAndFinalizeRun(ledger, { runId, gateReviews: [review] });
  const [event] = (await listAcceptanceEvents(ledger, { notePath })).slice(-1);
  const [found] = (await listFindings(ledger, [event?.acceptedReviewId ?? 0])).values();
  return found?.[0]?.key ?? "";
}

const isWaived = async (ledger: Ledger, key: string) =>
  (await standingWaivers(ledger, [{ key, severity: "fail" }])).waived.size === 1;

describe("an entry with the key of another pair's finding", () => {
  it("counts by a key of its own, without what it decides, as long as that pair is there", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn(ledger);
    const entries = [entryOf(key), entryOf(KEY, { notePath: "c.md" })];
    const { rekeyed, attested, refused } = await attest(ledger, entries, allBut());
    const message = `its finding ${key} is one of a.md × a`;
    expect(rekeyed).toMatchObject([{ entry: entries[0], message }]);
    expect(refused).toEqual([]);
    expect(attested).toHaveLength(2);
    const own = rekeyed[0]?.countsAs.findings[0]?.key ?? "";
    expect(await isWaived(ledger, key)).toBe(false);
    expect(await isWaived(ledger, own)).toBe(false);
    const holders = await listPairsOfKeys(ledger, [key, own]);
    expect(holders.map(({ notePath, key }) => [notePath, key])).toEqual([
      ["a.md", key],
      ["b.md", own],
    ]);
    // It stays so, and is told of, as long as the lock says it.
    const again = await foreseeAttest(ledger, entries, allBut());
    expect({ told: again.rekeyed.length, isNothingNew: again.isNothingNew }).toEqual({
      told: 1,
      isNothingNew: true,
    });
  });

  it("gets another one also while the run that found it is running", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn((await scratchLedger()).ledger);
    const run = newRun({ notePath: "a.md", note: snapshotOf(A), gates: [gateOf("a")] });
    const runId = await createRun(ledger, run);
    const findings = [{ severity: "fail", message: "no", quotes: ["The"] }] as const;
    await writeGateReview(ledger, {
      ...{ runId, gateId: "a", decision: "fail", rationaleMarkdown: "Hm.", findings },
    });
    expect((await attest(ledger, [entryOf(key)], allBut())).rekeyed).toHaveLength(1);
    await recordAndFinalizeRun(ledger, { runId });
    expect(await isWaived(ledger, key)).toBe(false);
  });

  it("gets another one where that is found while it is looked at", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn((await scratchLedger()).ledger);
    const entries = [entryOf(key), entryOf(key, { notePath: "c.md" })];
    let asked = 0;
    const there: PairsThere = async (pairs) => {
      asked += 1;
      if (asked === 1) await failIn(ledger);
      return allBut()(pairs);
    };
    const { rekeyed } = await attest(ledger, entries, there);
    expect({ asked: asked > 1, rekeyed: rekeyed.length }).toEqual({ asked: true, rekeyed: 2 });
    expect((await listPairsOfKeys(ledger, [key])).map(({ notePath }) => notePath)).toEqual(["a.md"]);
    expect(await isWaived(ledger, key)).toBe(false);
  });

  it("decides nothing also where nothing but the decision is new", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn(ledger);
    await failIn(ledger, "b.md", B);
    expect((await attest(ledger, [entryOf(key)], allBut())).waived).toEqual([]);
    expect(await isWaived(ledger, key)).toBe(false);
  });

  it("gets none that another pair has, however many of its own are taken", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn(ledger);
    const keyOf = newKeys("b.md", "a", new Set());
    const keys = Array.from({ length: 30 }, () => keyOf("The"));
    const findings = keys.map((each) => foundIn("The", { key: each, severity: "fail", waived }));
    const squatting = entryOf(KEY, { notePath: "c.md", findings });
    await attest(ledger, [squatting], allBut());
    const { rekeyed } = await attest(ledger, [entryOf(key)], allBut());
    const own = rekeyed[0]?.countsAs.findings[0]?.key ?? "";
    expect(keys).not.toContain(own);
    expect(await isWaived(ledger, own)).toBe(false);
  });

  it("keeps it where the other name is gone, or has the same text and gate, or the ledger knows the key for both", async () => {
    for (const isCopy of [false, true]) {
      const { ledger } = await scratchLedger();
      const there = isCopy ? copies : allBut("a.md");
      const key = await failIn(ledger, "a.md", isCopy ? B : A);
      expect((await attest(ledger, [entryOf(key)], there)).rekeyed).toEqual([]);
      // The copy's own entry does not say so.
      expect(await isWaived(ledger, key)).toBe(!isCopy);
      const again = entryOf(key, { modelId: "other", note: snapshotOf("The third.") });
      expect((await attest(ledger, [again], allBut())).rekeyed).toEqual([]);
    }
  });

  it("decides about both where the entries of both say so", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn(ledger, "a.md", B);
    const entries = [entryOf(key), entryOf(key, { notePath: "a.md" })];
    await attest(ledger, entries, copies);
    expect(await isWaived(ledger, key)).toBe(true);
  });

  it("gets another one with the other, where nothing but the two says whose it is", async () => {
    const { ledger } = await scratchLedger();
    const note = { notePath: "a.md", note: snapshotOf(A) };
    const entries = [entryOf(KEY), entryOf(KEY, note, {})];
    const { rekeyed, attested } = await attest(ledger, entries, allBut());
    expect(attested).toHaveLength(2);
    expect(new Set(rekeyed.map(({ countsAs }) => countsAs.findings[0]?.key)).size).toBe(2);
    const rekey = async (some: AttestedEntry[], there: PairsThere, claimed: KeyHolders["claimed"] = []) =>
      (await doubtedEntries(some, { known: async () => [], claimed, there })).rekeyed;
    expect(await rekey(entries, allBut())).toHaveLength(2);
    expect(await rekey(entries, allBut("b.md", "a.md"))).toEqual([]);
    const other = [{ key: KEY, notePath: "c.md", gateId: "a" }];
    expect(await rekey([entryOf(KEY, note)], allBut(), other)).toHaveLength(1);
    expect(await rekey([entryOf(KEY, note)], allBut("c.md"), other)).toEqual([]);
  });
});

describe("a new finding", () => {
  it("gets no key that another pair had first, however many of them it has", async () => {
    const keyOf = newKeys("a.md", "a", new Set());
    const keys = Array.from({ length: 31 }, () => keyOf("The"));
    expect(await failIn((await scratchLedger()).ledger)).toBe(keys[0]);
    const { ledger } = await scratchLedger();
    const findings = keys.slice(0, 30).map((key) => foundIn("The", { key, severity: "fail", waived }));
    expect((await attest(ledger, [entryOf(KEY, { findings })], allBut())).waived).toHaveLength(30);
    const key = await failIn(ledger);
    expect(key).toBe(keys[30]);
    expect(await isWaived(ledger, key)).toBe(false);
    // It is its own from then on.
    expect(await failIn(ledger)).toBe(key);
  });

  it("keeps one that was found under its own name, too", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn(ledger);
    await attest(ledger, [entryOf(key)], allBut("a.md"));
    const run = newRun({ notePath: "a.md", note: snapshotOf(A), gates: [gateOf("a")], modelId: opus });
    await recordAndFinalizeRun(ledger, {
      runId: await createRun(ledger, run),
      gateReviews: [{ gateId: "a", decision: "pass", rationaleMarkdown: "Fine.", findings: [] }],
    });
    expect(await failIn(ledger)).toBe(key);
  });

  it("of a text that has an old name now gets none that went to another name with its note", async () => {
    const { ledger } = await scratchLedger();
    const key = await failIn(ledger);
    const [event] = (await listAcceptanceEvents(ledger, { notePath: "a.md" })).slice(-1);
    if (!event) throw new Error("nothing was accepted");
    await acknowledge(ledger, {
      ...{ modelId: event.modelId, kind: "trivial-change-ack", remark: "renamed" },
      pairs: [
        {
          ...{
            notePath: "b.md",
            gateId: "a",
            noteSha: event.acceptedNoteSha,
            gateSha: event.acceptedGateSha,
          },
          movedFrom: { notePath: "a.md", gateId: "a" },
        },
      ],
    });
    expect(await failIn(ledger, "a.md", B)).not.toBe(key);
  });
});
