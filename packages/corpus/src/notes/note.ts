import type { CorpusErrorCode } from "../errors.ts";
import type { FrontMatter } from "../text/front-matter.ts";

/** A note as it was read: `text` decodes exactly the bytes behind `sha`, byte order mark included. */
export interface Note {
  /** Canonical: relative to the root, with `/`. */
  path: string;
  /** Content sha. */
  sha: string;
  text: string;
}

/** A note without its text, for looking at many of them. */
export interface HashedNote {
  path: string;
  sha: string;
  /** Bytes of the file. */
  size: number;
  /** Given when asked for. */
  frontMatter?: Omit<FrontMatter, "body"> | undefined;
}

/** A note that could not be read, or a glob that matches none; `code` and `message` are those of the error for it. */
export interface NoteProblem {
  path: string;
  code: CorpusErrorCode | "front-matter-broken";
  message: string;
}

/** Something that would be a note, or hold notes, but is not looked at. */
export interface SkippedPath {
  /** Canonical: relative to the root, with `/`. */
  path: string;
  reason: string;
  /** The note, or folder of notes, that it leads to, which is looked at under that name: then nothing is hidden by it. */
  leadsTo?: string;
}

/** Whether nobody looks at what would be a note there, or below it. */
export const isHidden = ({ leadsTo }: SkippedPath): boolean => leadsTo === undefined;
