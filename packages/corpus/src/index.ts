export { type ChangedSince, changedGates, changedSince } from "./changed-since.ts";
export type {
  ApiRunner,
  ApiSettings,
  TokenPrice,
} from "./configuration/api-settings.ts";
export {
  type ClientRunner,
  CONFIG_FILE_NAME,
  type ConfigOrigin,
  type ConfiguredRunner,
  type Corpus,
  type ReviewConfig,
  type StaleAllowance,
  type VerifyPolicy,
} from "./configuration/config.ts";
export { findRoot } from "./configuration/find-root.ts";
export { type Policy, readPolicy } from "./configuration/read-policy.ts";
export { USUAL_LEDGER } from "./configuration/resolve-config.ts";
export {
  API_RUNNER,
  BUILT_IN_RUNNERS,
  CHECKS_RUNNER,
  CLIENT_NAMES,
  type ClientName,
} from "./configuration/runner-names.ts";
export {
  ConfigError,
  CorpusError,
  type CorpusErrorCode,
  ForeignRootError,
  InvalidConditionError,
  NoRootError,
  RootNotFoundError,
} from "./errors.ts";
export { contentSha } from "./files/content-sha.ts";
export { describeFileError, isOutOfFiles } from "./files/file-errors.ts";
export { findSymlink } from "./files/find-symlink.ts";
export { type HeldFolder, holdFolder, SymlinkOnTheWayError } from "./files/hold-folder.ts";
export { LARGEST, openRegularFile } from "./files/open-regular-file.ts";
export { repositoryOf } from "./files/repository-of.ts";
export { isInside, locatePath } from "./files/root-paths.ts";
export { describeStranger, findStranger } from "./files/stranger.ts";
export type { Fixture, FixtureProblem } from "./fixtures/fixture.ts";
export { gateOfFile, gateOfFixture, nameFixtures } from "./fixtures/fixture-files.ts";
export { passageOf } from "./fixtures/passage.ts";
export { countFixtures, readFixtureNote, readFixtures } from "./fixtures/read-fixtures.ts";
export { renderFixture } from "./fixtures/render-fixture.ts";
export { type CheckOutput, checkCommand, takesManyNotes } from "./gates/check-command.ts";
export { type Gate, type GateProblem, lensOf } from "./gates/gate.ts";
export { GatesDirectoryError, InvalidGateError, UnknownGateError } from "./gates/gate-errors.ts";
export { type GateInput, ownText } from "./gates/gate-inputs.ts";
export { listGateIds, listGates, resolveGates, selectNamedGates } from "./gates/gates.ts";
export { listIndexFiles } from "./gates/list-gate-files.ts";
export { gateNameAmong } from "./gates/select-gates.ts";
export { type SplitWords, splitWords } from "./gates/split-words.ts";
export { explainUnknownKey } from "./gates/unknown-key.ts";
export { type LocalLink, type NoteLink, resolveLocalLinks, resolveNoteLinks } from "./links/local-links.ts";
export type { GateIssue } from "./lint/gate-issue.ts";
export { lintGates, type ProgramLook } from "./lint/lint-gates.ts";
export { lintIgnores, type NoteIssue } from "./lint/lint-ignores.ts";
export { type CheckedLinks, type LinkIssue, lintLinks } from "./lint/lint-links.ts";
export { countFiles, explainNoNotes, requireNotes } from "./notes/explain-no-notes.ts";
export { type FoundIgnores, findIgnores, type Ignore, type IgnoreProblem } from "./notes/find-ignores.ts";
export { findLeftOut, type LeftOutFiles } from "./notes/find-left-out.ts";
export { type GateScope, type JudgedScope, scopeOf } from "./notes/gate-scope.ts";
export { findIdleExclusions, type IdleExclusion } from "./notes/idle-exclusions.ts";
export { listNotePaths } from "./notes/list-note-paths.ts";
export { isHidden, type Note, type NoteProblem, type SkippedPath } from "./notes/note.ts";
export {
  EmptyNoteError,
  NoNotesError,
  NotANoteError,
  NoteNotFoundError,
  NoteNotUtf8Error,
  NoteOutsideRootError,
  NoteUnreadableError,
} from "./notes/note-errors.ts";
export { parseWhere } from "./notes/note-filters.ts";
export { compareNotes, isTrivialFor } from "./notes/note-parts.ts";
export { readNote } from "./notes/read-note.ts";
export { hashNotes, readNotes } from "./notes/read-notes.ts";
export { locateNote, resolveNotePath } from "./notes/resolve-note-path.ts";
export { resolveNotePaths, resolveNotes } from "./notes/resolve-note-paths.ts";
export {
  type NoteSelection,
  type SelectedNote,
  selectNotes,
  type UnknownScope,
} from "./notes/select-notes.ts";
export { settledBy } from "./notes/settled-by.ts";
export { settledByComments } from "./notes/settled-by-comments.ts";
export { whyLeftOut } from "./notes/why-left-out.ts";
export { openCorpus } from "./open-corpus.ts";
export type { LeftOutTexts } from "./setup/choose-notes.ts";
export { type ProposedSetup, proposeSetup } from "./setup/propose-setup.ts";
export { STARTER_FIXTURES } from "./setup/starter-fixtures.ts";
export { STARTER_GATES } from "./setup/starter-gates.ts";
export { surveyNotes } from "./setup/survey-notes.ts";
export { hasMoreEntries } from "./setup/tree-size.ts";
export { findName } from "./text/find-name.ts";
export { type FrontMatter, readFrontMatter } from "./text/front-matter.ts";
export { grouped } from "./text/grouped.ts";
export { findJsonSyntaxProblem } from "./text/json-syntax.ts";
export { AmbiguousNameError } from "./text/name-errors.ts";
export { findNearestName } from "./text/nearest-name.ts";
export { isNoteFile } from "./text/note-kinds.ts";
export { decoded, withoutEndSlashes } from "./text/written-paths.ts";
export { escapeUnclear } from "./trust/escape-unclear.ts";
export { digestOf, fingerprintOf } from "./trust/fingerprints.ts";
export {
  DATABASE_SUBJECT,
  DEFAULTS_SUBJECT,
  requestsOf,
  runnerSubject,
  type TrustRequest,
} from "./trust/requests.ts";
