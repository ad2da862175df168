import { join } from "node:path";
import { type InvariantReport, type Ledger, verifyLedger } from "@review/db";
import {
  blobId,
  gateText,
  NOTE,
  NOTE_TEXT,
  type OldFileShape,
  type OldTables,
  writeOldFile,
} from "@review/test-kit/old-file.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { snapshotOf } from "@review/test-kit/snapshot-of.ts";
import {
  type FoundText,
  type ImportReport,
  type ImportSources,
  importOldLedger,
  openOldLedger,
} from "../src/index.ts";

const ROOT = "/home/me/kb";
export const GATES = ["prose/a", "prose/b"] as const;

/** A new old file. */
export function oldFile(tables: Partial<OldTables>, shape?: OldFileShape): string {
  return writeOldFile(join(scratchFolder(), "old.sqlite"), tables, shape);
}

/** Sources in which some texts are found: the first ones as what is there now. */
export function sourcesOf({
  notes = { [NOTE]: NOTE_TEXT },
  gates = Object.fromEntries(GATES.map((gateId) => [gateId, gateText(gateId)])),
  inGit = [],
  ...sources
}: {
  notes?: Record<string, string>;
  gates?: Record<string, string>;
  inGit?: readonly string[];
} & Partial<ImportSources> = {}): ImportSources {
  const found = (text: string, from: FoundText["from"]) =>
    [blobId(text), { sha: snapshotOf(text).sha, read: () => Buffer.from(text), from }] as const;
  const blobs = (texts: Record<string, string>) =>
    new Map(Object.entries(texts).map(([name, text]) => [name, blobId(text)]));
  return {
    root: ROOT,
    now: new Date().toISOString(),
    texts: new Map([
      ...inGit.map((text) => found(text, "git")),
      ...Object.values({ ...notes, ...gates }).map((text) => found(text, "file")),
    ]),
    current: { notes: blobs(notes), gates: blobs(gates) },
    ...sources,
  };
}

/** Imports a file, and closes it. */
export async function importFile(
  ledger: Ledger,
  path: string,
  options: ImportSources & { dryRun?: boolean } = sourcesOf(),
): Promise<ImportReport> {
  using old = openOldLedger(path);
  return await importOldLedger(ledger, old, options);
}

/** The rules of the ledger that some rows break. */
export async function brokenRules(ledger: Ledger): Promise<InvariantReport[]> {
  return (await verifyLedger(ledger)).filter(({ violations }) => violations > 0);
}

/** The repairs of a report, by name. */
export function repairsOf({ repairs }: ImportReport): Record<string, number> {
  return Object.fromEntries(repairs.map(({ repair, rows }) => [repair, rows]));
}
