import { listAcceptanceEvents, type ModelId, standingAcceptance } from "@review/db";
import { observe, scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { describe, expect, it } from "vitest";
import {
  acknowledge,
  type ReopenOptions,
  recordAndFinalizeRun,
  reopen,
  selectStalePairs,
} from "../src/index.ts";
import { actual, allReviews, newRun, opus, runIn } from "./runs.ts";

const noteSha = newRun().note.sha;
const pairOf = (gateId: string) => ({
  notePath: "n.md",
  gateId,
  noteSha,
  gateSha: snapshotOf(`gate ${gateId}`).sha,
});
const options = (changes: Partial<ReopenOptions> = {}): ReopenOptions => ({
  pairs: [pairOf("a")],
  modelId: opus,
  remark: " not so ",
  ...changes,
});
const gates = ["a", "b"].map((gateId) => ({ gateId, gateSha: pairOf(gateId).gateSha }));

async function reasons(ledger: Parameters<typeof selectStalePairs>[0], ...modelIds: ModelId[]) {
  const notes = [{ notePath: "n.md", noteSha, gates }];
  return (await selectStalePairs(ledger, { modelIds, notes })).stale.map(
    ({ gateId, reason }) => `${gateId} ${reason}`,
  );
}

describe("reopen", () => {
  it("makes the pair stale until it is reviewed or acknowledged again, and says why", async () => {
    const { ledger } = await scratchLedger();
    await runIn(ledger, "completed");
    const [id] = await reopen(ledger, [options()]);
    expect((await listAcceptanceEvents(ledger)).at(-1)).toMatchObject({
      id,
      acceptanceKind: "withdrawn",
      acceptedReviewId: 1,
      remark: "not so",
    });
    expect(await reasons(ledger, opus)).toEqual(["a reopened"]);
    await acknowledge(ledger, { pairs: [pairOf("a")], modelId: opus, kind: "manual-ack" });
    expect(await reasons(ledger, opus)).toEqual([]);
    await reopen(ledger, [options()]);
    await runIn(ledger, "completed");
    expect(await reasons(ledger, opus)).toEqual([]);
  });

  it("is refused where another acceptance stands than the one looked at", async () => {
    const { ledger } = await scratchLedger();
    await runIn(ledger, "completed");
    await acknowledge(ledger, { pairs: [pairOf("a")], modelId: opus, kind: "manual-ack" });
    const looked = (expectAcceptance: number) => options({ pairs: [{ ...pairOf("a"), expectAcceptance }] });
    await expect(reopen(ledger, [looked(1)])).rejects.toMatchObject({ code: "acceptance-changed" });
    await reopen(ledger, [looked(3)]);
    expect(await reasons(ledger, opus)).toEqual(["a reopened"]);
  });

  it("takes back one version, and no other: that one stays reopened when it comes back", async () => {
    const { ledger } = await scratchLedger();
    await runIn(ledger, "completed");
    await reopen(ledger, [options()]);
    await runIn(ledger, "completed", { note: snapshotOf("newer") });
    expect(await reasons(ledger, opus)).toEqual(["a reopened"]);
    const found = await standingAcceptance(ledger, {
      ...pairOf("a"),
      noteSha: snapshotOf("newer").sha,
      modelId: opus,
    });
    expect(found?.event.acceptanceKind).toBe("full-review");
  });

  it("takes back what several partitions accepted in one go", async () => {
    const { ledger } = await scratchLedger();
    await runIn(ledger, "completed");
    const runId = await runIn(ledger, "running, nothing written");
    await recordAndFinalizeRun(ledger, { runId, gateReviews: allReviews, actualModelId: actual });
    await reopen(ledger, [options()]);
    expect(await reasons(ledger, opus, actual)).toEqual([]);
    await acknowledge(ledger, { pairs: [pairOf("a")], modelId: opus, kind: "manual-ack" });
    await reopen(ledger, [options(), options({ modelId: actual })]);
    expect(await reasons(ledger, opus, actual)).toEqual(["a reopened"]);
  });

  it.each<[string, ReopenOptions[], string, string]>([
    ["a pair twice", [options({ pairs: [pairOf("b"), pairOf("b")] })], "invalid-input", "given twice"],
    ["without a reason", [options({ remark: " " })], "invalid-input", "a remark that says why"],
    [
      "another version",
      [options({ pairs: [{ ...pairOf("b"), noteSha: "0".repeat(64) }] })],
      "not-accepted",
      "n.md",
    ],
    [
      "what was reopened already",
      [options({ pairs: [pairOf("b"), pairOf("a")] })],
      "not-accepted",
      "against a",
    ],
    ["what another model accepted", [options({ modelId: actual })], "not-accepted", "under claude-opus-4-8"],
  ])("refuses %s, and changes nothing", async (_, asked, code, words) => {
    const scratch = await scratchLedger();
    await runIn(scratch.ledger, "completed");
    await reopen(scratch.ledger, [options()]);
    const { error, changed } = await observe(scratch, () => reopen(scratch.ledger, asked));
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(changed).toEqual([]);
  });
});
