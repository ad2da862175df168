import { CorpusError } from "../errors.ts";
import { exactGlob } from "../text/exact-glob.ts";

/** Names that are told of what was renamed: of one text there may be thousands. */
const TOLD = 3;

/** No note of that name exists; `nearest` is the existing note path that looks most like it, `renamed` are those that have its text now. */
export class NoteNotFoundError extends CorpusError {
  /** What was meant, perhaps. */
  readonly nearest: string | undefined;

  constructor(note: string, nearest?: string, renamed: readonly string[] = []) {
    const meant = nearest === undefined ? "check the name" : `did you mean ${nearest}?`;
    const more = renamed.length > TOLD ? ` and ${renamed.length - TOLD} more` : "";
    const mend =
      renamed.length === 0
        ? meant
        : `its text is that of ${renamed.slice(0, TOLD).join(", ")}${more} now: name that`;
    super("note-not-found", `note ${shorten(note)} does not exist; ${mend}`);
    this.nearest = nearest;
  }
}

/** No note is in the folder, or matches the glob; `mend` says what to do. */
export class NoMatchingNoteError extends CorpusError {
  constructor(name: string, mend = "check the name") {
    super("no-matching-note", `no note is in or matches ${shorten(name)}; ${mend}`);
  }
}

/** The globs that count match nothing; `why` says so, and what stands there. */
export class NoNotesError extends CorpusError {
  /** Whether there is a configuration file, which can be mended, but not proposed anew. */
  readonly isConfigured: boolean;

  constructor(why: string, { isConfigured }: { isConfigured: boolean }) {
    super("no-notes", `${why}; ${isConfigured ? "mend" : "name them as"} "notes" in review.config.json`);
    this.isConfigured = isConfigured;
  }
}

/** The path leads out of the root, by `..`, as an absolute path or through a symlink. */
export class NoteOutsideRootError extends CorpusError {
  constructor(note: string, root: string) {
    super(
      "note-outside-root",
      `note ${shorten(note)} is outside the root ${root}; name a note inside it, or another root`,
    );
  }
}

/** The path names something that is not a note: a directory, a gate, or a file that is not markdown. */
export class NotANoteError extends CorpusError {
  constructor(path: string, why: string) {
    super("not-a-note", `${path === "" ? '""' : shorten(path)} ${why}`);
  }
}

/** The note exists but cannot be read (permissions, a symlink loop, a failing disk); the system's error is its cause. */
export class NoteUnreadableError extends CorpusError {
  constructor(note: string, why: string, options?: ErrorOptions) {
    super("note-unreadable", `note ${shorten(note)} cannot be read: ${why}`, options);
  }
}

/** The note's bytes are not UTF-8; the place is that of the first byte that is wrong, line and column counted from 1. */
export class NoteNotUtf8Error extends CorpusError {
  constructor(note: string, { line, column }: { line: number; column: number }) {
    super("note-not-utf8", `note ${note} is not UTF-8 (line ${line}, column ${column}); save it as UTF-8`);
  }
}

/** The note has no text. */
export class EmptyNoteError extends CorpusError {
  constructor(note: string) {
    const glob = exactGlob(note);
    const as = glob === note ? "" : ` as ${JSON.stringify(glob)}`;
    super("note-empty", `note ${note} is empty; write it, or exclude it in review.config.json${as}`);
  }
}

// 200 characters keep any sensible path whole and a pasted document off the terminal.
function shorten(path: string): string {
  return path.length > 200 ? `${path.slice(0, 199)}…` : path;
}
