import { existsSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import {
  type CommandRun,
  count,
  type GlobalArgs,
  type Io,
  isYes,
  lineWithNames,
  print,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import {
  CONFIG_FILE_NAME,
  CorpusError,
  findRoot,
  hasMoreEntries,
  listGates,
  listNotePaths,
  openCorpus,
  type ProposedSetup,
  proposeSetup,
  RootNotFoundError,
  STARTER_FIXTURES,
  STARTER_GATES,
  surveyNotes,
} from "@review/corpus";
import { type Proposal, proposeReviewer } from "../reviewers/propose-reviewer.ts";
import { describeNotes } from "./init/describe-notes.ts";
import type { InitDocument } from "./init/init-document.ts";
import { writeNewFiles } from "./init/write-new-files.ts";

export interface InitArgs extends GlobalArgs {
  withGates?: boolean | undefined;
}

/** Writes a configuration for the tree as it is, and starter gates if wanted. Nothing that is there is touched. */
export const runInit: CommandRun<InitArgs> = async (args, { io }) => {
  const root = await chooseRoot(args, io);
  const isConfigured = existsSync(join(root, CONFIG_FILE_NAME));
  if (isConfigured && !args.withGates) {
    throw new UsageError(
      `${join(root, CONFIG_FILE_NAME)} exists already: edit it, or add starter gates with \`review-nested init --with-gates\``,
    );
  }
  const above = isConfigured ? undefined : await configAbove(root, io.userId);
  if (!isConfigured) await requireReasonableSize(root);
  const setup = isConfigured ? await existingSetup(root) : await proposeSetup(root);
  const withGates = args.withGates ?? (await offerGates(setup, args, io));
  const [starters, fixtures] = withGates ? [STARTER_GATES, STARTER_FIXTURES] : [[], []];
  const files = [
    ...(isConfigured ? [] : [{ path: CONFIG_FILE_NAME, text: `${JSON.stringify(setup.config, null, 2)}\n` }]),
    ...starters.map(({ id, text }) => ({ path: `${setup.config.gates}/${id}.md`, text })),
    ...fixtures.map(({ path, text }) => ({ path: `${setup.config.gates}/${path}`, text })),
  ];
  // Where gates are there already, nothing but the configuration may be missing.
  const mend = isConfigured || !withGates ? [] : ["write the configuration alone with `review-nested init`"];
  await writeNewFiles(root, files, [...mend, "move it away first"].join(", or "));

  const written = files.map(({ path }) => path);
  const gates = setup.gates + starters.length;
  const signal = io.watchSignals().interrupted;
  const reviewer = await proposeReviewer({ root, signal, environment: io.environment });
  const next = nextCommands(gates, reviewer);
  if (args.json) {
    const document: InitDocument = {
      root,
      written,
      config: setup.config,
      notes: setup.notes,
      gates,
      frontMatter: setup.frontMatter,
      ...(setup.links && { links: setup.links }),
      leftOut: setup.leftOut,
      next,
    };
    return printJson(io, document);
  }
  for (const path of written) print(io, `wrote ${path}`);
  const { config, unreadable } = setup;
  tell(io, args, `${count(setup.notes, "note")} in ${config.notes.join(", ")}`);
  if (unreadable > 0)
    tell(
      io,
      args,
      `${count(unreadable, "note")} more that cannot be read, or hold nothing: \`doctor\` says which`,
    );
  for (const line of describeNotes(setup)) tell(io, args, line);
  tell(io, args, `${count(gates, "gate")} in ${config.gates}`);
  if (above !== undefined) {
    tell(io, args, `below ${root} this configuration counts now, and not ${above}`);
  }
  if (gates === 0) {
    tell(io, args, `write a gate, e.g. ${config.gates}/prose/clarity.md, or take three to begin with:`);
  }
  for (const line of ["next:", ...next.map((command) => `  ${command}`)]) tell(io, args, line);
  if (gates === 0) return;
  tell(io, args, "--dry-run asks nobody: without it, that line has the reviews made");
  if (reviewer.missing !== undefined) tell(io, args, reviewer.missing);
};

/** A tree of more files and folders than these is a disk or a home, and looking through it takes minutes. */
const MOST_ENTRIES = 200_000;

async function requireReasonableSize(root: string): Promise<void> {
  const isDisk = dirname(root) === root;
  if (!isDisk && !(await hasMoreEntries(root, MOST_ENTRIES))) return;
  const what = isDisk
    ? "is all of a disk"
    : `has more than ${MOST_ENTRIES.toLocaleString("en")} files and folders`;
  throw new UsageError(
    (option) =>
      `${root} ${what}, and was not searched: go to the folder that holds the notes, or name it (${option("root")} FOLDER)`,
  );
}

/** Where the command line says, else right here: a folder further up is another tree. */
async function chooseRoot(args: GlobalArgs, { cwd, environment }: Io): Promise<string> {
  const path = resolve(cwd, args.root ?? (environment.REVIEW_ROOT?.trim() || "."));
  try {
    return await realpath(path);
  } catch {
    throw new RootNotFoundError(path);
  }
}

/** What is configured, and found that way. */
async function existingSetup(root: string): Promise<ProposedSetup> {
  const corpus = await openCorpus({ cwd: root, root });
  const { notes, gates } = corpus.config;
  const { paths } = await listNotePaths(corpus);
  const hasGates = existsSync(join(root, gates));
  return {
    config: { notes, gates },
    ...(await surveyNotes(corpus, paths)),
    gates: hasGates ? (await listGates(corpus)).gates.length : 0,
    leftOut: [],
  };
}

/** Asks only where there is no gate yet and somebody to ask. */
async function offerGates({ gates, config }: ProposedSetup, args: GlobalArgs, io: Io): Promise<boolean> {
  if (gates > 0 || args.json) return false;
  const names = STARTER_GATES.map(({ id }) => id).join(", ");
  const answer = await io.ask(
    `${lineWithNames(`There are no gates yet. Write ${STARTER_GATES.length} to begin with into ${config.gates} (${names})?`)} [y/N] `,
  );
  return answer !== undefined && isYes(answer);
}

/** The configuration that has counted for this folder so far. */
async function configAbove(root: string, userId: number | undefined): Promise<string | undefined> {
  const above = await findRoot({ cwd: root, userId }).catch((error: unknown) => {
    if (error instanceof CorpusError) return root;
    throw error;
  });
  const path = join(above, CONFIG_FILE_NAME);
  return above !== root && existsSync(path) ? path : undefined;
}

function nextCommands(gates: number, { before, options }: Proposal): string[] {
  if (gates === 0) return ["review-nested init --with-gates"];
  return [
    "review-nested doctor",
    "review-nested gates lint",
    `${before}review-nested sweep --all-gates ${options} --limit 5 --dry-run`,
  ];
}
