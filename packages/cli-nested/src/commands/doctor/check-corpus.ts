import { count, type GlobalArgs, type Io, screenful, withAdvice } from "@review/cli-kit";
import { type Corpus, CorpusError, countFiles, isHidden } from "@review/corpus";
import type { Ledger } from "@review/db";
import { whyCheckUnstartable } from "@review/runner";
import { findGateProblems, findNoteProblems, type GateFindings, type NoteFindings } from "@review/views";
import { checkLinks } from "./check-links.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";
import { limit, type Most } from "./limit.ts";

const gate = diagnosesOf("Gates");
const note = diagnosesOf("Notes");

/** Names listed before the rest is counted. */
const LISTED = 3;
/** Likewise on a terminal where all were asked for. */
const USUAL_LISTED = 10;

/**
 * Gates and notes that cannot be read or are passed over, what `gates lint` finds, and gates and notes that are gone
 * but have acceptances; with `notes` every broken note, and the links of all, a screenful of each on a terminal.
 */
export async function checkCorpus(
  corpus: Corpus,
  ledger: Ledger | undefined,
  { io, notes = false, json }: { io: Io; notes?: boolean | undefined } & Pick<GlobalArgs, "json">,
): Promise<Diagnosis[]> {
  const most = notes
    ? { listed: screenful({ json }, io, USUAL_LISTED), all: "review-nested doctor --notes | less" }
    : { listed: LISTED, all: "review-nested doctor --notes" };
  return [
    ...(await checkGates(corpus, ledger, io.environment)),
    ...describeNotes(await findNoteProblems(corpus, ledger), corpus, most),
    ...(notes ? await checkLinks(corpus, most) : []),
  ];
}

async function checkGates(
  corpus: Corpus,
  ledger: Ledger | undefined,
  environment: Io["environment"],
): Promise<Diagnosis[]> {
  const { root } = corpus;
  const whyUnstartable = (program: string) => whyCheckUnstartable(program, { root, environment });
  try {
    return describeGates(await findGateProblems(corpus, ledger, whyUnstartable), corpus);
  } catch (error) {
    if (error instanceof CorpusError) return [gate.problem(withAdvice(error))];
    throw error;
  }
}

function describeGates(
  { gates, broken, issues, indexes, gone }: GateFindings,
  { config }: Corpus,
): Diagnosis[] {
  const folder = config.gates;
  return [
    gates.length > 0
      ? gate.ok(`${count(gates.length, "gate")} in ${folder}`)
      : gate.note(`no gate in ${folder} can be used: \`review-nested init --with-gates\` writes three`),
    ...broken.map(({ path, message }) => gate.problem(`${path} cannot be used: ${message}`)),
    ...issues.map(({ path, severity, message }) =>
      (severity === "error" ? gate.problem : gate.note)(`${path}: ${message}`),
    ),
    ...(indexes.length > 0
      ? [gate.ok(`no gate, since it is called like a page that lists others: ${listNames(indexes)}`)]
      : []),
    ...describeGone("gate", gone, gate.note),
  ];
}

function describeNotes(
  { notes, problems, brokenFrontMatter, skipped, leftOut, unmatched, idleExclusions, gone }: NoteFindings,
  { config }: Corpus,
  most: Most,
): Diagnosis[] {
  const globs = config.notes.join(", ");
  return [
    ...(notes > 0 ? [note.ok(`${count(notes, "note")} in ${globs}`)] : []),
    ...describeLeftOut(leftOut, config),
    ...unmatched.map((why) =>
      note.problem(`${why}: \`review-nested config\` shows where the glob comes from`),
    ),
    ...limit(
      idleExclusions.map((idle) => note.note(describeIdle(idle))),
      most,
      ["more entry of exclude that leaves nothing out", "more entries of exclude that leave nothing out"],
    ),
    ...limit(
      problems.map(({ message }) => note.problem(message)),
      most,
      ["more note that cannot be read", "more notes that cannot be read"],
    ),
    ...limit(
      brokenFrontMatter.map(({ path, problem }) => note.note(`note ${path}: ${problem}`)),
      most,
      ["more note with broken front matter", "more notes with broken front matter"],
    ),
    ...limit(
      [
        ...skipped.filter(isHidden).map(({ path, reason }) => note.problem(`${path} ${reason}`)),
        ...skipped
          .filter((each) => !isHidden(each))
          .map(({ path, reason }) => note.note(`${path} ${reason}`)),
      ],
      most,
      ["more path passed over", "more paths passed over"],
    ),
    ...describeGone("note", gone, note.note),
  ];
}

function describeIdle({ glob, meant }: NoteFindings["idleExclusions"][number]): string {
  const why =
    meant === undefined
      ? "no glob of notes finds anything there"
      : `in a glob, signs such as brackets have a meaning: write ${JSON.stringify(meant)}`;
  return `"exclude" leaves nothing out by ${JSON.stringify(glob)}: ${why}`;
}

/** A file that somebody takes for a note, and that is none, would not be missed otherwise. */
function describeLeftOut(
  { excluded, unnamed }: NoteFindings["leftOut"],
  { exclude }: Corpus["config"],
): Diagnosis[] {
  return [
    ...(excluded.length > 0
      ? [note.ok(`left out by "exclude" (${exclude.join(", ")}): ${countFiles(excluded)}`)]
      : []),
    ...(unnamed.length > 0
      ? [note.ok(`no note, since no glob of "notes" names them: ${countFiles(unnamed)}`)]
      : []),
  ];
}

function listNames(names: readonly string[]): string {
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : "";
  return names.slice(0, LISTED).join(", ") + more;
}

function describeGone(
  what: "note" | "gate",
  gone: readonly string[],
  say: (message: string) => Diagnosis,
): Diagnosis[] {
  if (gone.length === 0) return [];
  const names = listNames(gone);
  const are = gone.length === 1 ? "is gone but has" : "are gone but have";
  const after = "after a rename `review-nested ack --moved OLD NEW` carries them over";
  return [say(`${count(gone.length, what)} ${are} acceptances: ${names}; ${after}`)];
}
