import { listAcceptanceEvents, standingAcceptance } from "@review/db";
import { scratchLedger } from "@review/test-kit/scratch-ledger.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import { expect, it } from "vitest";
import { acknowledge, selectStalePairs, takeBackOverride } from "../src/index.ts";
import { newRun, opus, runIn } from "./runs.ts";

const noteSha = newRun().note.sha;
const pair = { notePath: "n.md", gateId: "a", noteSha, gateSha: snapshotOf("gate a").sha };
const remark = "too strict after all";

it("lets the reviewer's own decision count again, and leaves the pair fresh", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  const override = { kind: "manual-override", overrideDecision: "fail", remark: "why" } as const;
  const [id] = await acknowledge(ledger, { pairs: [pair], modelId: opus, ...override });
  const standing = () => standingAcceptance(ledger, { ...pair, modelId: opus });
  expect((await standing())?.override).toMatchObject({ id, overrideDecision: "fail" });
  await takeBackOverride(ledger, { pair: { ...pair, expectAcceptance: id ?? 0 }, modelId: opus, remark });
  expect(await standing()).not.toHaveProperty("override");
  expect((await standing())?.event).toMatchObject({
    acceptanceKind: "manual-ack",
    acceptedReviewId: 1,
    remark,
  });
  const gates = [{ gateId: "a", gateSha: pair.gateSha }];
  const asked = { modelIds: [opus], notes: [{ notePath: "n.md", noteSha, gates }] };
  expect((await selectStalePairs(ledger, asked)).stale).toEqual([]);
});

it("changes nothing where the pair is not accepted as it is now, or something was decided meanwhile", async () => {
  const { ledger } = await scratchLedger();
  await runIn(ledger, "completed");
  const before = await listAcceptanceEvents(ledger);
  const refused = (changed: object) =>
    takeBackOverride(ledger, { pair: { ...pair, ...changed }, modelId: opus, remark });
  await expect(refused({ noteSha: snapshotOf("newer").sha })).rejects.toMatchObject({ code: "not-accepted" });
  await expect(refused({ expectAcceptance: 7 })).rejects.toMatchObject({ code: "acceptance-changed" });
  expect(await listAcceptanceEvents(ledger)).toEqual(before);
});
