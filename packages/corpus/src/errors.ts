/** The stable codes of the errors this package throws. */
export type CorpusErrorCode =
  | "root-not-found"
  | "no-root"
  | "foreign-root"
  | "symlink-on-the-way"
  | "config-invalid"
  | "invalid-condition"
  | "no-gates-directory"
  | "unknown-gate"
  | "gate-invalid"
  | "note-not-found"
  | "no-matching-note"
  | "no-notes"
  | "note-outside-root"
  | "not-a-note"
  | "note-unreadable"
  | "note-not-utf8"
  | "note-empty"
  | "ambiguous-name";

/** Base of every error this package throws: one line, with a code to branch on. */
export class CorpusError extends Error {
  readonly code: CorpusErrorCode;

  constructor(code: CorpusErrorCode, message: string, options?: ErrorOptions) {
    super(escapeControls(message), options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** The root named by the caller is not a directory. */
export class RootNotFoundError extends CorpusError {
  constructor(root: string) {
    super("root-not-found", `root ${root} is not a directory; name the folder that holds the notes`);
  }
}

/** No root was given and none could be discovered. */
export class NoRootError extends CorpusError {
  constructor(cwd: string) {
    super("no-root", `found no review.config.json, .git or known layout in ${cwd} or above`);
  }
}

/** What would be the root, or would make it one, could have been put there by somebody else. */
export class ForeignRootError extends CorpusError {
  constructor(path: string, why: string) {
    super("foreign-root", `${path} ${why}: if it may say what is the root, name the root with --root`);
  }
}

/** `review.config.json` cannot be read, is not JSON, or breaks a rule; the message names the key. */
export class ConfigError extends CorpusError {
  constructor(path: string, problem: string) {
    super("config-invalid", `${path}: ${problem}`);
  }
}

/** A `key=value` condition is malformed. */
export class InvalidConditionError extends CorpusError {
  constructor(text: string) {
    super("invalid-condition", `"${text}" is not a condition; write key=value, e.g. status=current`);
  }
}

// Names of files come from anywhere; a newline or an escape sequence in one must not break a one-line message.
function escapeControls(message: string): string {
  return message.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
