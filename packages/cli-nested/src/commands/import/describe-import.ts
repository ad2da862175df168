import { count, type Io, layOutTable, nameLine, oneLine, shellWord, wrapText } from "@review/cli-kit";
import { DOUBTS, type Doubt, type ImportReport } from "@review/import";
import { describePairs } from "./describe-pairs.ts";

/** The report of an import for a person. */
export function describeImport(
  report: ImportReport,
  { oldLedger, ledger }: { oldLedger: string; ledger: string },
  io: Io,
): string[] {
  const section = (title: string, rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : ["", title, ...layOutIndented(rows, io)];
  const { columns } = io.stdout;
  const intoWhat = `${oldLedger} ${report.dryRun ? "would go" : "has gone"} into ${ledger}`;
  return [
    ...wrapText(nameLine(intoWhat), columns),
    ...section("Rows of the old file", rowCounts(report)),
    "",
    ...summarize(report).flatMap((line) => wrapText(line, columns)),
    ...section("Acceptances", acceptanceCounts(report)),
    ...section("Model ids that became other partitions", partitionChanges(report)),
    ...section("Repaired, or not kept", repairCounts(report)),
    ...section("Pairs", describePairs(report)),
    ...nextSteps(report),
  ];
}

const INDENT = "  ";

function layOutIndented(rows: readonly (readonly string[])[], { stdout, environment }: Io): string[] {
  const columns = stdout.columns === undefined ? undefined : stdout.columns - INDENT.length;
  const cells = rows.map((row) => row.map((text) => ({ text })));
  const narrower = { environment, stdout: { ...stdout, columns } };
  return layOutTable(cells, { head: 1, last: "wrapped" }, narrower).map((line) => INDENT + line);
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

function summarize({ dryRun, added, runs, texts }: ImportReport): string[] {
  const parts = [
    `${count(added.reviewRuns, "run")} (${runs.completed} completed, ${runs.failed} failed)`,
    count(added.gateReviews, "gate review"),
    count(added.acceptanceEvents, "acceptance event"),
    count(added.snapshots, "text"),
  ];
  const places = [
    `${texts.inFiles} in files as they are now`,
    `${texts.inGit} in the repository`,
    `${texts.notFound} not found`,
  ];
  return [
    `${dryRun ? "Would add" : "Added"} ${parts.join(", ")}`,
    `Texts of ${count(texts.named, "git blob")}: ${places.join(", ")}`,
  ];
}

function acceptanceCounts({ acceptances, doubts }: ImportReport): string[][] {
  return [
    ...Object.entries(acceptances).map(([kind, rows]) => [`${rows}`, kind]),
    ...Object.entries(doubts).map(([doubt, rows]) => [
      `${rows}`,
      `history that can never be fresh: ${DOUBTS[doubt as Doubt]}`,
    ]),
  ];
}

const SOURCES = {
  telemetry: "by the run's telemetry",
  "codex-session": "by the run's codex session",
  "model-id": "by the run's model id",
  none: "nothing names a model",
};

function partitionChanges({ partitions }: ImportReport): string[][] {
  return partitions.map(({ from, to, source, reviewRuns, gateReviews, acceptanceEvents }) => {
    const rows = [
      [reviewRuns, "run"],
      [gateReviews, "gate review"],
      [acceptanceEvents, "acceptance event"],
    ] as const;
    const some = rows.flatMap(([amount, what]) => (amount > 0 ? [count(amount, what)] : []));
    return [`${from ?? "(none)"} → ${to}`, SOURCES[source], some.join(", ")];
  });
}

function repairCounts(report: ImportReport): string[][] {
  const { repairs, oddTypes, ambiguousSessions, missing, unknown } = report;
  return [
    ...repairs.map(({ rows, what, done }) => [`${rows}`, `${what} → ${done}`]),
    ...oddTypes.map(({ column, rows }) => [
      `${rows}`,
      `values of another type in ${column} → taken as texts`,
    ]),
    ...(ambiguousSessions > 0
      ? [[`${ambiguousSessions}`, "runs whose sessions name several models → by their model id"]]
      : []),
    ...(missing.length > 0 ? [["", `not in the old file: ${missing.join(", ")}`]] : []),
    ...(unknown.length > 0 ? [["", `not known, and not read: ${unknown.join(", ")}`]] : []),
  ];
}

/** How to ask for what is fresh now: by its partition, or by the old name with an alias. */
function nextSteps({ pairs, partitions }: ImportReport): string[] {
  const [modelId] = Object.entries(pairs.freshByPartition).toSorted((a, b) => b[1] - a[1])[0] ?? [];
  if (modelId === undefined) return [];
  const named = partitions.filter(({ to, from, reviewRuns }) => to === modelId && from && reviewRuns > 0);
  const [alias] = named.length === 1 ? named : [];
  return [
    "",
    `next  review-nested stale --all-gates --model ${shellWord(modelId)}`,
    ...(alias?.from
      ? [
          `      or, to ask for ${nameLine(alias.from)}, in review.config.json:`,
          `      "aliases": ${oneLine(JSON.stringify({ [alias.from]: modelId }))}`,
        ]
      : []),
  ];
}
