import {
  type CommandRun,
  EXIT,
  type GlobalArgs,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { errorCode } from "@review/db/guards";
import { type PageHost, type PageServer, startPageServer } from "@review/web";
import { pageHostOf } from "./ui/page-host.ts";

export interface UiArgs extends GlobalArgs {
  port?: number | undefined;
  readOnly?: boolean | undefined;
}

/** Where the page is served. */
export interface UiDocument {
  /** With the token of this start behind its `#`. */
  url: string;
}

const LARGEST_PORT = 65_535;

/** Serves the page to this machine until it is interrupted. */
export const runUi: CommandRun<UiArgs> = async (args, context) => {
  const { io } = context;
  const { port = 0, readOnly: isReadOnly = false } = args;
  if (port > LARGEST_PORT) throw new UsageError(`--port is at most ${LARGEST_PORT}, not ${port}`);
  const { interrupted } = io.watchSignals();
  const workspace = await openWorkspace(args, io);
  // Said now, if it cannot be opened, and a ledger of an earlier version is migrated.
  await (await io.unwatched(() => openLedgerToRead(workspace))).close();
  const { ledgerUrl } = workspace;
  const { root } = workspace.corpus;
  const server = await start(pageHostOf(args, context, { root, ledgerUrl, isReadOnly }), port);
  const document: UiDocument = { url: server.url };
  if (args.json) printJson(io, document);
  else print(io, server.url);
  tell(io, args, "open that address in a browser on this machine; Ctrl-C ends it");
  await new Promise<void>((resolve) => {
    if (interrupted.aborted) resolve();
    interrupted.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.close();
  return EXIT.interrupted;
};

async function start(host: PageHost, port: number): Promise<PageServer> {
  try {
    return await startPageServer(host, port);
  } catch (error) {
    const why = { EADDRINUSE: "is taken", EACCES: "may not be used" }[errorCode(error) ?? ""];
    if (why === undefined) throw error;
    throw new UsageError(`port ${port} ${why}: name another one, or leave --port out for one that is free`);
  }
}
