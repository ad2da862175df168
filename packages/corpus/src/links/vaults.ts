import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { errorCode } from "@review/db/guards";
import type { Corpus, ReviewConfig } from "../configuration/config.ts";
import { type TreeView, viewTree } from "../files/tree-view.ts";
import { isMarkdown } from "../text/note-kinds.ts";
import { type PageUrls, readPageUrls } from "./page-urls.ts";
import { indexVault, type VaultIndex } from "./vault-index.ts";

/** What must be known of a corpus to resolve its links. */
export type LinkedCorpus = Pick<Corpus, "root"> & { config: Pick<ReviewConfig, "linkRoots"> };

/** A folder in which wikilinks name files wherever they are. */
export interface Vault {
  /** Relative to the root; `""` is the root. */
  folder: string;
  /** Whether Obsidian was told so: it holds `.obsidian`. */
  isObsidian: boolean;
}

/** The vaults of a corpus. */
export interface Vaults {
  /**
   * Those that a note lies in, the nearest first: folders above it that hold `.obsidian`, or that `linkRoots` names; the root if
   * there is none. One may have come to lie in another by mistake, so a link counts in each.
   */
  around: (notePath: string) => readonly Vault[];
  /**
   * The files below a folder, listed when they are first asked for, and once. Folders whose name begins with a dot and `node_modules`
   * are left out, and symlinks not followed.
   */
  filesIn: (folder: string) => Promise<VaultIndex>;
  /** Where a site shows the pages of a folder; read when it is first asked for, and once. */
  pageUrls: (folder: string) => Promise<PageUrls>;
  /** What is at other paths. */
  tree: TreeView;
}

/** Looks for vaults, each folder once: for one command, or as long as a corpus is open. */
export function createVaults({ root, config }: LinkedCorpus, tree: TreeView = viewTree(root)): Vaults {
  const named = new Set(
    Object.values(config.linkRoots)
      .flat()
      .map((folder) => (folder === "." ? "" : folder)),
  );
  const known = new Map<string, Vault | undefined>();
  const lists = new Map<string, Promise<string[]>>();
  const indexes = new Map<string, Promise<VaultIndex>>();
  const pages = new Map<string, Promise<PageUrls>>();
  const list = (folder: string) => remembered(lists, folder, () => listFiles(join(root, folder)));
  const vaultAt = (folder: string): Vault | undefined => {
    if (known.has(folder)) return known.get(folder);
    const isObsidian = tree.kindOf(posix.join(folder, ".obsidian")) === "directory";
    const vault = isObsidian || named.has(folder) ? { folder, isObsidian } : undefined;
    known.set(folder, vault);
    return vault;
  };
  return {
    around: (notePath) => {
      const vaults = foldersAbove(notePath).flatMap((folder) => vaultAt(folder) ?? []);
      return vaults.length > 0 ? vaults : [{ folder: "", isObsidian: false }];
    },
    filesIn: (folder) => remembered(indexes, folder, () => list(folder).then(indexVault)),
    pageUrls: (folder) =>
      remembered(pages, folder, async () => {
        const paths = (await list(folder)).filter(isMarkdown).map((path) => posix.join(folder, path));
        return readPageUrls(root, folder, paths.sort());
      }),
    tree,
  };
}

function remembered<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** The folders that a note lies in, from its own to the root, which is `""`. */
export function foldersAbove(notePath: string): string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(notePath); folder !== "."; folder = posix.dirname(folder))
    folders.push(folder);
  return [...folders, ""];
}

/** A glob would leave out symlinks, or follow them; whether one leads out of the root is looked at when it is named. */
async function listFiles(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const waiting = [""]; waiting.length > 0; ) {
    const below = waiting.pop() ?? "";
    for (const entry of await readFolder(join(folder, below))) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = posix.join(below, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else files.push(path);
    }
  }
  return files;
}

/** Nothing can be named in a folder that cannot be read. */
async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return [];
  }
}
