import {
  type CommandContext,
  count,
  EXIT,
  type GlobalArgs,
  layOutTable,
  nameLine,
  openLedgerToRead,
  printLines,
  printLongJson,
  tell,
  type Workspace,
} from "@review/cli-kit";
import type { Fixture, FixtureProblem } from "@review/corpus";
import type { AcceptableDecision, ModelId } from "@review/db";
import { type Consumption, estimate, learnFrom, type PlannedPair } from "@review/runner";
import type { ChosenReviewer } from "../../../reviewing/choose-reviewer.ts";
import { type Asked, describeBatches } from "../../../reviewing/describe-batches.ts";
import { describeNumber } from "../../../terminal/describe-amounts.ts";
import { expectCosts, expectPrompts } from "../../sweep/describe-plan.ts";
import { measurePrompts, type PromptSizes } from "../../sweep/prompt-sizes.ts";
import type { TestPlan } from "./plan-tests.ts";

/** What tests of gates would ask. */
export interface GateTestPlanDocument {
  /** The partition that the runs would be created under. */
  modelId: ModelId;
  /** Reviews that would be made, and those that are there and not paid for again. */
  reviews: number;
  fresh: number;
  /** What they would take by the average of earlier tests of these gates; each absent where none has told. */
  estimate: Consumption;
  /** Fixtures that cannot be used. */
  problems: readonly FixtureProblem[];
  /** The others, by gate and name. */
  fixtures: PlannedFixture[];
  /** Of all reviews that would be made together; absent where there are none. */
  prompts?: PromptSizes;
}

/** A fixture, and the reviews of it that would be made. */
export interface PlannedFixture {
  path: string;
  gateId: string;
  expect: AcceptableDecision;
  reviews: number;
  fresh: number;
  /** What each of them would be given: the exact prompt, the token aside. Absent where none would be made. */
  promptBytes?: number;
  text?: string;
}

/** Prints which reviews tests of gates would make, and what those would cost. */
export async function showTestPlan(
  args: GlobalArgs & { repeat?: number | undefined },
  { io }: CommandContext,
  workspace: Workspace,
  { tested, partitions, missing, made, earlier, reviewer }: TestPlan & { reviewer: ChosenReviewer },
): Promise<number> {
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const sizes = measurePrompts(reviewer.runner.priceOf?.(reviewer.model));
  const { corpus } = workspace;
  const freshOf = (fixture: Fixture) => Math.min(made.get(fixture) ?? 0, args.repeat ?? 1);
  const described = describeFixtures(tested.fixtures, { missing, freshOf }, (pair) =>
    sizes.watch(describeBatches({ corpus, ledger }, reviewer.runner, [[pair]])),
  );
  const { modelId } = partitions;
  const ahead = estimate(learnFrom(earlier), missing.length);
  const fresh = tested.fixtures.reduce((sum, fixture) => sum + freshOf(fixture), 0);
  if (args.json) {
    const document: Omit<GateTestPlanDocument, "fixtures" | "prompts"> = {
      ...{ modelId, reviews: missing.length, fresh, estimate: ahead },
      problems: tested.problems,
    };
    const prompts = () => (sizes.sum() ? { prompts: sizes.sum() } : {});
    await printLongJson(io, document, "fixtures", described, prompts);
    return EXIT.done;
  }
  const rows: string[][] = [];
  for await (const fixture of described)
    rows.push([
      fixture.reviews === 0 ? "fresh" : count(fixture.reviews, "review"),
      fixture.promptBytes === undefined ? "" : `${describeNumber(fixture.promptBytes)} bytes`,
      nameLine(fixture.path),
    ]);
  const cells = rows.map((row) => row.map((text) => ({ text })));
  printLines(io, layOutTable(cells, { head: 1, last: "cut" }, io));
  const known = fresh === 0 ? "" : `, ${fresh} more ${fresh === 1 ? "is" : "are"} there`;
  const amount = `${count(missing.length, "review")} to make under ${modelId}${known}`;
  tell(io, args, `dry run, nothing was started: ${amount}`);
  if (missing.length === 0) return EXIT.done;
  for (const line of expectPrompts(sizes.sum())) tell(io, args, line);
  tell(io, args, expectCosts(ahead, "test of these gates"));
  return EXIT.done;
}

/** One fixture after another: its prompt is rendered, and measured, as often as it would be sent. */
async function* describeFixtures(
  fixtures: readonly Fixture[],
  { missing, freshOf }: Pick<TestPlan, "missing"> & { freshOf(fixture: Fixture): number },
  describe: (pair: PlannedPair) => AsyncIterable<Asked>,
): AsyncGenerator<PlannedFixture> {
  for (const fixture of fixtures) {
    const { path, gateId, expect, note } = fixture;
    const pairs = missing.filter(({ notePath }) => notePath === note.path);
    let asked: Asked | undefined;
    for (const pair of pairs)
      for await (const { promptBytes, text } of describe(pair)) asked = { text, promptBytes };
    yield { path, gateId, expect, reviews: pairs.length, fresh: freshOf(fixture), ...asked };
  }
}
