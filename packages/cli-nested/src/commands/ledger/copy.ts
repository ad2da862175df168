import { isAbsolute, resolve } from "node:path";
import {
  type CommandContext,
  type GlobalArgs,
  type Io,
  printJson,
  requireNoSymlinkTo,
  tell,
} from "@review/cli-kit";
import { findRoot, NoRootError } from "@review/corpus";
import { type CopiedLedger, type CopyProgress, copyLedger } from "@review/db";

/** A ledger that was copied, and compared with what it was copied from. */
export interface LedgerCopyDocument {
  /** Without passwords. */
  from: string;
  to: string;
  /** How many rows each table has, on both sides. */
  rows: Record<string, number>;
  /** SHA-256 over all rows, the same on either engine. */
  digest: string;
  /** Whether it went on with what an earlier command had begun. */
  resumed: boolean;
}

/** Copies a ledger, or goes on with that. */
export async function runCopy(
  args: GlobalArgs & { from: string; to: string },
  { io }: CommandContext,
): Promise<undefined> {
  const isShown = io.stderr.isTTY && !args.quiet && !args.json;
  const [from, to] = [placeIn(io, args.from), placeIn(io, args.to)];
  // SQLite writes beside the one that is only read, too.
  await requireOwnPlaces(args, io, [from, to].filter(isAbsolute));
  const copied = await copyLedger(from, to, {
    ...(isShown && { onProgress: (progress) => io.stderr.write(`\r${lineOf(progress)}\u001b[K`) }),
  }).finally(() => isShown && io.stderr.write("\r\u001b[K"));
  const document = documentOf(copied);
  if (args.json) printJson(io, document);
  else tell(io, args, describe(document));
}

/** A path as it was typed is one from the current folder. */
const placeIn = (io: Io, name: string) =>
  /^[a-z][a-z0-9+.-]+:/i.test(name) || name === "" ? name : resolve(io.cwd, name);

/** Throws UsageError if a symlink in the tree leads to one of the files; there need not be a tree. */
async function requireOwnPlaces(args: GlobalArgs, io: Io, files: readonly string[]): Promise<void> {
  const { cwd, environment, userId } = io;
  const named = args.root ?? (environment.REVIEW_ROOT?.trim() || undefined);
  const root = await findRoot({ cwd, root: named, userId }).catch((error: unknown) => {
    if (error instanceof NoRootError) return undefined;
    throw error;
  });
  if (root === undefined) return;
  for (const file of files)
    for (const written of [file, `${file}.copying`]) requireNoSymlinkTo(root, written);
}

const lineOf = ({ table, copied, rows }: CopyProgress) =>
  `copying: ${copied.toLocaleString("en-US")} of ${rows.toLocaleString("en-US")} rows (${table})`;

const documentOf = ({ isResumed, ...copied }: CopiedLedger): LedgerCopyDocument => ({
  ...copied,
  resumed: isResumed,
});

function describe({ from, to, rows, digest, resumed }: LedgerCopyDocument): string {
  const all = Object.values(rows)
    .reduce((sum, count) => sum + count, 0)
    .toLocaleString("en-US");
  const goesOn = resumed ? ", going on with what was begun" : "";
  return `copied ${from} to ${to}${goesOn}: ${all} rows, all the same on both sides (digest ${digest.slice(0, 16)})`;
}
