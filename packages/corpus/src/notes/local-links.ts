import { dirname, join, posix } from "node:path";
import type { Corpus } from "../configuration/config.ts";
import { isInside, locatePath } from "../files/root-paths.ts";
import { readFrontMatter } from "../text/front-matter.ts";
import type { Note } from "./note.ts";
import { noteKind } from "./note-kinds.ts";

/** A file that a note links to. */
export interface LocalLink {
  /** Relative to the root, with `/`; starts with `../` when the link points above the root. */
  target: string;
  /** `outside`: above the root, or behind a symlink that leads out of it. */
  status: "exists" | "missing" | "outside";
}

/**
 * The local links of a note, each target once, in order of appearance: relative URLs of links, images and reference
 * definitions, without query and fragment. A leading `/` stands for the root. No linked file is opened. Only Markdown has
 * links.
 */
export async function resolveLocalLinks(
  corpus: Pick<Corpus, "root">,
  note: Pick<Note, "path" | "text">,
): Promise<LocalLink[]> {
  if (noteKind(note.path) === "text") return [];
  const { findUrls } = await import("./link-targets.ts");
  const { body } = await readFrontMatter(note.text);
  const targets = new Set<string>();
  for (const url of await findUrls(body)) {
    const target = localTarget(note.path, url);
    if (target !== undefined) targets.add(target);
  }
  const links: LocalLink[] = [];
  for (const target of targets) links.push({ target, status: await linkStatus(corpus.root, target) });
  return links;
}

/** The path a URL in a note stands for, relative to the root; undefined when it is no local file. */
export function localTarget(notePath: string, url: string): string | undefined {
  const [written = ""] = url.split(/[?#]/, 1);
  if (written === "" || written.startsWith("//") || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(written))
    return undefined;
  const path = decodeUrl(written);
  const target = path.startsWith("/") ? posix.normalize(`.${path}`) : posix.join(dirname(notePath), path);
  return target.replace(/\/$/, "");
}

async function linkStatus(root: string, target: string): Promise<LocalLink["status"]> {
  const path = join(root, target);
  if (!isInside(root, path)) return "outside";
  try {
    const located = await locatePath(path);
    if (!isInside(root, located.path)) return "outside";
    return located.exists ? "exists" : "missing";
  } catch {
    // It cannot even be looked at: a symlink loop, no permission, a NUL in its name.
    return "missing";
  }
}

function decodeUrl(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
