import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KnowledgeBase, makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { ledgerPath, queryLedger, type Row } from "@review/test-kit/ledger-rows.ts";
import { program } from "@review/test-kit/programs.ts";
import { binPath, type Ran } from "@review/test-kit/run-bin.ts";
import { execa } from "execa";
import { nestedHere } from "./nested-here.ts";

/** What programs need to start. */
export const ENVIRONMENT = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "" };

const REVIEWER = fileURLToPath(new URL("fixtures/reviewer.mjs", import.meta.url));
const FALLBACK = fileURLToPath(new URL("fixtures/fallback.mjs", import.meta.url));
const HANG = fileURLToPath(new URL("fixtures/hang.mjs", import.meta.url));

export interface SweepTree extends KnowledgeBase {
  /** What its reviewers wrote down. */
  book(): string[];
}

/**
 * A tree of its own notes and gates: every note under every gate is a pair. Its runners: `slow` takes its time, the
 * others are named after what they do.
 */
export function makeSweepTree({
  notes = 4,
  gates = ["prose/a", "prose/b"],
  milliseconds = 50,
  until,
  telemetry,
  limits = {},
}: {
  notes?: number;
  gates?: readonly string[];
  milliseconds?: number;
  /** A file of the tree for which `slow` waits instead. */
  until?: string;
  telemetry?: object;
  limits?: object;
} = {}): SweepTree {
  const base = makeKnowledgeBase();
  const book = join(base.root, "book.txt");
  const time = until === undefined ? String(milliseconds) : join(base.root, until);
  const slow = [REVIEWER, book, time, ...(telemetry ? [JSON.stringify(telemetry)] : [])];
  const command = (...words: string[]) => ({ command: [process.execPath, ...words] });
  for (let note = 1; note <= notes; note += 1) base.write(`notes/n${note}.md`, `# Note ${note}\n\nText.\n`);
  for (const gate of gates) base.write(`gates/${gate}.md`, `# ${gate}\n\nIs it so?\n`);
  const runners = {
    slow: command(...slow),
    quick: command(program("answer")),
    editing: {
      command: [
        "sh",
        "-c",
        `echo more >> '${join(base.root, "notes/n1.md")}'; exec '${process.execPath}' '${program("answer")}'`,
      ],
    },
    warning: command(program("answer"), "--decide", "prose/a=WARN"),
    fallback: command(FALLBACK),
    hang: command(HANG, book),
    stubborn: command(HANG, book, "--stubborn"),
    garbage: command(program("print-garbage")),
    malform: command(program("malform"), "no-result"),
    inventing: command(program("invent-quotes"), "--log", book),
    mending: command(program("invent-quotes"), "--log", book, "--mend"),
    flood: command(program("flood"), "70"),
    grandchild: command(program("leave-grandchild")),
  };
  const config = { notes: ["notes/*.md"], gates: "gates", runners, limits };
  base.write("review.config.json", JSON.stringify(config));
  return { ...base, book: () => (existsSync(book) ? readFileSync(book, "utf8").trim().split("\n") : []) };
}

/** The arguments of a sweep over everything by one of the tree's runners, by somebody who trusts the tree. */
const sweepArgs = (runner: string, ...more: string[]) => [
  "sweep",
  "--all-gates",
  "--runner",
  runner,
  "--model",
  "opus",
  "--trust",
  ...more,
];

/** Sweeps a tree, within this process but for the reviewers. */
export function sweepTree({ root }: SweepTree, runner: string, ...more: string[]): Promise<Ran> {
  return nestedHere(root, sweepArgs(runner, ...more), { environment: ENVIRONMENT });
}

/** Starts a sweep in a process of its own, which a test can end. */
export function startSweep({ root }: SweepTree, runner: string, ...more: string[]) {
  return execa(process.execPath, [binPath("review-nested"), ...sweepArgs(runner, ...more)], {
    cwd: root,
    env: ENVIRONMENT,
    extendEnv: false,
    reject: false,
  });
}

/** The events of a sweep, as they were printed. */
export function readEvents(stdout: string): Record<string, unknown>[] {
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** How often each pair was accepted by full review, by `note gate`. */
export function acceptedTimes(root: string): Record<string, number> {
  const rows = queryLedger(
    root,
    `SELECT note_path || ' ' || gate_id AS pair, count(*) AS times FROM acceptance_events
     WHERE acceptance_kind = 'full-review' GROUP BY pair ORDER BY pair`,
  );
  return Object.fromEntries(rows.map(({ pair, times }) => [String(pair), Number(times)]));
}

/** Rows of the runs of a tree; none while there is no ledger. */
export function runsOf(root: string, where = "true"): Row[] {
  return existsSync(ledgerPath(root)) ? queryLedger(root, `SELECT * FROM review_runs WHERE ${where}`) : [];
}
