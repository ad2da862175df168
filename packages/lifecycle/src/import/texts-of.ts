import type { OldHistory, Snapshot } from "@review/db";
import { canonicalNotePath } from "./old-note-path.ts";
import { telemetryModel } from "./partition-of-run.ts";
import type { ImportPlan } from "./plan-import.ts";
import { asBlobId, standIn } from "./stand-in.ts";

/** The git blob ids that an old ledger names, each once. */
export function blobIdsOf({ runs, gates, reviews, acceptances }: OldHistory): Set<string> {
  const ids = new Set<string>();
  const add = (sha: string | null) => {
    const id = asBlobId(sha);
    if (id) ids.add(id);
  };
  for (const { noteSha } of runs) add(noteSha);
  for (const { gateSha } of gates) add(gateSha);
  for (const { noteSha, gateSha } of [...reviews, ...acceptances]) {
    add(noteSha);
    add(gateSha);
  }
  return ids;
}

/** The canonical paths of the notes under the root that an old ledger names, each once. */
export function notePathsOf({ runs, reviews, acceptances }: OldHistory, root: string): string[] {
  const named = new Set([...runs, ...reviews, ...acceptances].map(({ notePath }) => notePath ?? ""));
  const paths = [...named].map((path) => canonicalNotePath(path, root));
  return [...new Set(paths.flatMap(({ path, isInside }) => (isInside ? [path] : [])))];
}

/** The ids of the runs whose own telemetry names no model. */
export function runsWithoutModel({ runs }: OldHistory): Set<string> {
  return new Set(
    runs.flatMap(({ id, telemetry }) => (id !== null && !telemetryModel(telemetry) ? [id] : [])),
  );
}

/** The text that is kept for a git blob id: the one found, or one that says that there is none. */
export function textOf(sha: string | null, texts: ReadonlyMap<string, Snapshot>): Snapshot {
  return texts.get(asBlobId(sha) ?? "") ?? standIn(sha);
}

/** The texts that a plan needs in the ledger, each once: those of its runs, and those that its acceptances hold for. */
export function* snapshotsOf(
  { newRuns, newAcceptances }: ImportPlan,
  texts: ReadonlyMap<string, Snapshot>,
): Generator<Snapshot> {
  const known = new Set<string>();
  for (const sha of namedTexts()) {
    const { sha: contentSha, text } = textOf(sha, texts);
    if (!known.has(contentSha)) yield { sha: contentSha, text };
    known.add(contentSha);
  }

  function* namedTexts(): Generator<string | null> {
    const named = new Set<string | null>();
    for (const { noteSha, gates } of newRuns) {
      named.add(noteSha);
      for (const { gateSha } of gates) named.add(gateSha);
    }
    for (const { doubt, old } of newAcceptances) if (!doubt) named.add(old.noteSha).add(old.gateSha);
    yield* named;
  }
}
