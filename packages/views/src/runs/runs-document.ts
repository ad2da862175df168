import { type Corpus, listNotePaths, resolveNotePaths } from "@review/corpus";
import {
  type Ledger,
  listRecordedGateIds,
  listRecordedNotePaths,
  type ModelId,
  RUN_STATUSES,
  type Run,
  type RunFilter,
} from "@review/db";
import { nameGate } from "../recorded-names.ts";
import { fixtureFinder, type RunFixture } from "../run-fixture.ts";
import { type RunWithGates, readRuns } from "./read-runs.ts";

/** Runs, newest first. */
export interface RunsDocument {
  /** As many as were asked for at most. */
  runs: RunEntry[];
  /** Whether the filter fits more runs than are listed. */
  more: boolean;
}

export interface RunEntry extends Run {
  /** How many gates it was asked for. */
  gateCount: number;
  /** The fixture that it reviewed; absent if it reviewed a note. */
  fixture?: RunFixture;
}

/** Which runs somebody asks about; what is left out is any. */
export interface RunsQuestion {
  status?: string | undefined;
  /** Notes, folders and globs; of notes that are gone, too. */
  note?: readonly string[] | undefined;
  /** Of a gate, or of any gate of a lens. */
  gate?: string | undefined;
  runner?: string | undefined;
  /** Milliseconds since they started. */
  olderThan?: number | undefined;
  /** The earliest time at which they started (UTC, ISO 8601 with milliseconds). */
  since?: string | undefined;
  modelIds?: readonly ModelId[] | undefined;
  limit: number;
}

/**
 * The newest runs that are asked about, one by one; `more` is known once the last of them was taken. Names are found as
 * they are recorded.
 */
export async function viewRuns(
  corpus: Corpus,
  ledger: Ledger,
  { limit, ...question }: RunsQuestion,
  { cwd, now }: { cwd: string; now: Date },
): Promise<{ runs: AsyncIterable<RunEntry>; more: () => boolean }> {
  const filter = await toFilter(corpus, ledger, question, { cwd, now });
  let more = false;
  const runs = readRuns(ledger, { ...filter, limit }, () => {
    more = true;
  });
  return { runs: entriesOf(runs, fixtureFinder(corpus)), more: () => more };
}

async function* entriesOf(
  runs: AsyncIterable<RunWithGates>,
  fixtureOf: ReturnType<typeof fixtureFinder>,
): AsyncIterable<RunEntry> {
  for await (const run of runs) yield toRunEntry(run, fixtureOf);
}

/** A run as lists of runs have it. */
export function toRunEntry(
  { run, gateIds }: RunWithGates,
  fixtureOf: ReturnType<typeof fixtureFinder>,
): RunEntry {
  const fixture = fixtureOf(run.notePath, gateIds);
  return { ...run, gateCount: gateIds.length, ...(fixture && { fixture }) };
}

async function toFilter(
  corpus: Corpus,
  ledger: Ledger,
  { note, gate, runner, olderThan, since, modelIds, ...asked }: Omit<RunsQuestion, "limit">,
  { cwd, now }: { cwd: string; now: Date },
): Promise<RunFilter> {
  const filter: RunFilter = {};
  const status = RUN_STATUSES.find((known) => known === asked.status);
  if (status) filter.status = status;
  if (note !== undefined) {
    const known = async () => {
      const [{ paths }, recorded] = await Promise.all([listNotePaths(corpus), listRecordedNotePaths(ledger)]);
      return [...new Set([...paths, ...recorded])];
    };
    filter.notePaths = await resolveNotePaths(corpus, note, { cwd, known });
  }
  if (gate !== undefined) filter.gateId = nameGate(corpus, gate, await listRecordedGateIds(ledger));
  if (runner !== undefined) filter.runner = runner;
  if (since !== undefined) filter.startedSince = since;
  if (modelIds !== undefined) filter.modelIds = modelIds;
  if (olderThan !== undefined) filter.startedBefore = new Date(now.getTime() - olderThan).toISOString();
  return filter;
}
