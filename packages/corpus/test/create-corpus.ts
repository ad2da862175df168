import { createTree, type TreeEntry } from "@review/test-kit/temp-tree.ts";
import { type Corpus, openCorpus } from "../src/index.ts";

/** A corpus with the plain layout and these files. */
export async function createCorpus(entries: Record<string, TreeEntry>): Promise<Corpus> {
  return openCorpus({ cwd: await createTree({ "notes/": "", "gates/": "", ...entries }) });
}
