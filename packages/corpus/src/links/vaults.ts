import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, posix } from "node:path";
import { errorCode } from "@review/db/guards";
import type { Corpus, ReviewConfig } from "../configuration/config.ts";
import { fileKind } from "../files/file-kind.ts";
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
}

/** Looks for vaults, each folder once: for one command, or as long as a corpus is open. */
export function createVaults({ root, config }: LinkedCorpus): Vaults {
  const named = new Set(
    Object.values(config.linkRoots)
      .flat()
      .map((folder) => (folder === "." ? "" : folder)),
  );
  const known = new Map<string, Vault | undefined>();
  const lists = new Map<string, Promise<VaultIndex>>();
  const vaultAt = (folder: string): Vault | undefined => {
    if (known.has(folder)) return known.get(folder);
    const isObsidian = fileKind(join(root, folder, ".obsidian")) === "directory";
    const vault = isObsidian || named.has(folder) ? { folder, isObsidian } : undefined;
    known.set(folder, vault);
    return vault;
  };
  return {
    around: (notePath) => {
      const vaults = foldersAbove(notePath).flatMap((folder) => vaultAt(folder) ?? []);
      return vaults.length > 0 ? vaults : [{ folder: "", isObsidian: false }];
    },
    filesIn: (folder) => {
      const list = lists.get(folder) ?? listFiles(join(root, folder)).then(indexVault);
      lists.set(folder, list);
      return list;
    },
  };
}

/** From the note's own to the root. */
function foldersAbove(notePath: string): string[] {
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
