import type { Snapshot } from "@review/db";
import type { ImportState } from "@review/db/transitions";
import type { OldHistory } from "../old-file/old-rows.ts";
import { canonicalNotePath } from "../values/old-note-path.ts";
import { asBlobId, contentShaOf, standIn } from "../values/stand-in.ts";
import { telemetryModel } from "./partition-of-run.ts";
import type { FoundText } from "./plan-context.ts";
import type { ImportPlan } from "./plan-import.ts";

/** The git blob ids that an old ledger names, each once, and what it is said to be; of both, a note. */
export function blobIdsOf({ runs, gates, reviews, acceptances }: OldHistory): Map<string, "note" | "gate"> {
  const ids = new Map<string, "note" | "gate">();
  const add = (sha: string | null, kind: "note" | "gate") => {
    const id = asBlobId(sha);
    if (id && ids.get(id) !== "note") ids.set(id, kind);
  };
  for (const { noteSha } of runs) add(noteSha, "note");
  for (const { gateSha } of gates) add(gateSha, "gate");
  for (const { noteSha, gateSha } of [...reviews, ...acceptances]) {
    add(noteSha, "note");
    add(gateSha, "gate");
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

/**
 * The texts that a plan adds to the ledger: those of its runs, and those that its acceptances hold for. Content sha to
 * the git blob id, or whatever stands there, that it is found by.
 */
export function textsToAdd(
  { newRuns, newAcceptances }: ImportPlan,
  texts: ReadonlyMap<string, FoundText>,
  { hasSnapshot }: Pick<ImportState, "hasSnapshot">,
): Map<string, string | null> {
  const named = new Set<string | null>();
  for (const { noteSha, gates } of newRuns) {
    named.add(noteSha);
    for (const { gateSha } of gates) named.add(gateSha);
  }
  for (const { doubt, old } of newAcceptances) if (!doubt) named.add(old.noteSha).add(old.gateSha);
  const toAdd = new Map<string, string | null>();
  for (const sha of named) toAdd.set(contentShaOf(sha, texts), sha);
  for (const sha of toAdd.keys()) if (hasSnapshot(sha)) toAdd.delete(sha);
  return toAdd;
}

/** Texts with their content shas, decoded one at a time. */
export function* snapshotsOf(
  shas: Iterable<string | null>,
  texts: ReadonlyMap<string, FoundText>,
): Generator<Snapshot> {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  for (const sha of shas) {
    const found = texts.get(asBlobId(sha) ?? "");
    yield found ? { sha: found.sha, text: utf8.decode(found.read()) } : standIn(sha);
  }
}
