import { relative, resolve } from "node:path";
import {
  type CommandRun,
  count,
  type GlobalArgs,
  type Io,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  requireOutput,
  slowProgress,
  tell,
  UsageError,
  writeAtomically,
} from "@review/cli-kit";
import { isInside } from "@review/corpus";
import { readPageAssets, renderReport } from "@review/web";
import { embeddedPage } from "./report/embedded-page.ts";

export interface PageReportArgs extends GlobalArgs {
  output?: string | undefined;
}

/** The page that was written. */
export interface PageReportDocument {
  /** Absolute. */
  path: string;
  bytes: number;
  /** How many of the notes have their texts in it, and how many there are. */
  notesWithText: number;
  notes: number;
  /** How many of the runs that it lists have their answers in it, and how many it lists. */
  runsWithAnswers: number;
  runs: number;
  /** How many findings it has no room for; absent if it has all. */
  cut?: number;
}

const USUAL_FILE = "review-report.html";

/** Writes the page into one file. */
export const runReport: CommandRun<PageReportArgs> = async (args, { io, version }) => {
  const { output = USUAL_FILE } = args;
  if (output.trim() === "") throw new UsageError("--output is empty: name a file, or - for stdout");
  const isStdout = output === "-";
  if (isStdout && args.json) {
    throw new UsageError("--output - and --json both print on stdout: give one of them");
  }
  const path = resolve(io.cwd, output);
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  if (!isStdout) await requireOutput(corpus.root, path);
  await using ledger = await openLedgerToRead(workspace);
  const assets = readPageAssets();
  const ownBytes = Buffer.byteLength(assets.script) + Buffer.byteLength(assets.style);
  const onNote = slowProgress(
    { now: () => performance.now(), tell: (line) => tell(io, args, line) },
    (read, all) => `read ${read} of ${count(all, "note")}`,
  );
  const asked = { toolVersion: version, now: new Date(), ownBytes, onNote };
  const embedded = await embeddedPage(corpus, ledger, asked);
  const html = renderReport(embedded, assets);
  if (isStdout) {
    io.stdout.write(html);
    return 0;
  }
  await writeAtomically(path, [html]);
  const notes = embedded.page.notes.length;
  const notesWithText = Object.keys(embedded.notes).length;
  const bytes = Buffer.byteLength(html);
  const runs = embedded.page.runs.length;
  const runsWithAnswers = embedded.page.runs.filter(({ id }) => embedded.runs[id] !== undefined).length;
  const { cut } = embedded.page;
  const document: PageReportDocument = {
    path,
    bytes,
    notesWithText,
    notes,
    runsWithAnswers,
    runs,
    ...(cut && { cut }),
  };
  if (args.json) printJson(io, document);
  else print(io, nameFor(path, io));
  tell(io, args, describe(document));
  return 0;
};

const nameFor = (path: string, { cwd }: Pick<Io, "cwd">) =>
  isInside(cwd, path) ? relative(cwd, path) : path;

function describe({ bytes, notesWithText, notes, cut = 0 }: PageReportDocument): string {
  const size = bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
  const texts =
    notesWithText === notes
      ? ""
      : `; ${notesWithText} of the notes with their texts, for which there is room`;
  const without = cut === 0 ? "" : `; without ${count(cut, "finding")}, for which there is no room`;
  return `${size}, ${count(notes, "note")}${texts}${without}`;
}
