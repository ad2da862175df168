import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import type { NewAcceptance } from "../../src/changes.ts";
import type { Storage } from "../../src/storage.ts";
import type { AcceptableDecision, ModelId } from "../../src/vocabulary.ts";
import { newRun } from "../new-run.ts";
import { changeRun } from "./engine.ts";

/** The pair (n.md, a) under `m` in the versions that `newRun` has. */
export const pairA = {
  notePath: "n.md",
  gateId: "a",
  modelId: "m" as ModelId,
  noteSha: snapshotOf("a note").sha,
  gateSha: snapshotOf("gate a").sha,
};

/** Completes a run with these decisions of its gates, passes where none is given; returns the ids of its reviews. */
export async function review(
  storage: Storage,
  decisions: readonly AcceptableDecision[] = [],
  changes: Parameters<typeof newRun>[0] = {},
): Promise<number[]> {
  const run = newRun(changes);
  const gateReviews = run.gates.map(({ gateId }, index) => {
    const decision = decisions[index] ?? "pass";
    return { gateId, decision, rationaleMarkdown: `${decision} it is` };
  });
  const id = await storage.createRun(run);
  return changeRun(storage, id, () => ({ change: { gateReviews, end: { status: "completed" } } }));
}

/** Appends an event of review 1 for that pair; returns its id. */
export async function accept(storage: Storage, event: Partial<NewAcceptance> = {}): Promise<number> {
  const { noteSha: acceptedNoteSha, gateSha: acceptedGateSha, ...pair } = pairA;
  const review = { acceptedReviewId: 1, acceptanceKind: "trivial-change-ack" } as const;
  const [id = 0] = await storage.appendAcceptances({ pairs: [] }, () => [
    { ...pair, acceptedNoteSha, acceptedGateSha, ...review, ...event },
  ]);
  return id;
}

export const overrideTo = (overrideDecision: AcceptableDecision, remark = "quoted on purpose") =>
  ({ acceptanceKind: "manual-override", overrideDecision, remark }) as const;

export const withdrawal = { acceptanceKind: "withdrawn", remark: "seen again" } as const;
