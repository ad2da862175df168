import { DEFAULT_EXCLUDE } from "../configuration/layout.ts";
import { isMarkdown, suffixOf } from "../notes/note-kinds.ts";
import { commonFolder } from "../notes/survey-files.ts";

/** Which texts of a tree are taken for its notes. */
export interface ChosenNotes {
  /** Globs. */
  notes: string[];
  /** Absent where the default leaves out the right ones. */
  exclude?: string[];
  leftOut: LeftOutTexts[];
}

/** Texts of a tree that are not taken for notes. */
export interface LeftOutTexts {
  /** `index pages`, `about the tree`, `elsewhere`, `another kind`. */
  why: string;
  /** File names, folders (`.` is the root) or suffixes, each once. */
  names: string[];
  files: number;
}

/** In a tree of notes without a folder for them, these are about the tree. */
const ABOUT_THE_TREE = ["README", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "LICENSE"];

// A folder with less than this share of the largest, and few files, holds something else than notes.
const SMALL = { share: 0.1, files: 20 };
// Notes in more folders than this are all over the tree.
const MOST_FOLDERS = 4;

/**
 * Chooses the notes among the paths of all texts of a tree: Markdown and MDX before all other kinds, in the folders that
 * hold the most, without pages that list others. Says what is left out.
 */
export async function chooseNotes(texts: readonly string[]): Promise<ChosenNotes> {
  const { escapePath } = await import("tinyglobby");
  const kinds = chosenSuffixes(texts);
  const ofKind = texts.filter((path) => kinds.includes(suffixOf(path)));
  const { folders, elsewhere } = chooseFolders(ofKind.filter((path) => !isAboutTheTree(path)));
  const isWhole = folders.includes("");
  const chosen = ofKind.filter((path) => folders.some((folder) => isIn(folder, path)));
  const about = ofKind.filter((path) => isAboutTheTree(path) && (isWhole || !chosen.includes(path)));
  const pages = indexPages(chosen.filter((path) => !about.includes(path)));
  const used =
    chosen.length > 0 ? kinds.filter((kind) => chosen.some((path) => suffixOf(path) === kind)) : kinds;
  const suffix = used.length === 1 ? `.${used[0]}` : `.{${used.join(",")}}`;
  const names = [...pages.names, ...(isWhole ? ABOUT_THE_TREE : [])];
  const exclude = names.map((name) => `**/${name}${suffix}`);
  const isDefault = exclude.join() === DEFAULT_EXCLUDE.join();
  return {
    notes: folders.map((folder) => `${folder === "" ? "" : `${escapePath(folder)}/`}**/*${suffix}`),
    ...(!isDefault && { exclude }),
    leftOut: [
      { why: "index pages", paths: pages.paths, nameOf: nameWithin },
      { why: "about the tree", paths: about, nameOf: nameWithin },
      { why: "elsewhere", paths: elsewhere, nameOf: topFolder },
      {
        why: "another kind",
        paths: texts.filter((path) => !kinds.includes(suffixOf(path))),
        nameOf: (path: string) => `.${suffixOf(path)}`,
      },
    ].flatMap(({ why, paths, nameOf }) =>
      paths.length === 0 ? [] : [{ why, names: [...new Set(paths.map(nameOf))].sort(), files: paths.length }],
    ),
  };
}

function chosenSuffixes(texts: readonly string[]): string[] {
  const suffixes = [...new Set(texts.map(suffixOf))].sort();
  const markdown = suffixes.filter((suffix) => isMarkdown(`note.${suffix}`));
  // A plain text is mostly something for a program.
  const marked = suffixes.filter((suffix) => suffix !== "txt");
  return [markdown, marked, suffixes].find((some) => some.length > 0) ?? ["md"];
}

/** The folders that hold notes, each as deep as all of its notes are; "" for the whole tree. */
function chooseFolders(paths: readonly string[]): { folders: string[]; elsewhere: string[] } {
  const tops = new Map<string, string[]>();
  for (const path of paths) {
    const known = tops.get(topFolder(path));
    if (known) known.push(path);
    else tops.set(topFolder(path), [path]);
  }
  const largest = Math.max(...[...tops.values()].map(({ length }) => length));
  const isSmall = (some: readonly string[]) => some.length < Math.min(largest * SMALL.share, SMALL.files);
  const kept = [...tops].filter(([, some]) => !isSmall(some));
  if (kept.length === 0) return { folders: ["notes"], elsewhere: [] };
  if (kept.length > MOST_FOLDERS || kept.some(([top]) => top === "."))
    return { folders: [""], elsewhere: [] };
  return {
    folders: kept.map(([, some]) => commonFolder(some)).sort(),
    elsewhere: [...tops.values()].filter(isSmall).flat(),
  };
}

/**
 * The pages that list others: `_index` and `tag-index`, and `index` unless most of those are alone in their folders, as the
 * one text of a page with its images is.
 */
function indexPages(paths: readonly string[]): { names: string[]; paths: string[] } {
  const folders = paths.map(folderOf);
  const isAlone = (path: string) =>
    folders.filter((folder) => isIn(folderOf(path), `${folder}/`)).length === 1;
  const indexes = paths.filter((path) => stemOf(path) === "index");
  const areNotes = indexes.filter(isAlone).length > indexes.length / 2;
  const sections = paths.filter((path) => stemOf(path) === "_index");
  const others = paths.filter((path) => stemOf(path).endsWith("-index"));
  return {
    names: [...(areNotes ? [] : ["index"]), "*-index", ...(sections.length > 0 ? ["_index"] : [])],
    paths: [...(areNotes ? [] : indexes), ...sections, ...others],
  };
}

const nameWithin = (path: string) => path.slice(path.lastIndexOf("/") + 1);
const stemOf = (path: string) =>
  nameWithin(path)
    .replace(/\.[^.]+$/, "")
    .toLowerCase();
const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf("/"), 0));
const topFolder = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : ".");
const isIn = (folder: string, path: string) => folder === "" || path.startsWith(`${folder}/`);
const isAboutTheTree = (path: string) => ABOUT_THE_TREE.includes(nameWithin(path).replace(/\.[^.]+$/, ""));
