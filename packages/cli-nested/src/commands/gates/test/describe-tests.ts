import { count, type Io, nameLine, oneLine, painter, wrapText } from "@review/cli-kit";
import type { SweepSummary } from "@review/runner";
import {
  type GateTest,
  type GateTestsDocument,
  percentRange,
  type Share,
  type WrongFixture,
} from "@review/views";
import { describeCost } from "../../../terminal/describe-amounts.ts";
import { describeStop } from "../../sweep/describe-summary.ts";
import type { SettledGate, SettledTests } from "./settle-tests.ts";

const STYLES = { holds: "green", fails: "red", incomplete: "yellow" } as const;

/** What each gate made of its fixtures, under each partition. */
export function describeTests({ tests }: GateTestsDocument, { stdout, environment }: Io): string[] {
  const paint = painter(stdout, environment);
  const wrap = (text: string, indent: string) =>
    wrapText(text, stdout.columns, { first: indent, next: `${indent}    ` });
  return tests.flatMap((test) => {
    const { gateId, modelId, verdict, reasons } = test;
    const name = `${nameLine(gateId)}  `;
    const why = reasons.length === 0 ? "" : `: ${reasons.join("; ")}`;
    const title = `${name}${paint("dim", nameLine(modelId))}  ${paint(STYLES[verdict], verdict)}`;
    const isWide =
      `${name}${nameLine(modelId)}  ${verdict}${why}`.length > (stdout.columns ?? Number.POSITIVE_INFINITY);
    return [
      ...(isWide ? [title, ...wrap(reasons.join("; "), "    ")] : [title + why]),
      ...(test.reviewIds.length === 0 ? [] : describeCounts(test)),
      ...test.wrong.flatMap((each) =>
        describeWrong(each).flatMap((line) => wrap(line.trimStart(), indentOf(line))),
      ),
    ];
  });
}

const indentOf = (line: string) => line.slice(0, line.length - line.trimStart().length);

function describeCounts({ hits, falseAlarms, quotes, flips, reviewIds, costs }: GateTest): string[] {
  const repeats = flips.of === 0 ? [] : [`${count(flips.count, "flip")} in ${count(flips.of, "repeat")}`];
  const cost = costs === undefined || costs.invocations === 0 ? [] : [describeCost(costs)];
  return [
    `    hits ${describeShare(hits)}, misses ${hits.of - hits.count}`,
    `    false alarms ${describeShare(falseAlarms)}`,
    `    ${[
      count(reviewIds.length, "review"),
      ...(quotes.of === 0 ? [] : [`${quotes.found} of ${count(quotes.of, "expected quote")} found`]),
      ...repeats,
      ...cost,
    ].join("; ")}`,
  ];
}

/** With the interval: of a handful of fixtures a share alone promises too much. */
function describeShare({ count: some, of, low, high }: Share): string {
  if (of === 0) return "of none";
  return `${some} of ${of} (95 %: ${percentRange(low, high)})`;
}

function describeWrong({ path, expect, decisions, notQuoted }: WrongFixture): string[] {
  return [
    `    ${nameLine(path)}: expected ${expect}, decided ${decisions.join(", ")}`,
    ...notQuoted.map((quote) => `        not quoted: ${oneLine(quote)}`),
  ];
}

/** How it stands as a whole. */
export function summarizeTests(
  { tests, untested, problems }: GateTestsDocument,
  { quarantined, lifted }: SettledTests,
  summary: SweepSummary | undefined,
): string[] {
  const verdicts = (["holds", "fails", "incomplete"] as const).flatMap((verdict) => {
    const some = tests.filter((test) => test.verdict === verdict).length;
    return some === 0 ? [] : [`${some} ${VERBS[verdict](some)}`];
  });
  return [
    ...(summary?.stopped ? [describeStop(summary.stopped)] : []),
    ...(problems.length > 0
      ? [`${count(problems.length, "fixture")} cannot be used: see \`gates lint\``]
      : []),
    ...(untested.length > 0 ? [`${count(untested.length, "gate")} without a fixture`] : []),
    ...(summary === undefined && tests.length > 0 ? ["every fixture has its reviews: nothing was paid"] : []),
    ...(lifted.length > 0 ? [`no longer quarantined: ${named(lifted)}`] : []),
    ...(quarantined.length > 0
      ? [`quarantined, so that \`verify\` fails no more by it: ${named(quarantined)}`]
      : []),
    ...(verdicts.length > 0 ? [verdicts.join(", ")] : []),
  ];
}

const named = (gates: readonly SettledGate[]) =>
  gates.map(({ gateId, modelId }) => `${gateId} under ${modelId}`).join(", ");

const VERBS = {
  holds: (some: number) => (some === 1 ? "holds" : "hold"),
  fails: (some: number) => (some === 1 ? "fails" : "fail"),
  incomplete: (some: number) => (some === 1 ? "is incomplete" : "are incomplete"),
} as const;
