import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { contentSha, openCorpus, resolveGates } from "@review/corpus";
import type { Batch } from "../batch/batch.ts";
import { buildRuns } from "../batch/build-batch.ts";
import { renderBatchPrompt } from "../batch/render-batch.ts";
import type { Runner } from "../runner.ts";
import { TRAP_GATES, TRAPS, type Trap } from "./traps.ts";

/** A trap as its prompt asks for it. */
export interface LaidTrap {
  trap: Trap;
  batch: Batch;
  /** Notes and gates asked for together. */
  pairs: number;
  promptBytes: number;
}

/** A tree that holds the notes and gates of all traps and nothing else. */
export interface TrapTree extends AsyncDisposable {
  /** Its real path. */
  root: string;
  traps: LaidTrap[];
  /** What is in it now: the sha of each file by its path. */
  look(): Promise<ReadonlyMap<string, string>>;
}

/** As long as a token is. */
const MEASURED_TOKEN = "00000000";

/** Lays the traps out in a folder of their own below `temporary`; it is removed at the end. as `runner` is asked. */
export async function layTraps(
  temporary: string,
  { opensFiles, answersAsJson }: Pick<Runner, "opensFiles" | "answersAsJson">,
): Promise<TrapTree> {
  const root = await realpath(await mkdtemp(join(temporary, "review-traps-")));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    await write(root, "review.config.json", `${JSON.stringify({ notes: ["notes/**"], gates: "gates" })}\n`);
    for (const [id, text] of Object.entries(TRAP_GATES)) await write(root, `gates/${id}.md`, text);
    for (const { name, notes } of TRAPS) {
      for (const [file, text] of notes) await write(root, `notes/${name}/${file}`, text);
    }
    const corpus = await openCorpus({ cwd: root, root });
    const traps: LaidTrap[] = [];
    for (const trap of TRAPS) {
      const gates = await resolveGates(corpus, trap.gateIds);
      const asked = trap.notes.map(([file]) => ({ notePath: `notes/${trap.name}/${file}`, gates }));
      const { runs, problems } = await buildRuns(corpus, asked, true);
      const [problem] = problems;
      if (problem) throw new Error(`the trap ${trap.name} cannot be laid: ${problem.message}`);
      const batch: Batch = { runs, settled: new Map(), opensFiles, answersAsJson };
      const promptBytes = Buffer.byteLength(renderBatchPrompt(batch, MEASURED_TOKEN));
      traps.push({ trap, batch, pairs: runs.length * gates.length, promptBytes });
    }
    return { root, traps, look: () => shasBelow(root), [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

async function shasBelow(root: string): Promise<Map<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const shas = new Map<string, string>();
  for (const entry of entries.filter((each) => !each.isDirectory())) {
    const path = join(entry.parentPath, entry.name);
    // What is no plain file was not there before.
    const sha = entry.isFile() ? contentSha(await readFile(path)) : "no file";
    shas.set(relative(root, path), sha);
  }
  return shas;
}
