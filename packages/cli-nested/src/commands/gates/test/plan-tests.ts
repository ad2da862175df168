import { openLedgerToRead, UsageError, type Workspace } from "@review/cli-kit";
import { type Fixture, type FixtureProblem, type Gate, readFixtures } from "@review/corpus";
import { listInvocations, type Telemetry } from "@review/db";
import { type ResolvedPartitions, resolvePartitions } from "@review/lifecycle";
import { leaveOutTooLarge, type PlannedPair } from "@review/runner";
import { gatesForModel, QuestionError, readFixtureReviews, selectGates } from "@review/views";
import type { ChosenReviewer } from "../../../reviewing/choose-reviewer.ts";
import { describeNumber } from "../../../terminal/describe-amounts.ts";

/** What is tested: gates that a model judges, with their fixtures. */
export interface Tested {
  gates: readonly Gate[];
  fixtures: readonly Fixture[];
  problems: readonly FixtureProblem[];
}

export interface TestPlan {
  tested: Tested;
  partitions: ResolvedPartitions;
  /** The reviews to be made, so that each fixture has so many in all: of all fixtures the first, then of all the second. */
  missing: PlannedPair[];
  /** Reviews that are there already, by fixture. */
  made: ReadonlyMap<Fixture, number>;
  /** Telemetry of earlier invocations for fixtures of these gates, to estimate by. */
  earlier: Telemetry[];
}

/** Reads which fixtures there are, and which reviews of them are missing; nothing is written, and no ledger is created. Throws QuestionError. */
export async function planTests(
  args: {
    gates?: readonly string[] | undefined;
    exclude?: readonly string[] | undefined;
    repeat?: number | undefined;
  },
  workspace: Workspace,
  { runner, model, effort, requireModel }: ChosenReviewer,
): Promise<TestPlan> {
  if (!runner.usesModel)
    throw new UsageError("a check is a program, with tests of its own: `gates test` is for models");
  const tested = await chooseTested(args, workspace);
  const { gates, fixtures } = tested;
  await using ledger = await openLedgerToRead(workspace, { takesIn: false });
  const { aliases } = workspace.corpus.config;
  const partitions = await resolvePartitions(ledger, {
    ...{ model, aliases, exact: requireModel },
    ...(effort && { effort }),
  });
  const modelIds = partitions.partitions;
  const known = await readFixtureReviews(ledger, { gates, fixtures, modelIds });
  const made = new Map(fixtures.map((fixture) => [fixture, known.get(fixture)?.length ?? 0]));
  const gateIds = gates.map(({ id }) => id);
  return {
    ...{ tested, partitions, made },
    missing: missingReviews(tested, made, args.repeat ?? 1),
    earlier: await listInvocations(ledger, { modelIds, gateIds, ofFixtures: true }),
  };
}

async function chooseTested(
  { gates: named = [], exclude }: Parameters<typeof planTests>[0],
  { corpus }: Workspace,
): Promise<Tested> {
  const selected = await selectGates(corpus, { gates: named, allGates: named.length === 0, exclude });
  const { gates } = gatesForModel(selected);
  const read = await readFixtures(
    corpus,
    gates.map(({ id }) => id),
  );
  const { fixtures, problems } = withRoom({ gates, ...read }, corpus.config.limits.promptBytes);
  if (fixtures.length + problems.length > 0) return { gates, fixtures, problems };
  const [first] = gates;
  const folder = `${corpus.config.gates}/${first?.id ?? "GATE"}.tests`;
  throw new QuestionError(
    "no-fixture",
    `no gate asked for has a fixture: write one, e.g. ${folder}/clear-note.md`,
  );
}

/** Those that a prompt may hold with their gate; the others are problems. */
function withRoom({ gates, fixtures, problems }: Tested, promptBytes: number): Tested {
  const { tooLarge } = leaveOutTooLarge(
    missingReviews({ gates, fixtures, problems }, new Map(), 1),
    promptBytes,
  );
  const lost = new Set(tooLarge.map(({ notePath }) => notePath));
  const most = describeNumber(promptBytes);
  const message = `is with its gate more than limits.promptBytes (${most}): a fixture is a small note`;
  const more = fixtures.filter(({ note }) => lost.has(note.path));
  return {
    gates,
    fixtures: fixtures.filter(({ note }) => !lost.has(note.path)),
    problems: [...problems, ...more.map(({ gateId, path }) => ({ gateId, path, message }))],
  };
}

function missingReviews(
  { gates, fixtures }: Tested,
  known: ReadonlyMap<Fixture, number>,
  repeat: number,
): PlannedPair[] {
  const byId = new Map(gates.map((gate) => [gate.id, gate]));
  return Array.from({ length: repeat }, (_, made) =>
    fixtures.flatMap((fixture): PlannedPair[] => {
      const gate = byId.get(fixture.gateId);
      if (!gate || (known.get(fixture) ?? 0) > made) return [];
      const { path: notePath, text } = fixture.note;
      // The first one may have been made by somebody else meanwhile, who tests at the same time.
      return [{ notePath, noteBytes: Buffer.byteLength(text), gate, again: made > 0 }];
    }),
  ).flat();
}
