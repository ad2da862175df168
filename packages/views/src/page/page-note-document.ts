import {
  type Corpus,
  type Gate,
  listGates,
  type Note,
  NoteNotFoundError,
  readNote,
  resolveNoteLinks,
  selectNotes,
} from "@review/corpus";
import { getSnapshot, type Ledger, listAcceptedPartitions, type ModelId } from "@review/db";
import { type StalePair, selectStalePairs } from "@review/lifecycle";
import { changeReader } from "../pairs/since-acceptance.ts";
import { type HistoryEntry, readHistory } from "../runs/history-document.ts";
import { readWaiverHistory, type WaiverEntry } from "../runs/waiver-history.ts";

/** One note as the page shows it: its text, what became of it, and what changed since. */
export interface PageNoteDocument {
  notePath: string;
  noteSha: string;
  text: string;
  /** That it is gone: version and text are those that were accepted last. */
  isGone?: true;
  /** Where its links to files lead that are there. */
  links: PageLink[];
  /** Every acceptance of its pairs, oldest first. */
  history: HistoryEntry[];
  /** Every decision about findings of its pairs, oldest first. */
  waivers: WaiverEntry[];
  /** What changed since the versions that its stale pairs were accepted in, each version once. */
  changes: PageChange[];
}

/** A link as it is written in a note. */
export interface PageLink {
  /** The URL, or what stands between the brackets of a wikilink. */
  written: string;
  /** Relative to the root, with `/`. */
  target: string;
}

/** What changed since an accepted version, as a unified diff. */
export interface PageChange {
  /** The version of the note, or of the gate, that was accepted. */
  acceptedSha: string;
  /** The gate, where it is one that changed. */
  gateId?: string;
  diff: string;
}

/**
 * Views one note of a corpus after another, by its canonical path; gates and partitions are read once. Of one that is gone it views what
 * became of it. Throws GatesDirectoryError; what it gives throws what `readNote` throws.
 */
export async function pageNoteViewer(
  corpus: Corpus,
  ledger: Ledger,
): Promise<(notePath: string) => Promise<PageNoteDocument>> {
  const known = {
    corpus,
    ledger,
    ...(await listGates(corpus)),
    modelIds: await listAcceptedPartitions(ledger),
  };
  return async (notePath) => {
    const history = await readHistory(ledger, notePath);
    const gateIds = [...new Set(history.map(({ gateId }) => gateId))];
    const waivers = await readWaiverHistory(ledger, notePath, gateIds);
    const last = history.at(-1)?.acceptedNoteSha;
    const { sha: noteSha, text } = await readNote(corpus, notePath).catch(async (error: unknown) => {
      if (last === undefined || !(error instanceof NoteNotFoundError)) throw error;
      return { sha: last, text: undefined };
    });
    if (text === undefined) {
      const accepted = (await getSnapshot(ledger, noteSha)) ?? "";
      return { notePath, noteSha, text: accepted, isGone: true, links: [], history, waivers, changes: [] };
    }
    const links = await linksOf(corpus, { path: notePath, text });
    return { notePath, noteSha, text, links, history, waivers, changes: await changesOf(known, notePath) };
  };
}

async function linksOf(corpus: Corpus, note: Pick<Note, "path" | "text">): Promise<PageLink[]> {
  const links = await resolveNoteLinks(corpus, note);
  return links.flatMap(({ written, target, status }) => (status === "exists" ? [{ written, target }] : []));
}

interface Known {
  corpus: Corpus;
  ledger: Ledger;
  gates: readonly Gate[];
  modelIds: readonly ModelId[];
}

/** The versions that stand for the stale pairs of a note are told once each, however many pairs share them. */
async function changesOf(
  { corpus, ledger, gates, modelIds }: Known,
  notePath: string,
): Promise<PageChange[]> {
  const { notes } = await selectNotes(corpus, { gates, notePaths: [notePath] });
  const { stale } = await selectStalePairs(ledger, {
    modelIds,
    notes: notes.map(({ path, sha, gates: asked }) => ({
      notePath: path,
      noteSha: sha,
      gates: asked.map((gate) => ({ gateId: gate.id, gateSha: gate.sha })),
    })),
  });
  const read = changeReader(corpus, ledger, gates);
  const changes = new Map<string, PageChange>();
  for (const pair of stale) {
    for (const change of toChanges(pair, await read(pair))) {
      changes.set(JSON.stringify([change.acceptedSha, change.gateId]), change);
    }
  }
  return [...changes.values()];
}

function toChanges(
  { gateId, acceptedNoteSha, acceptedGateSha }: StalePair,
  { note, gate }: Awaited<ReturnType<ReturnType<typeof changeReader>>>,
): PageChange[] {
  return [
    ...(note !== undefined && acceptedNoteSha !== undefined
      ? [{ acceptedSha: acceptedNoteSha, diff: note }]
      : []),
    ...(gate !== undefined && acceptedGateSha !== undefined
      ? [{ acceptedSha: acceptedGateSha, gateId, diff: gate }]
      : []),
  ];
}
