import { resolve } from "node:path";
import { type Io, UsageError } from "@review/cli-kit";
import { type Corpus, contentSha, LARGEST, listGates, readNotes } from "@review/corpus";
import { failureReason } from "@review/db/guards";
import {
  blobIdsOf,
  type FoundText,
  type ImportSources,
  notePathsOf,
  type OldHistory,
  runsWithoutModel,
} from "@review/import";
import { findRunModels, gitBlobId, readGitTexts } from "@review/runner";
import type { TextsAside } from "./put-aside.ts";

/**
 * What an import needs to know beside the old ledger: the notes and gates as they are now, the texts behind git
 * blob ids (the files of now first, then the repository), and the models that codex's sessions name.
 */
export async function gatherSources(
  corpus: Corpus,
  history: OldHistory,
  {
    args,
    io,
    aside,
  }: {
    args: { codexSessions?: string | undefined };
    io: Pick<Io, "environment" | "cwd">;
    aside: TextsAside;
  },
): Promise<ImportSources> {
  const { root, config } = corpus;
  const wanted = blobIdsOf(history);
  const texts = new Map<string, FoundText>();
  const addFile = (text: string, sha: string) => {
    const bytes = Buffer.from(text);
    const id = gitBlobId(bytes);
    if (wanted.has(id)) texts.set(id, { read: aside.put(bytes), sha, from: "file" });
    return id;
  };
  const { notes } = await readNotes(corpus, notePathsOf(history, root));
  const { gates } = await listGates(corpus);
  const current = {
    notes: new Map(notes.map(({ path, text, sha }) => [path, addFile(text, sha)])),
    gates: new Map(gates.map(({ id, text, sha }) => [id, addFile(text, sha)])),
  };
  // What is longer is no note, and no gate, whatever the old file says.
  const missing = [...wanted].flatMap(([id, kind]) => (texts.has(id) ? [] : [[id, LARGEST[kind]] as const]));
  await readGitTexts(new Map(missing), { folder: root, environment: io.environment }, (id, bytes) =>
    texts.set(id, { read: aside.put(bytes), sha: contentSha(bytes), from: "git" }),
  );
  const sessions = await findSessions(args.codexSessions, runsWithoutModel(history), io.cwd);
  const now = new Date().toISOString();
  return { root, aliases: config.aliases, texts, current, now, ...sessions };
}

async function findSessions(
  folder: string | undefined,
  runIds: ReadonlySet<string>,
  cwd: string,
): Promise<Pick<ImportSources, "codexModels" | "ambiguousSessions">> {
  if (folder === undefined) return {};
  try {
    const { models, ambiguous } = await findRunModels(resolve(cwd, folder), runIds);
    return { codexModels: models, ambiguousSessions: ambiguous.length };
  } catch (error) {
    throw new UsageError(
      `--codex-sessions ${folder} cannot be read (${failureReason(error)}): name codex's folder, e.g. ~/.codex/sessions`,
      { cause: error },
    );
  }
}
