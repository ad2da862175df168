import { type Dirent, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { errorCode } from "@review/db/guards";
import { fileKind } from "./file-kind.ts";
import { isInside, locatePath } from "./root-paths.ts";

/** What is at paths below a root, which are relative to it and may lead out of it. No file is opened. */
export interface TreeView {
  root: string;
  /** What a path leads to, through symlinks; undefined where nothing can be seen, and above the root. */
  kindOf(path: string): ReturnType<typeof fileKind>;
  /** `outside`: the path lies above the root, or behind a symlink that leads out of it. */
  statusOf(path: string): Promise<"exists" | "missing" | "outside">;
}

/** Sees each path as it is when it is asked for. */
export function viewTree(root: string): TreeView {
  const statusOf: TreeView["statusOf"] = async (path) => {
    const place = join(root, path);
    if (!isInside(root, place)) return "outside";
    try {
      const located = await locatePath(place);
      if (!isInside(root, located.path)) return "outside";
      return located.exists ? "exists" : "missing";
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      // It cannot even be looked at: a symlink loop, no permission, a NUL in its name.
      return "missing";
    }
  };
  const kindOf: TreeView["kindOf"] = (path) => {
    const place = join(root, path);
    return isInside(root, place) ? fileKind(place) : undefined;
  };
  return { root, kindOf, statusOf };
}

/**
 * Sees each folder as it is when it is first asked about, for one look at many paths: listing a folder takes as long as
 * looking at a few of its files. With `patience` the first so many questions about a folder are put to the file system, so that
 * a few paths never list a large folder.
 */
export function viewTreeOnce(root: string, patience = 0): TreeView {
  const direct = viewTree(root);
  const lists = new Map<string, Listed | undefined>();
  const asked = new Map<string, number>();
  const listOf = (folder: string): Listed | undefined => {
    if (lists.has(folder)) return lists.get(folder);
    const times = (asked.get(folder) ?? 0) + 1;
    asked.set(folder, times);
    if (times <= patience) return undefined;
    const list = listFolder(join(root, folder));
    lists.set(folder, list);
    return list;
  };
  /** What stands at a path, `link` for a symlink; undefined where that is for the file system to say. */
  const look = (path: string): Seen | "nothing" | undefined => {
    if (path === ".") return "directory";
    if (/^\.\.(?:\/|$)|\/$|\0/.test(path)) return undefined;
    // From the root on, so that nothing need be remembered of what is below a folder that is not there.
    for (let at = 0; ; ) {
      const list = listOf(path.slice(0, Math.max(0, at - 1)));
      if (!list) return undefined;
      const slash = path.indexOf("/", at);
      const name = slash === -1 ? path.slice(at) : path.slice(at, slash);
      // Where letter case makes no difference the file system finds it all the same.
      const seen = list.names.get(name) ?? (list.folded.has(fold(name)) ? undefined : "nothing");
      if (slash === -1) return seen;
      if (seen !== "directory") return isGone(seen) ? "nothing" : undefined;
      at = slash + 1;
    }
  };
  return {
    root,
    kindOf: (path) => {
      const seen = look(normal(path));
      if (seen === "nothing") return undefined;
      return seen === undefined || seen === "link" ? direct.kindOf(path) : seen;
    },
    statusOf: async (path) => {
      const seen = look(normal(path));
      if (seen === "nothing") return "missing";
      return seen === undefined || seen === "link" ? direct.statusOf(path) : "exists";
    },
  };
}

type Seen = "file" | "directory" | "other" | "link";

interface Listed {
  names: ReadonlyMap<string, Seen>;
  /** The names as a file system that is no judge of letter case compares them. */
  folded: ReadonlySet<string>;
}

function listFolder(folder: string): Listed | undefined {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    const names = new Map(entries.map((entry) => [entry.name, kindOfEntry(entry)]));
    return { names, folded: new Set(entries.map(({ name }) => fold(name))) };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function kindOfEntry(entry: Dirent): Seen {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "directory" : "other";
}

/** Nothing is below what is not there, nor below a file. */
const isGone = (seen: Seen | "nothing" | undefined) =>
  seen === "nothing" || seen === "file" || seen === "other";

const normal = (path: string) => posix.normalize(`./${path}`);
const fold = (name: string) => name.normalize("NFC").toLowerCase();
