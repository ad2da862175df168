import {
  type CommandContext,
  count,
  EXIT,
  explainNothingStale,
  type Io,
  layOutTable,
  openLedgerToRead,
  print,
  printLines,
  printLongJson,
  printText,
  tell,
  type Workspace,
} from "@review/cli-kit";
import type { ModelId } from "@review/db";
import { type Consumption, estimate, learnFrom, type TooLarge } from "@review/runner";
import { type UnknownScopeEntry, unknownScopeEntries } from "@review/views";
import type { ChosenReviewer } from "../../reviewing/choose-reviewer.ts";
import { type DescribedBatch, describeBatches } from "../../reviewing/describe-batches.ts";
import { describeExpectedSecond, type ExpectedSecond, expectSecond } from "../../reviewing/expect-second.ts";
import { describeNumber } from "../../terminal/describe-amounts.ts";
import { expectCosts, expectPrompts } from "./describe-plan.ts";
import type { UncheckedGate } from "./leave-out-unchecked.ts";
import type { SweepPlan, SweepPlanArgs } from "./plan-sweep.ts";
import { measurePrompts, type PromptSizes } from "./prompt-sizes.ts";

/** What a sweep would send. */
export interface SweepPlanDocument {
  /** The partition that the runs would be created under. */
  modelId: ModelId;
  pairs: number;
  /** What they would take by the average of earlier runs of these gates; each absent where no run has told. */
  estimate: Consumption;
  /** What `--confirm` would ask, at most; absent without it. */
  second?: ExpectedSecond;
  /** Left out. */
  unknownScope: UnknownScopeEntry[];
  /** Left out, too: notes that with their gate are more than `limits.promptBytes`; the largest first. */
  tooLarge: TooLarge[];
  /** Left out, too: gates whose check's program is not there; empty where a model is asked. */
  unchecked: UncheckedGate[];
  /** One prompt each, in the order in which they would start. */
  batches: DescribedBatch[];
  /** Of all prompts together; absent where there are none, as for `checks`. */
  prompts?: PromptSizes;
}

/** Batches that are listed on a terminal, where not all prompts are asked for. */
const USUAL_BATCHES = 10;

/** Prints what a sweep would send: every prompt or, on a terminal, how large they are. */
export async function showPlan(
  args: SweepPlanArgs,
  { io }: CommandContext,
  workspace: Workspace,
  {
    selection,
    batches,
    tooLarge,
    unchecked,
    earlier,
    reviewer,
  }: SweepPlan & { reviewer: Pick<ChosenReviewer, "runner" | "model" | "second"> },
): Promise<number> {
  await using ledger = await openLedgerToRead(workspace);
  const sizes = measurePrompts(reviewer.runner.priceOf?.(reviewer.model));
  const described = sizes.watch(
    describeBatches({ corpus: workspace.corpus, ledger }, reviewer.runner, batches),
  );
  const pairs = batches.reduce((sum, batch) => sum + batch.length, 0);
  const ahead = estimate(learnFrom(earlier), pairs);
  const second =
    reviewer.second &&
    (await expectSecond({ corpus: workspace.corpus, ledger }, reviewer.second, {
      ...{ gates: selection.gates, partitions: selection.partitions.partitions },
      ...{ pairs, batches: batches.length },
    }));
  if (args.json) {
    const document: Omit<SweepPlanDocument, "batches" | "prompts"> = {
      modelId: selection.partitions.modelId,
      pairs,
      estimate: ahead,
      ...(second && { second }),
      unknownScope: unknownScopeEntries(selection.unknown),
      tooLarge,
      unchecked,
    };
    await printLongJson(io, document, "batches", described, () => {
      const prompts = sizes.sum();
      return prompts ? { prompts } : {};
    });
    return EXIT.done;
  }
  if (io.stdout.isTTY && !args.verbose) await listBatches(described, batches.length, io);
  else await printPrompts(described, batches.length, io);
  const amount = `${count(pairs, "pair")} in ${count(batches.length, "batch", "batches")}`;
  const nothing = explainNothingStale(selection, args.reason) ?? "nothing is stale";
  if (pairs === 0) {
    tell(io, args, tooLarge.length + unchecked.length > 0 ? "nothing else would be sent" : nothing);
    return EXIT.done;
  }
  tell(io, args, `dry run, nothing was started: ${amount}`);
  for (const line of expectPrompts(sizes.sum())) tell(io, args, line);
  if (reviewer.runner.usesModel) tell(io, args, expectCosts(ahead));
  if (second) tell(io, args, describeExpectedSecond(second));
  if (io.stdout.isTTY && !args.verbose) tell(io, args, "`--verbose` prints what would be sent");
  return EXIT.done;
}

async function printPrompts(described: AsyncIterable<DescribedBatch>, all: number, io: Io): Promise<void> {
  let number = 0;
  for await (const { pairs, promptBytes, text } of described) {
    number += 1;
    const size = promptBytes === undefined ? "" : `, ${count(promptBytes, "byte")}`;
    printText(io, `--- batch ${number} of ${all}: ${count(pairs.length, "pair")}${size} ---\n${text}`);
  }
}

/** The first batches, a line each. All of them are rendered: how large they are is not known before. */
async function listBatches(described: AsyncIterable<DescribedBatch>, all: number, io: Io): Promise<void> {
  const rows: string[][] = [];
  for await (const { pairs, promptBytes } of described) {
    if (rows.length >= USUAL_BATCHES) continue;
    const [first] = pairs;
    rows.push([
      `${rows.length + 1}`,
      count(pairs.length, "pair"),
      ...(promptBytes === undefined ? [] : [`${describeNumber(promptBytes)} bytes`]),
      first ? `${first.gateId}  ${first.notePath}${pairs.length > 1 ? " …" : ""}` : "",
    ]);
  }
  const cells = rows.map((row) => row.map((text) => ({ text })));
  printLines(io, layOutTable(cells, { head: 1, last: "cut" }, io));
  if (all > rows.length) print(io, `and ${count(all - rows.length, "more batch", "more batches")}`);
}
