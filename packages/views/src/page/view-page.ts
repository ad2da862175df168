import { basename } from "node:path";
import { type Corpus, type Gate, listGates, selectNotes } from "@review/corpus";
import { type Ledger, listAcceptedNames, listAcceptedPartitions, listOpinionCalls } from "@review/db";
import { selectStalePairs } from "@review/lifecycle";
import { stripFrontMatter } from "@review/protocol";
import { type AskedVerdict, readAskedVerdicts } from "../asked-verdicts.ts";
import { queueOf } from "../fix-queue-document.ts";
import { withReopened } from "../lock/reopened-in-lock.ts";
import { findGoneNotes } from "../moved/gone-notes.ts";
import { fixtureFinder } from "../run-fixture.ts";
import { readRuns } from "../runs/read-runs.ts";
import { toRunEntry } from "../runs/runs-document.ts";
import { type SharedSweepsDocument, viewSharedSweeps } from "../sweeps/shared-sweeps-document.ts";
import type { Settled } from "../verdict-reader.ts";
import { pageCostCounter } from "./page-costs.ts";
import type { PageDocument, PageEntry, PageGate, PageRuns } from "./page-document.ts";
import { pagePairs } from "./page-pairs.ts";
import { pageVerdicts } from "./page-verdicts.ts";

/** Who asks, and when. */
export interface PageQuestion {
  toolVersion: string;
  now: Date;
  /** How many of the newest runs are told one by one. */
  runs: number;
  /** What an earlier page had of them, where they are known to be the same: of a large ledger they take the longest to read. */
  knownRuns?: PageRuns | undefined;
}

/** The page of a whole corpus, under every partition that anything was accepted under. Throws GatesDirectoryError. */
export async function viewPage(
  corpus: Corpus,
  ledger: Ledger,
  { toolVersion, now, runs, knownRuns }: PageQuestion,
): Promise<PageDocument> {
  const { gates } = await listGates(corpus);
  const { notes, unknown, problems } = await selectNotes(corpus, { gates });
  const modelIds = await listAcceptedPartitions(ledger);
  const versions = notes.map(({ path, sha, gates: asked }) => ({
    notePath: path,
    noteSha: sha,
    gates: asked.map((gate) => ({ gateId: gate.id, gateSha: gate.sha })),
  }));
  const found = await selectStalePairs(ledger, { modelIds, notes: versions });
  const stale = withReopened(corpus, "any", found.stale);
  // Read once, and looked at in three ways.
  const read = await readAskedVerdicts(corpus, ledger, {
    verdicts: {},
    isOfGate: () => true,
    withGateChanged: true,
  });
  const { notAsked } = read;
  const queue = (settled?: Settled, asked: readonly AskedVerdict[] = read.asked) =>
    queueOf(asked, { settled, notAsked, picks: false, isPicked: () => true }).warns;
  const [findings, waived] = [queue(), queue("waived")];
  const noteShas = new Map(notes.map(({ path, sha }) => [path, sha]));
  const gateChanged = queue(undefined, read.gateChanged).map(
    (entry): PageEntry => ({
      ...{ ...entry, staleReason: "gate-changed" },
      ...(noteShas.get(entry.notePath) !== entry.acceptedNoteSha && { isBoth: true }),
    }),
  );
  const disputed = queue("disputed").flatMap((entry) => {
    const others = entry.findings.filter((finding) => !finding.waived);
    return others.length === 0 ? [] : [{ ...entry, findings: others }];
  });
  const { sweeps } = await viewPageSweeps(ledger);
  const { notePaths: accepted } = await listAcceptedNames(ledger);
  const listed = [...notes, ...unknown, ...problems].map(({ path }) => path);
  const goneNotes = await findGoneNotes(corpus, ledger, { accepted, listed });
  const verdicts = await pageVerdicts(ledger, versions, { findings, waived, disputed, gateChanged });
  return {
    toolVersion,
    madeAt: now.toISOString(),
    name: basename(corpus.root),
    modelIds,
    gates: gates.map(toPageGate),
    ...pagePairs({ gates, notes, unknown, stale, verdicts, modelIds }),
    findings,
    waived,
    ...(disputed.length > 0 && { disputed }),
    ...(gateChanged.length > 0 && { gateChanged }),
    ...(Object.values(notAsked).some((amount) => amount > 0) && { leftOut: notAsked }),
    ...(knownRuns ?? (await pageRuns(corpus, ledger, runs))),
    ...(sweeps.length > 0 && { sweeps }),
    problems,
    ...(goneNotes.length > 0 && { goneNotes }),
  };
}

const toPageGate = ({ id: gateId, lens, name, sha: gateSha, text, check }: Gate): PageGate => ({
  ...{ gateId, lens, name, gateSha },
  text: stripFrontMatter(text),
  isCheck: check !== undefined,
});

/** Shared sweeps that are told one by one. */
const MOST_SWEEPS = 20;

/** How far the newest shared sweeps are. */
export const viewPageSweeps = (ledger: Ledger): Promise<SharedSweepsDocument> =>
  viewSharedSweeps(ledger, { limit: MOST_SWEEPS });

/** The newest runs, and what all of them took, read once. */
async function pageRuns(corpus: Corpus, ledger: Ledger, limit: number): Promise<PageRuns> {
  const costs = pageCostCounter();
  const runs: PageDocument["runs"] = [];
  const fixtureOf = fixtureFinder(corpus);
  let all = 0;
  for await (const found of readRuns(ledger, {})) {
    costs.take(found);
    all += 1;
    if (all <= limit) runs.push(toRunEntry(found, fixtureOf));
  }
  for (const call of await listOpinionCalls(ledger)) costs.takeOpinion(call);
  return { runs, allRuns: all, costs: costs.count() };
}
