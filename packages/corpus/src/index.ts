export {
  type ClientRunner,
  CONFIG_FILE_NAME,
  type ConfigOrigin,
  type ConfiguredRunner,
  type Corpus,
  type ReviewConfig,
} from "./config.ts";
export { contentSha } from "./content-sha.ts";
export { ConfigError, CorpusError, InvalidConditionError, NoRootError, RootNotFoundError } from "./errors.ts";
export { type FrontMatter, readFrontMatter } from "./front-matter.ts";
export { type Gate, type GateProblem, gateApplies, KNOWN_GATE_KEYS, lensOf } from "./gate.ts";
export { GatesDirectoryError, InvalidGateError, UnknownGateError } from "./gate-errors.ts";
export type { GateIssue } from "./gate-issue.ts";
export { listGates, resolveGates } from "./gates.ts";
export { type GateLint, lintGates } from "./lint-gates.ts";
export { listNotePaths } from "./list-note-paths.ts";
export { type LocalLink, resolveLocalLinks } from "./local-links.ts";
export { findNearestName } from "./nearest-name.ts";
export type { HashedNote, Note, NoteProblem, SkippedPath } from "./note.ts";
export {
  EmptyNoteError,
  NotANoteError,
  NoteNotFoundError,
  NoteNotUtf8Error,
  NoteOutsideRootError,
  NoteUnreadableError,
} from "./note-errors.ts";
export { type Condition, matchesWhere, noteTraits, parseWhere } from "./note-filters.ts";
export { changedParts, isTrivialFor, WATCHABLE_PARTS, type WatchablePart } from "./note-parts.ts";
export { openCorpus } from "./open-corpus.ts";
export { type ProposedSetup, proposeSetup } from "./propose-setup.ts";
export { readNote } from "./read-note.ts";
export { hashNotes, readNotes } from "./read-notes.ts";
export { resolveNotePath } from "./resolve-note-path.ts";
export { type NoteSelection, type SelectedNote, selectNotes } from "./select-notes.ts";
export { STARTER_GATES, type StarterGate } from "./starter-gates.ts";
