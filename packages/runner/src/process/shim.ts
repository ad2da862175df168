import { readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { escapeUnclear, repositoryOf } from "@review/corpus";
import { findProgram } from "./find-program.ts";
import { type Environment, realPath } from "./search-path.ts";
import { readStart, type Unstartable } from "./unstartable.ts";

/**
 * The files by which a version manager decides what its shims start, asdf, mise, nodenv and the like, proto and aqua among them. They may name
 * a program of the tree (`path:./tools`), or a version of the client that is not the user's.
 */
const DECIDING =
  /^(?:\.tool-versions|\.?(?:mise|rtx)(?:\.[\w.-]+)?\.toml|\.?mise|\.\w+-version|\.nvmrc|\.prototools|\.?aqua(?:\.[\w-]+)?\.ya?ml)$/i;
/** Volta takes a client that `package.json` has among its dependencies out of `node_modules`. */
const DECIDING_FOR_VOLTA = "package.json";

/** The programs that stand behind the shims of those that keep them in no folder of this name. */
const BEHIND = /^(?:mise|rtx|volta-shim|aqua-proxy|proto-shim)(?:\.exe)?$/i;
const FOLDER = "shims";

/**
 * Why a program that was found by its name on PATH is not to be started in `cwd`, a real path: it, or what its first line has `env` look for,
 * is a shim, which lets files of the folder that it is started in decide what it starts, and the tree has such files.
 */
export async function whyDecidedByTree(
  path: string,
  place: { cwd: string; environment: Environment },
): Promise<Unstartable | undefined> {
  const interpreter = /^#![ \t]*\S*\/env[ \t]+(?:-S[ \t]*)?([\w.-]+)/.exec(await readStart(path))?.[1];
  const behind = interpreter === undefined ? undefined : await findProgram(interpreter, place);
  const shim = [path, behind].find((each) => each !== undefined && isShim(each));
  const file = shim === undefined ? undefined : findDeciding(place.cwd, isOfVolta(shim));
  if (shim === undefined || file === undefined) return undefined;
  const what = shim === path ? "is" : "is started by";
  return {
    path,
    says: `${what} ${escapeUnclear(shim)}, a shim of a version manager, which has ${escapeUnclear(file)} of the tree decide what it starts`,
    remedy: `put the folder of the ${basename(shim)} that you mean before that one on PATH`,
  };
}

const isShim = (path: string) =>
  [path, realPath(path)].some(
    (each) => basename(dirname(each)).toLowerCase() === FOLDER || BEHIND.test(basename(each)),
  );

const isOfVolta = (path: string) => basename(realPath(path)).toLowerCase().startsWith("volta-shim");

/** The first file by which a shim would decide, in the root or above it in its repository. */
function findDeciding(root: string, isOfVolta: boolean): string | undefined {
  const top = repositoryOf(root) ?? root;
  for (let folder = root; ; folder = dirname(folder)) {
    const found = namesIn(folder).find((name) => decides(folder, name, isOfVolta));
    if (found !== undefined || folder === top) return found;
  }
}

function decides(folder: string, name: string, isOfVolta: boolean): boolean {
  if (name === ".config") return namesIn(`${folder}/${name}`).some((each) => /^mise(?:\..*)?$/.test(each));
  return DECIDING.test(name) || (isOfVolta && name === DECIDING_FOR_VOLTA);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // What we may not read the shim may not either.
    return [];
  }
}
