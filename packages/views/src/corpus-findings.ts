import {
  type Corpus,
  explainNoNotes,
  findIdleExclusions,
  findLeftOut,
  type Gate,
  type GateIssue,
  type GateProblem,
  hashNotes,
  type IdleExclusion,
  type LeftOutFiles,
  lintGates,
  listGates,
  listIndexFiles,
  listNotePaths,
  type NoteProblem,
  type ProgramLook,
  type SkippedPath,
} from "@review/corpus";
import { type Ledger, listAcceptedNames } from "@review/db";
import { findGoneNotes, notCarriedOver } from "./moved/gone-notes.ts";

/** What there is of gates, and what is wrong with them. */
export interface GateFindings {
  gates: Gate[];
  broken: GateProblem[];
  /** What `broken` does not say already. */
  issues: GateIssue[];
  /** Paths of files that are no gates only because of their names. */
  indexes: string[];
  /** Ids that have acceptances, but no gate. */
  gone: string[];
}

/** What there is of notes, and what is wrong with them. */
export interface NoteFindings {
  /** How many can be read. */
  notes: number;
  problems: NoteProblem[];
  /** Notes that can be reviewed, but have no traits, and that conditions on their front matter pass over. */
  brokenFrontMatter: { path: string; problem: string }[];
  skipped: SkippedPath[];
  /** What could be a note and is none by the configuration. */
  leftOut: LeftOutFiles;
  /** Why globs match no note, for each that does not. */
  unmatched: string[];
  /** Entries of `exclude` that leave nothing out. */
  idleExclusions: IdleExclusion[];
  /** Paths that have acceptances, but no note. */
  gone: string[];
}

/** Finds what is wrong with the gates, and which are gone. Throws what `listGates` throws. */
export async function findGateProblems(
  corpus: Corpus,
  ledger: Ledger | undefined,
  whyUnstartable: ProgramLook,
): Promise<GateFindings> {
  const { gates, broken } = await listGates(corpus);
  const said = new Set(broken.map(({ message }) => message));
  const { issues } = await lintGates(corpus, { whyUnstartable });
  const known = new Set([...gates.map(({ id }) => id), ...broken.map(({ gateId }) => gateId)]);
  const { gateIds } = await acceptedNames(ledger);
  return {
    gates,
    broken: [...broken],
    issues: issues.filter(({ message }) => !said.has(message)),
    indexes: listIndexFiles(corpus),
    gone: await notCarriedOver(
      ledger,
      "gate",
      gateIds.filter((id) => !known.has(id)),
    ),
  };
}

/** Finds which notes cannot be read or are passed over, and which are gone. */
export async function findNoteProblems(corpus: Corpus, ledger: Ledger | undefined): Promise<NoteFindings> {
  const { paths, skipped, unreachable, unmatched } = await listNotePaths(corpus);
  const { notes, problems } = await hashNotes(corpus, paths, { frontMatter: true });
  const { notePaths } = await acceptedNames(ledger);
  return {
    notes: notes.length,
    problems: [...unreachable, ...problems],
    brokenFrontMatter: notes.flatMap(({ path, frontMatter }) => {
      const problem = frontMatter?.problem;
      return problem === undefined ? [] : [{ path, problem }];
    }),
    skipped,
    leftOut: await findLeftOut(corpus, paths),
    unmatched: await Promise.all(unmatched.map((glob) => explainNoNotes(corpus, [glob]))),
    idleExclusions: await findIdleExclusions(corpus),
    gone: await findGoneNotes(corpus, ledger, { accepted: notePaths, listed: paths }),
  };
}

async function acceptedNames(ledger: Ledger | undefined) {
  return ledger ? listAcceptedNames(ledger) : { notePaths: [], gateIds: [] };
}
