import { basename } from "node:path";
import {
  type CommandContext,
  EXIT,
  errorToTell,
  exitCodeOf,
  type GlobalArgs,
  openLedgerToRead,
  openLedgerUnchanged,
  openWorkspace,
  toErrorDocument,
  type Workspace,
  writeTalk,
} from "@review/cli-kit";
import type { Ledger } from "@review/db";
import { type PageHost, readPageAssets } from "@review/web";
import { isSharable } from "@review/worker";
import { openLedgerToAcknowledge } from "../ack/open-ledger.ts";
import { sweepNews } from "../sweeps/sweep-news.ts";
import { editorOf } from "./open-in-editor.ts";

/** What the page of a tree is served from; configuration and ledger are opened anew each time, so that both may change. */
export function pageHostOf(
  args: GlobalArgs,
  { io, version }: CommandContext,
  { root, ledgerUrl, isReadOnly }: { root: string; ledgerUrl: string; isReadOnly: boolean },
): PageHost {
  const warned = new Set<string>();
  const at = (open: (workspace: Workspace) => Promise<Ledger>): PageHost["read"] => {
    return async (act) => {
      const workspace = await openWorkspace({ ...args, root }, io);
      // The same is looked at again and again, and told once.
      const warn = (message: string) => {
        if (warned.has(message)) return;
        warned.add(message);
        workspace.warn(message);
      };
      await using ledger = await open({ ...workspace, warn });
      return await act({ corpus: workspace.corpus, ledger });
    };
  };
  return {
    toolVersion: version,
    name: basename(root),
    assets: readPageAssets(),
    isReadOnly,
    now: () => new Date(),
    read: at(openLedgerToRead),
    glance: at(openLedgerUnchanged),
    change: at((workspace) => openLedgerToAcknowledge(workspace, {})),
    ...(isSharable(ledgerUrl) && {
      async *sweepNews(signal: AbortSignal) {
        await using ledger = await openLedgerUnchanged(await openWorkspace({ ...args, root }, io));
        yield* sweepNews(ledger, signal);
      },
    }),
    edit: editorOf(io, root),
    explain: (thrown) => {
      const error = errorToTell(thrown);
      const { code, message } = toErrorDocument(error).error;
      const status = statusOf(code, error);
      if (status === 500) writeTalk(io, `error: this is a bug of review, please report it: ${message}`);
      return { status, code, message };
    },
  };
}

/** What says that somebody else was faster, though a command line could not tell. */
const CONFLICTS = ["not-accepted", "not-waived"];
const MISSING = ["note-not-found", "run-not-found"];

function statusOf(code: string, error: unknown): number {
  if (MISSING.includes(code)) return 404;
  if (CONFLICTS.includes(code) || exitCodeOf(error) === EXIT.conflict) return 409;
  return exitCodeOf(error) === EXIT.bug && code !== "no-editor" ? 500 : 422;
}
