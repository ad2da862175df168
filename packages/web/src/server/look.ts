import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { type Corpus, listGates, listNotePaths, nameFixtures } from "@review/corpus";
import { type Ledger, markLedger } from "@review/db";
import { readKnownQuarantines } from "@review/views";
import { type RunsProgress, readProgress } from "./progress.ts";

/** What a look at a tree and its ledger came to. */
export interface Look {
  /** Another one says that the page is another. */
  signature: string;
  /** Another one says that what is told of runs is another; absent where nothing could be looked at. */
  runs?: string;
  /** Another one says that what gates did may be another; absent, too. */
  judged?: string;
  progress?: RunsProgress;
}

/** A look that costs little: of notes it asks the file system alone, of the ledger where its history stands. */
export async function lookAt(corpus: Corpus, ledger: Ledger, before: Look | undefined): Promise<Look> {
  const progress = await readProgress(ledger, before?.progress);
  const { running, newest, ended } = progress;
  const hash = createHash("sha256");
  const runsHash = createHash("sha256");
  const judgedHash = createHash("sha256");
  const ofLedger = [hash, runsHash, judgedHash];
  const mark = await markLedger(ledger);
  for (const each of [hash, judgedHash]) each.update(JSON.stringify([corpus.config, mark]));
  runsHash.update(JSON.stringify([corpus.config, mark.opinionId]));
  const quarantines = JSON.stringify([await readKnownQuarantines(corpus, ledger), fixturesOf(corpus)]);
  for (const each of [hash, judgedHash]) each.update(quarantines);
  for (const each of ofLedger) each.update(JSON.stringify([newest, ended, running.map(({ id }) => id)]));
  for (const { id, sha } of (await listGates(corpus)).gates) {
    for (const each of ofLedger) each.update(`${id}\0${sha}\0`);
  }
  for (const path of (await listNotePaths(corpus)).paths) {
    hash.update(`${path}\0${fileState(join(corpus.root, path))}\0`);
  }
  return {
    signature: hash.digest("hex"),
    runs: runsHash.digest("hex"),
    judged: judgedHash.digest("hex"),
    progress,
  };
}

/** Where a gate needs some, those that there are, with the state of their files. */
function fixturesOf(corpus: Corpus): string[] {
  if (corpus.config.verify.minFixtures === undefined) return [];
  return [...nameFixtures(corpus).values()].map(
    ({ path }) => `${path} ${fileState(join(corpus.root, path))}`,
  );
}

/** What of a file changes when it is written, also by a program that puts another one in its place. */
function fileState(path: string): string {
  const found = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}` : "gone";
}
