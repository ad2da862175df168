import {
  chooseNamedPartitions,
  choosePartitions,
  openLedgerToRead,
  openWorkspace,
  requireSetting,
  reviewerSettings,
} from "@review/cli-kit";
import { FINDING_SEVERITIES } from "@review/db/vocabulary";
import { STALE_REASONS } from "@review/lifecycle";
import {
  lockedBeforeFinder,
  movedFromFinder,
  namePairOrRenamed,
  newChangeReader,
  openRunsOf,
  type StaleEntry,
  selectStale,
  staleEntries,
  summarizeStale,
  viewFixQueue,
  viewGates,
  viewPair,
} from "@review/views";
import * as z from "zod";
import type { FixQueuePage, GatesPage, PairAnswer, StalePage } from "./answers.ts";
import { effort, exactModel, exclude, gates, model, note, notes } from "./arguments.ts";
import { pageArguments, pageOf } from "./page.ts";
import { defineTool, type NextCall } from "./tool.ts";

const stale = defineTool({
  name: "stale",
  description:
    "List the (note, gate) pairs that need a review by a model, with the reason of each, by note. `pairs` is how many were looked at, `total` how many of them are stale.",
  input: z.strictObject({
    gates: gates
      .optional()
      .describe("gate ids or lenses (directories of gates); without them all gates that have no check"),
    exclude,
    model,
    effort,
    exactModel,
    note: notes,
    where: z.array(z.string()).optional().describe("key=value: only notes whose front matter has it"),
    reason: z.enum(STALE_REASONS).optional().describe("only pairs that are stale for this reason"),
    diff: z
      .boolean()
      .default(false)
      .describe("with what changed since each pair was accepted, each change once"),
    ...pageArguments,
  }),
  readOnly: true,
  async answer({ diff, limit, cursor, ...asked }, { io, where }): Promise<StalePage> {
    const workspace = await openWorkspace(where, io);
    const { corpus } = workspace;
    const settings = reviewerSettings(asked, io, corpus);
    const named = { model: requireSetting("model", settings.model), allGates: asked.gates === undefined };
    await using ledger = await openLedgerToRead(workspace);
    const selection = await selectStale(corpus, ledger, { ...asked, ...settings, ...named, cwd: io.cwd });
    const { problems, skipped, unknownScope, ...summary } = summarizeStale(selection);
    const { counts, page } = pageOf("stale", selection.stale, keyOfPair, { limit, cursor });
    const openRuns = await openRunsOf(ledger, selection.partitions.partitions, page);
    const movedFrom = movedFromFinder(corpus, ledger, selection.partitions.partitions);
    const locked = lockedBeforeFinder(corpus, selection.partitions.partitions);
    const changes = newChangeReader(corpus, ledger, selection.gates);
    const shown: StaleEntry[] = [];
    for await (const entry of staleEntries(page, { movedFrom, locked, ...(diff && { changes }) }))
      shown.push(entry);
    return {
      ...counts,
      ...summary,
      unknownScopeCount: unknownScope.length,
      problemCount: problems.length,
      skippedCount: skipped.length,
      stale: shown,
      openRuns,
      unknownScope: unknownScope.slice(0, limit),
      problems: problems.slice(0, limit),
      skipped: skipped.slice(0, limit),
    };
  },
});

const listGates = defineTool({
  name: "gates",
  description: "List all gates, or give the texts of those named.",
  input: z.strictObject({
    gates: gates
      .optional()
      .describe("gate ids or lenses whose texts are wanted; without them all gates are listed"),
    ...pageArguments,
  }),
  readOnly: true,
  async answer({ gates: named = [], ...asked }, { io, where }): Promise<GatesPage> {
    const { corpus } = await openWorkspace(where, io);
    const { gates: found, broken } = await viewGates(corpus, named);
    const { counts, page } = pageOf("gates", found, ({ gateId }) => [gateId], asked);
    return { ...counts, brokenCount: broken.length, gates: page, broken: broken.slice(0, asked.limit) };
  },
});

const why = defineTool({
  name: "why",
  description:
    "Explain one pair: whether it is fresh or why not, the verdict that it rests on with its findings, and what changed since.",
  input: z.strictObject({ note, gate: z.string().describe("gate id"), model, effort, exactModel }),
  readOnly: true,
  async answer(asked, { io, where }): Promise<PairAnswer> {
    const workspace = await openWorkspace(where, io);
    const { corpus } = workspace;
    const open = () => openLedgerToRead(workspace);
    const pair = await namePairOrRenamed(corpus, asked, { cwd: io.cwd, open });
    await using ledger = await open();
    const partitions = await choosePartitions({ ...where, ...asked }, io, corpus, ledger);
    const { explained, document } = await viewPair(corpus, ledger, { ...pair, ...partitions });
    const next: NextCall[] = [];
    if (explained.scope === "applies" && explained.state !== "fresh") {
      const ask = { note: pair.note.path, gates: [pair.gate.id], model: asked.model, effort: asked.effort };
      next.push({ tool: "create", arguments: ask });
    }
    return { ...document, next };
  },
});

const warns = defineTool({
  name: "warns",
  description:
    "List what accepted reviews ask to be mended: the pairs whose verdict is warn or fail, by note, with those of their findings that are asked for. Mend the note, then review the pair again.",
  input: z.strictObject({
    note: notes,
    gates: gates.optional().describe("only of these gates or lenses (directories of gates)"),
    exclude,
    severity: z.enum(FINDING_SEVERITIES).optional().describe("only findings of this severity"),
    new: z
      .boolean()
      .default(false)
      .describe("only findings that the review before did not have, or not as bad"),
    model: z
      .string()
      .optional()
      .describe("only what this model found, and those that answered for it; default: all models"),
    effort: effort.describe("the reasoning effort of model"),
    exactModel,
    ...pageArguments,
  }),
  readOnly: true,
  async answer(asked, { io, where }): Promise<FixQueuePage> {
    const workspace = await openWorkspace(where, io);
    const { corpus } = workspace;
    await using ledger = await openLedgerToRead(workspace);
    const partitions = await chooseNamedPartitions({ ...where, ...asked }, io, corpus, ledger);
    const { note, gates: named, exclude: without, severity, new: onlyNew } = asked;
    const { warns, leftOut } = await viewFixQueue(corpus, ledger, {
      note,
      cwd: io.cwd,
      gates: named,
      exclude: without,
      modelIds: partitions?.partitions,
      severity,
      new: onlyNew,
    });
    const { counts, page } = pageOf("warns", warns, (fix) => [...keyOfPair(fix), fix.modelId], asked);
    return { ...counts, leftOut, warns: page };
  },
});

const keyOfPair = ({ notePath, gateId }: { notePath: string; gateId: string }) => [notePath, gateId];

export const pairTools = { stale, gates: listGates, why, warns };
