import { commonFolder } from "../notes/survey-files.ts";
import { grouped } from "../text/grouped.ts";
import { isMarkdown, suffixOf } from "../text/note-kinds.ts";
import { findTemplateFolders } from "./find-templates.ts";

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
  /** `index pages`, `about the tree`, `templates`, `elsewhere` (few beside the folders that are taken), `another kind`. */
  why: string;
  /** File names, folders (`.` is the root) or suffixes, each once. */
  names: string[];
  files: number;
}

/** So many spellings of names that are told by their letters, whatever their case, are left out by name: hardly a tree has three. */
const MOST_SPELLINGS = 20;

/** In a tree of notes without a folder for them, these are about the tree. */
const ABOUT_THE_TREE = ["README", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY", "LICENSE"];

// A folder with less than this share of the largest, and few files, holds something else than notes.
const SMALL = { share: 0.1, files: 20 };
// Notes in more folders than this are all over the tree.
const MOST_FOLDERS = 4;

/** What is known of a tree beside its paths. */
interface Tree {
  /** Names of pages that are left out where no configuration says otherwise. */
  indexPages: readonly string[];
  /** Whether the page at a path does nothing but list others. */
  listsOthers(path: string): Promise<boolean>;
  /** Whether a program keeps the tree as a vault: then notes are all over it. */
  isVault: boolean;
  /** Whether texts that lie beside the notes are some as well. */
  areNotes(paths: readonly string[]): Promise<boolean>;
  /** Whether the text at a path is to be filled in to become a note. */
  holdsPlaceholders(path: string): Promise<boolean>;
}

/**
 * Chooses the notes among the paths of all texts of a tree: Markdown and MDX before all other kinds, in the folders that
 * hold the most, or in all of a vault, without templates and pages that list others. Says what is left out.
 */
export async function chooseNotes(
  texts: readonly string[],
  { indexPages, listsOthers, ...tree }: Tree,
): Promise<ChosenNotes> {
  const { escapePath } = await import("tinyglobby");
  const kinds = chosenSuffixes(texts);
  const ofKind = texts.filter((path) => kinds.includes(suffixOf(path)));
  const templateFolders = await findTemplateFolders(ofKind, tree);
  const isTemplate = (path: string) => templateFolders.some((folder) => isIn(folder, path));
  const noTemplates = ofKind.filter((path) => !isTemplate(path));
  const spellings = new Set(
    [...new Set(noTemplates.map(stemOf).filter(isAboutTheTree))].sort().slice(0, MOST_SPELLINGS),
  );
  const isAbout = (path: string) => spellings.has(stemOf(path));
  const notAbout = noTemplates.filter((path) => !isAbout(path));
  const found = chooseFolders(notAbout);
  const isAll = tree.isVault ? notAbout.length > 0 : await tree.areNotes(found.elsewhere);
  const { folders, elsewhere } = isAll ? { folders: [""], elsewhere: [] } : found;
  const isWhole = folders.includes("");
  const isChosen = (path: string) => folders.some((folder) => isIn(folder, path));
  const chosen = noTemplates.filter(isChosen);
  const isAside = (path: string) => isAbout(path) && (isWhole || !isChosen(path));
  const about = noTemplates.filter(isAside);
  const candidates = chosen.filter((path) => !isAside(path));
  const pages = await findIndexPages(candidates, listsOthers);
  const templateFolderOf = (path: string) => templateFolders.find((folder) => isIn(folder, path)) ?? path;
  const used =
    chosen.length > 0 ? kinds.filter((kind) => chosen.some((path) => suffixOf(path) === kind)) : kinds;
  const suffix = used.length === 1 ? `.${used[0]}` : `.{${used.join(",")}}`;
  const names = [...pages.names, ...(isWhole ? [...ABOUT_THE_TREE, ...about.map(stemOf)] : [])];
  const within = templateFolders.filter((folder) => folders.some((each) => isIn(each, `${folder}/`)));
  const exclude = [
    ...[...new Set(names)].map((name) => `**/${name}${suffix}`),
    ...within.map((folder) => `${escapePath(folder)}/**`),
  ];
  const byDefault = candidates.filter((path) => indexPages.some((name) => isNamed(path, name)));
  const isDefault = !isWhole && within.length === 0 && byDefault.join() === pages.paths.toSorted().join();
  return {
    notes: folders.map((folder) => `${folder === "" ? "" : `${escapePath(folder)}/`}**/*${suffix}`),
    ...(!isDefault && { exclude }),
    leftOut: [
      { why: "index pages", paths: pages.paths, nameOf: nameWithin },
      { why: "about the tree", paths: about, nameOf: nameWithin },
      { why: "templates", paths: ofKind.filter(isTemplate), nameOf: templateFolderOf },
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
  const tops = grouped(paths, topFolder);
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

/** How pages that list others are named, without their suffix. */
const INDEX_NAMES = ["index", "*-index", "_index"];

/** The pages of such a name, where most of that name list others: then so few are none that the name alone tells. */
async function findIndexPages(
  paths: readonly string[],
  listsOthers: Tree["listsOthers"],
): Promise<{ names: string[]; paths: string[] }> {
  const found: { names: string[]; paths: string[] } = { names: [], paths: [] };
  for (const name of INDEX_NAMES) {
    const named = paths.filter((path) => isNamed(path, name));
    let lists = 0;
    for (const path of named) if (await listsOthers(path)) lists += 1;
    if (lists * 2 <= named.length) continue;
    found.names.push(name);
    found.paths.push(...named);
  }
  return found;
}

function isNamed(path: string, name: string): boolean {
  const stem = stemOf(path);
  return name.startsWith("*") ? stem.endsWith(name.slice(1)) : stem === name;
}

const nameWithin = (path: string) => path.slice(path.lastIndexOf("/") + 1);
const topFolder = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : ".");
const isIn = (folder: string, path: string) => folder === "" || path.startsWith(`${folder}/`);
const stemOf = (path: string) => nameWithin(path).replace(/\.[^.]+$/, "");
const isAboutTheTree = (stem: string) => ABOUT_THE_TREE.includes(stem.toUpperCase());
