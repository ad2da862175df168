import type { Corpus } from "@review/corpus";
import type { GateReviewId, Ledger, ModelId } from "@review/db";
import { type NoteUnderGates, selectStalePairs } from "@review/lifecycle";
import {
  type AskedVerdict,
  type AskedVerdicts,
  countLeftOut,
  type LeftOutVerdict,
  readAskedVerdicts,
} from "../asked-verdicts.ts";
import { type FixEntry, queueOf } from "../fix-queue-document.ts";
import { withReopened } from "../lock/reopened-in-lock.ts";
import { isBothChanged } from "../pairs/both-changed.ts";
import { pairKey } from "../pairs/standing-findings.ts";
import type { Settled } from "../verdict-reader.ts";
import type { PageEntry, PagePair } from "./page-document.ts";
import { type NamedVerdict, pageVerdicts } from "./page-verdicts.ts";

/** A note that the page is to tell of, or one that is gone: that has no version, and no pairs. */
export interface AskedNote {
  notePath: string;
  noteSha?: string;
  gates: NoteUnderGates["gates"];
  /** Gates of which nobody can say whether they are asked of it. */
  openGates: readonly string[];
}

/** A pair of a note, under names. */
export interface PartPair extends Pick<PagePair, "state" | "isBoth"> {
  gateId: string;
  verdicts: readonly NamedVerdict[];
}

/** All that the page has of one note. */
export interface NotePart {
  /** The version that was read. */
  noteSha: string | undefined;
  pairs: PartPair[];
  findings: FixEntry[];
  waived: FixEntry[];
  disputed: FixEntry[];
  gateChanged: PageEntry[];
  leftOut: LeftOutVerdict[];
  /** The reviews that stand for it. */
  there: GateReviewId[];
}

/** What all parts are read with. */
export interface PartsQuestion {
  modelIds: readonly ModelId[];
  /** Reviews that stand for other notes. */
  alsoThere: ReadonlySet<GateReviewId>;
}

/** What the page has of some notes, in their order. Throws GatesDirectoryError. */
export async function readParts(
  corpus: Corpus,
  ledger: Ledger,
  some: readonly AskedNote[],
  { modelIds, alsoThere }: PartsQuestion,
): Promise<NotePart[]> {
  const versions = some.flatMap(({ notePath, noteSha, gates }) =>
    noteSha === undefined || gates.length === 0 ? [] : { notePath, noteSha, gates },
  );
  const found = await selectStalePairs(ledger, { modelIds, notes: versions });
  const stale = withReopened(corpus, "any", found.stale);
  const read = await readAskedVerdicts(corpus, ledger, {
    verdicts: { notePaths: some.map(({ notePath }) => notePath) },
    isOfGate: () => true,
    withGateChanged: true,
    alsoThere,
  });
  const lists = queues(read, new Map(versions.map(({ notePath, noteSha }) => [notePath, noteSha])));
  const verdicts = await pageVerdicts(ledger, versions, lists);
  const staleOf = new Map(stale.map((pair) => [pairKey(pair), pair]));
  const parts = new Map<string, NotePart>();
  for (const { notePath, noteSha, gates, openGates } of some) {
    const pairs = gates.map(({ gateId }): PartPair => {
      const key = pairKey({ notePath, gateId });
      const found = staleOf.get(key);
      const isBoth = found !== undefined && isBothChanged(found);
      return {
        ...{ gateId, state: found?.reason ?? "fresh", verdicts: verdicts.get(key) ?? [] },
        ...(isBoth && { isBoth }),
      };
    });
    const open = openGates.map(
      (gateId): PartPair => ({
        ...{ gateId, state: "unknown-scope", verdicts: verdicts.get(pairKey({ notePath, gateId })) ?? [] },
      }),
    );
    parts.set(notePath, { noteSha, pairs: [...pairs, ...open], ...nothing(), there: [] });
  }
  for (const name of LISTS) {
    for (const entry of lists[name]) parts.get(entry.notePath)?.[name].push(entry as FixEntry);
  }
  for (const verdict of read.leftOut) parts.get(verdict.notePath)?.leftOut.push(verdict);
  for (const { notePath, reviewId } of read.there) parts.get(notePath)?.there.push(reviewId);
  return [...parts.values()];
}

const LISTS = ["findings", "waived", "disputed", "gateChanged"] as const;

const nothing = () => ({ findings: [], waived: [], disputed: [], gateChanged: [], leftOut: [] });

/** What some verdicts ask for, looked at in each way. */
function queues(
  { asked, gateChanged, leftOut }: AskedVerdicts,
  noteShas: ReadonlyMap<string, string>,
): Pick<NotePart, (typeof LISTS)[number]> {
  const notAsked = countLeftOut(leftOut);
  const queue = (settled?: Settled, verdicts: readonly AskedVerdict[] = asked) =>
    queueOf(verdicts, { settled, notAsked, picks: false, isPicked: () => true }).warns;
  return {
    findings: queue(),
    waived: queue("waived"),
    disputed: queue("disputed").flatMap((entry) => {
      const others = entry.findings.filter((finding) => !finding.waived);
      return others.length === 0 ? [] : [{ ...entry, findings: others }];
    }),
    gateChanged: queue(undefined, gateChanged).map(
      (entry): PageEntry => ({
        ...{ ...entry, staleReason: "gate-changed" },
        ...(noteShas.get(entry.notePath) !== entry.acceptedNoteSha && { isBoth: true }),
      }),
    ),
  };
}
