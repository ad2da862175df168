import {
  type CommandContext,
  count,
  EXIT,
  explainNothingStale,
  openLedgerToRead,
  print,
  printLongJson,
  tell,
  type Workspace,
} from "@review/cli-kit";
import type { ModelId } from "@review/db";
import { type Consumption, estimate, learnFrom, type Runner } from "@review/runner";
import { type UnknownScopeEntry, unknownScopeEntries } from "@review/views";
import { type DescribedBatch, describeBatches } from "../../reviewing/describe-batches.ts";
import { describeUsd } from "../../terminal/describe-amounts.ts";
import type { SweepPlan, SweepPlanArgs } from "./plan-sweep.ts";

/** What a sweep would send. */
export interface SweepPlanDocument {
  /** The partition that the runs would be created under. */
  modelId: ModelId;
  pairs: number;
  /** What they would take by the average of earlier runs of these gates; each absent where no run has told. */
  estimate: Consumption;
  /** Left out. */
  unknownScope: UnknownScopeEntry[];
  /** One prompt each, in the order in which they would start. */
  batches: DescribedBatch[];
}

/** Prints what a sweep would send. */
export async function showPlan(
  args: SweepPlanArgs,
  { io }: CommandContext,
  workspace: Workspace,
  { selection, batches, earlier, reviewer }: SweepPlan & { reviewer: { runner: Runner } },
): Promise<number> {
  await using ledger = await openLedgerToRead(workspace);
  const described = describeBatches({ corpus: workspace.corpus, ledger }, reviewer.runner, batches);
  const pairs = batches.reduce((sum, batch) => sum + batch.length, 0);
  const ahead = estimate(learnFrom(earlier), pairs);
  if (args.json) {
    const document: Omit<SweepPlanDocument, "batches"> = {
      modelId: selection.partitions.modelId,
      pairs,
      estimate: ahead,
      unknownScope: unknownScopeEntries(selection.unknown),
    };
    await printLongJson(io, document, "batches", described);
    return EXIT.done;
  }
  let number = 0;
  for await (const batch of described) {
    number += 1;
    const size = batch.promptBytes === undefined ? "" : `, ${count(batch.promptBytes, "byte")}`;
    const title = `batch ${number} of ${batches.length}: ${count(batch.pairs.length, "pair")}${size}`;
    print(io, `--- ${title} ---\n${batch.text}`);
  }
  const amount = `${count(pairs, "pair")} in ${count(batches.length, "batch", "batches")}`;
  const nothing = explainNothingStale(selection, args.reason) ?? "nothing is stale";
  tell(io, args, pairs === 0 ? nothing : `dry run, nothing was started: ${amount}${expect(ahead)}`);
  return EXIT.done;
}

function expect({ tokens, costUsd }: Consumption): string {
  const parts = [
    ...(tokens === undefined ? [] : [`about ${Math.round(tokens)} tokens`]),
    ...(costUsd === undefined ? [] : [`about ${describeUsd(costUsd)}`]),
  ];
  return parts.length === 0 ? "" : `, ${parts.join(" and ")} by the average of earlier runs`;
}
