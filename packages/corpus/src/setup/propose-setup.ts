import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { ReviewConfig } from "../configuration/config.ts";
import { excludeOf, findLayout, PLAIN_LAYOUT } from "../configuration/layout.ts";
import { fileKind } from "../files/file-kind.ts";
import { listGateFiles } from "../gates/list-gate-files.ts";
import { listNotePaths } from "../notes/list-note-paths.ts";
import { readNotes } from "../notes/read-notes.ts";
import { listTexts } from "../notes/survey-files.ts";
import { isMarkdown } from "../text/note-kinds.ts";
import { chooseNotes, type LeftOutTexts } from "./choose-notes.ts";
import { hasPlaceholders } from "./find-templates.ts";
import { listsOthers } from "./lists-others.ts";
import { type ProposedLinkRoots, proposeLinkRoots } from "./propose-link-roots.ts";
import { type NoteSurvey, surveyNotes } from "./survey-notes.ts";
import { areOfVault, hasVaultSign, LOOKED_AT } from "./vault-signs.ts";

/** A `review.config.json` for a tree, and what it would find there. */
export interface ProposedSetup extends NoteSurvey {
  /** In the order in which it is best read. */
  config: {
    $schema?: string;
    notes: string[];
    exclude?: string[];
    gates: string;
    linkRoots?: ReviewConfig["linkRoots"];
  };
  gates: number;
  /** How many links lead somewhere by what is proposed for them; absent where nothing is. */
  links?: Pick<ProposedLinkRoots, "links" | "found">;
  /** Texts of the tree that are not taken for notes. */
  leftOut: LeftOutTexts[];
}

const GATE_FOLDERS = ["kb/instructions/review-gates", "gates", "review-gates"];

/**
 * Looks where a tree without configuration keeps its notes and gates, what kind of texts they are, and what is none of
 * them. `root` is an absolute path without symlinks.
 */
export async function proposeSetup(root: string): Promise<ProposedSetup> {
  const isFolder = (path: string) => fileKind(join(root, path)) === "directory";
  const gates = GATE_FOLDERS.find(isFolder) ?? (isFolder("kb") ? "kb/instructions/review-gates" : "gates");
  const layout = findLayout(root) ?? PLAIN_LAYOUT;
  const texts = await listTexts({ root, config: { gates } });
  const { notes, exclude, leftOut } = await chooseNotes(texts, {
    isVault: hasVaultSign(root),
    areNotes: (paths) => areLinkedAsNotes(root, paths),
    holdsPlaceholders: async (path) =>
      (await readNotes({ root }, [path])).notes.some(({ text }) => hasPlaceholders(text)),
    indexPages: layout.indexPages,
    listsOthers: async (path) => {
      const [page] = (await readNotes({ root }, [path])).notes;
      // One that cannot be read is none to be reviewed.
      return page === undefined || listsOthers(page.text);
    },
  });
  const schema = findSchema(root);
  const globs = { notes, ...(exclude && { exclude }), gates };
  const { paths } = await listNotePaths({ root, config: { exclude: excludeOf(layout), ...globs } });
  const { linkRoots, ...links } = (await proposeLinkRoots(root, paths)) ?? {};
  return {
    config: {
      ...(schema !== undefined && { $schema: schema }),
      ...globs,
      ...(linkRoots && { linkRoots }),
    },
    ...(await surveyNotes({ root }, paths)),
    gates: isFolder(gates) ? (await listGateFiles({ root, config: { gates } })).length : 0,
    ...("found" in links && { links }),
    leftOut,
  };
}

/** Whether some texts link each other as those of a vault do. */
async function areLinkedAsNotes(root: string, paths: readonly string[]): Promise<boolean> {
  const step = Math.max(1, Math.ceil(paths.length / LOOKED_AT));
  const some = paths.filter((path, index) => isMarkdown(path) && index % step === 0);
  return areOfVault((await readNotes({ root }, some)).notes.map(({ text }) => text));
}

/** The schema as an editor finds it from the root, if this tool is installed in the tree or above it. */
function findSchema(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules/@review/cli-nested/bundle/schemas/review.config.schema.json");
    if (existsSync(path)) {
      const way = relative(root, path).split(sep).join("/");
      return way.startsWith("../") ? way : `./${way}`;
    }
    if (dirname(folder) === folder) return undefined;
  }
}
