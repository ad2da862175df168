import { join } from "node:path";
import {
  type CommandRun,
  nameWord,
  openLedgerToRead,
  openWorkspace,
  print,
  printJson,
  tell,
  UsageError,
} from "@review/cli-kit";
import { readFixtures } from "@review/corpus";
import type { AcceptableDecision } from "@review/db";
import { draftFixture } from "@review/views";
import { writeNewFiles } from "../init/write-new-files.ts";
import { EditorError } from "../ui/editor-error.ts";
import { editorOf } from "../ui/open-in-editor.ts";

export interface GateFixtureArgs {
  gates?: readonly string[] | undefined;
  expect?: AcceptableDecision | undefined;
}

/** A fixture that was made of a finding. */
export interface GateFixtureDocument {
  /** Its file, relative to the root. */
  path: string;
  gateId: string;
  expect: AcceptableDecision;
  /** The finding: its key, and the note in which it was found. */
  key: string;
  notePath: string;
  /** What is to be mended in the file before it can be used; absent if nothing is. */
  problem?: string;
}

/** Writes a fixture beside its gate, made of a finding or of a false alarm; at a terminal it is opened in the user's editor. */
export const makeFixture: CommandRun<GateFixtureArgs> = async (args, { io }) => {
  const [named, ...more] = args.gates ?? [];
  if (named === undefined || more.length > 0)
    throw new UsageError("name one finding by its key: `review-nested warns` shows them in brackets");
  const workspace = await openWorkspace(args, io);
  const { corpus } = workspace;
  await using ledger = await openLedgerToRead(workspace);
  const { text, ...draft } = await draftFixture(corpus, ledger, named, args.expect);
  const { gateId, expect, key } = draft;
  const path = `${corpus.config.gates}/${gateId}.tests/${expect}-${key.slice(0, 8)}.md`;
  await writeNewFiles(corpus.root, [{ path, text }]);
  const { problems } = await readFixtures(corpus, [gateId]);
  const problem = problems.find((each) => each.path === path)?.message;
  const document: GateFixtureDocument = { path, ...draft, ...(problem !== undefined && { problem }) };
  if (args.json) printJson(io, document);
  else print(io, `wrote ${path}`);
  if (problem !== undefined) tell(io, args, `warning: ${path} ${problem}`);
  else tell(io, args, `it expects ${expect}; \`review-nested gates test ${nameWord(gateId)}\` tries it`);
  const { VISUAL, EDITOR } = io.environment;
  if (args.json || !io.stdout.isTTY || !(VISUAL?.trim() || EDITOR?.trim())) return;
  await editorOf(io, corpus.root, { waits: true })({ path: join(corpus.root, path), line: 1 }).catch(
    (error: unknown) => {
      if (!(error instanceof EditorError)) throw error;
      // The fixture is there all the same.
      tell(io, args, `it was not opened: ${error.message}`);
    },
  );
};
