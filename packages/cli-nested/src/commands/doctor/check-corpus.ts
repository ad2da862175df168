import { count, type Io } from "@review/cli-kit";
import { type Corpus, CorpusError } from "@review/corpus";
import type { Ledger } from "@review/db";
import { findCheckProgram } from "@review/runner";
import { findGateProblems, findNoteProblems, type GateFindings, type NoteFindings } from "@review/views";
import { checkLinks } from "./check-links.ts";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const gate = diagnosesOf("Gates");
const note = diagnosesOf("Notes");

/** Names listed before the rest is counted. */
const LISTED = 3;

/**
 * Gates and notes that cannot be read or are passed over, what `gates lint` finds, and gates and notes that are gone
 * but have acceptances; with `notes` every broken note, and the links of all.
 */
export async function checkCorpus(
  corpus: Corpus,
  ledger: Ledger | undefined,
  { environment, notes = false }: Pick<Io, "environment"> & { notes?: boolean | undefined },
): Promise<Diagnosis[]> {
  return [
    ...(await checkGates(corpus, ledger, environment)),
    ...describeNotes(await findNoteProblems(corpus, ledger), corpus, notes ? Infinity : LISTED),
    ...(notes ? await checkLinks(corpus) : []),
  ];
}

async function checkGates(
  corpus: Corpus,
  ledger: Ledger | undefined,
  environment: Io["environment"],
): Promise<Diagnosis[]> {
  const { root } = corpus;
  const hasProgram = async (program: string) =>
    (await findCheckProgram(program, { root, environment })) !== undefined;
  try {
    return describeGates(await findGateProblems(corpus, ledger, hasProgram), corpus);
  } catch (error) {
    if (error instanceof CorpusError) return [gate.problem(error.message)];
    throw error;
  }
}

function describeGates({ gates, broken, issues, gone }: GateFindings, { config }: Corpus): Diagnosis[] {
  const folder = config.gates;
  return [
    gates.length > 0
      ? gate.ok(`${count(gates.length, "gate")} in ${folder}`)
      : gate.note(`no gate in ${folder} can be used: \`review-nested init --with-gates\` writes three`),
    ...broken.map(({ path, message }) => gate.problem(`${path} cannot be used: ${message}`)),
    ...issues.map(({ path, severity, message }) =>
      (severity === "error" ? gate.problem : gate.note)(`${path}: ${message}`),
    ),
    ...describeGone("gate", gone, gate.note),
  ];
}

function describeNotes(
  { notes, problems, brokenFrontMatter, skipped, unmatched, gone }: NoteFindings,
  { config }: Corpus,
  listed: number,
): Diagnosis[] {
  const globs = config.notes.join(", ");
  return [
    ...(notes > 0 ? [note.ok(`${count(notes, "note")} in ${globs}`)] : []),
    ...unmatched.map((why) =>
      note.problem(`${why}: \`review-nested config\` shows where the glob comes from`),
    ),
    ...limit(
      problems.map(({ message }) => message),
      {
        listed,
        say: note.problem,
        more: "more note that cannot be read",
        many: "more notes that cannot be read",
      },
    ),
    ...limit(
      brokenFrontMatter.map(({ path, problem }) => `note ${path}: ${problem}`),
      {
        listed,
        say: note.note,
        more: "more note with broken front matter",
        many: "more notes with broken front matter",
      },
    ),
    ...limit(
      skipped.map(({ path, reason }) => `${path} ${reason}`),
      { listed, say: note.note, more: "more path passed over", many: "more paths passed over" },
    ),
    ...describeGone("note", gone, note.note),
  ];
}

/** The first of some messages, and how many there are beside. */
function limit(
  messages: readonly string[],
  {
    listed,
    say,
    more,
    many,
  }: { listed: number; say: (message: string) => Diagnosis; more: string; many: string },
): Diagnosis[] {
  const left = messages.length - listed;
  return [
    ...messages.slice(0, listed).map(say),
    ...(left > 0 ? [say(`${count(left, more, many)}: \`review-nested doctor --notes\` lists all`)] : []),
  ];
}

function describeGone(
  what: "note" | "gate",
  gone: readonly string[],
  say: (message: string) => Diagnosis,
): Diagnosis[] {
  if (gone.length === 0) return [];
  const more = gone.length > LISTED ? ` and ${gone.length - LISTED} more` : "";
  const names = `${gone.slice(0, LISTED).join(", ")}${more}`;
  const are = gone.length === 1 ? "is gone but has" : "are gone but have";
  const after = "after a rename `review-nested ack --moved OLD NEW` carries them over";
  return [say(`${count(gone.length, what)} ${are} acceptances: ${names}; ${after}`)];
}
