import { count, type Io, oneLine } from "@review/cli-kit";
import { DOUBTS, type Doubt, type ImportReport } from "@review/lifecycle";
import { layOutTable } from "../table.ts";
import { describePairs } from "./describe-pairs.ts";

/** The report of an import for a person. */
export function describeImport(
  report: ImportReport,
  { oldLedger, ledger }: { oldLedger: string; ledger: string },
  io: Io,
): string[] {
  const { dryRun, added, runs, texts } = report;
  const table = (rows: readonly (readonly string[])[]) =>
    layOutTable(
      rows.map((row) => row.map((text, index) => ({ text: index === 0 ? `  ${text}` : text }))),
      { head: 1, last: "wrapped" },
      io,
    );
  const section = (title: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : ["", title, ...table(rows)];
  return [
    oneLine(`${oldLedger} ${dryRun ? "would go" : "has gone"} into ${ledger}`),
    ...section("Rows", rowCounts(report)),
    "",
    `${dryRun ? "Would add" : "Added"} ${count(added.reviewRuns, "run")} (${runs.completed} completed, ${runs.failed} failed), ${count(added.gateReviews, "gate review")}, ${count(added.acceptanceEvents, "acceptance event")}, ${count(added.snapshots, "text")}`,
    `Texts of ${count(texts.named, "git blob")}: ${texts.inFiles} in files as they are now, ${texts.inGit} in the repository, ${texts.notFound} not found`,
    ...section("Acceptances", acceptanceCounts(report)),
    ...section("Partitions, as they were and are", partitionChanges(report)),
    ...section("Repaired or not kept", [
      ...report.repairs.map(({ rows, what, done }) => [String(rows), `${what}: ${done}`]),
      ...others(report),
    ]),
    ...section("Pairs", describePairs(report)),
    ...nextSteps(report),
  ];
}

function rowCounts({ tables }: ImportReport): string[][] {
  const names = {
    reviewRuns: "review_runs",
    reviewRunGates: "review_run_gates",
    gateReviews: "gate_reviews",
    acceptanceEvents: "acceptance_events",
  } as const;
  const keys = Object.keys(names) as (keyof typeof names)[];
  return [
    ["", "found", "imported", "already here", "left out"],
    ...keys.map((key) => {
      const { found, imported, alreadyImported, leftOut } = tables[key];
      return [names[key], ...[found, imported, alreadyImported, leftOut].map(String)];
    }),
  ];
}

function acceptanceCounts({ acceptances, doubts }: ImportReport): string[][] {
  return [
    ...Object.entries(acceptances).map(([kind, rows]) => [String(rows), kind]),
    ...Object.entries(doubts).map(([doubt, rows]) => [
      String(rows),
      `history only, never fresh: ${DOUBTS[doubt as Doubt]}`,
    ]),
  ];
}

const SOURCES = {
  telemetry: "by telemetry",
  "codex-session": "by codex's session",
  "model-id": "by model id",
  none: "nothing names a model",
};

function partitionChanges({ partitions }: ImportReport): string[][] {
  return partitions.map(({ from, to, source, reviewRuns, gateReviews, acceptanceEvents }) => [
    `${from ?? "(none)"} → ${to}`,
    SOURCES[source],
    [
      count(reviewRuns, "run"),
      count(gateReviews, "gate review"),
      count(acceptanceEvents, "acceptance event"),
    ].join(", "),
  ]);
}

function others({ missing, unknown, oddTypes, ambiguousSessions }: ImportReport): string[][] {
  return [
    ...oddTypes.map(({ column, rows }) => [
      String(rows),
      `value of another type in ${column}: taken as text`,
    ]),
    ...(ambiguousSessions > 0
      ? [[String(ambiguousSessions), "run whose sessions name several models: its model id was kept"]]
      : []),
    ...(missing.length > 0 ? [["", `not in the old file: ${missing.join(", ")}`]] : []),
    ...(unknown.length > 0 ? [["", `not known and not read: ${unknown.join(", ")}`]] : []),
  ];
}

/** How to ask for what is fresh now: by its partition, or by the old name with an alias. */
function nextSteps({ pairs, partitions }: ImportReport): string[] {
  const [modelId] = Object.entries(pairs.freshByPartition).toSorted((a, b) => b[1] - a[1])[0] ?? [];
  if (modelId === undefined) return [];
  const renamed = partitions.filter(({ to, from, reviewRuns }) => to === modelId && from && reviewRuns > 0);
  const [alias] = renamed.length === 1 ? renamed : [];
  return [
    "",
    `next  review-nested stale --all-gates --model ${modelId}`,
    ...(alias?.from
      ? [
          `      to go on asking for it as ${alias.from}: "aliases": ${JSON.stringify({ [alias.from]: modelId })} in review.config.json`,
        ]
      : []),
  ].map((line) => (line === "" ? line : oneLine(line).replace(/^to go/, "      to go")));
}
