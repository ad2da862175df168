import { count, type Io } from "@review/cli-kit";
import { type Corpus, CorpusError, hashNotes, lintGates, listGates, listNotePaths } from "@review/corpus";
import { type Ledger, listAcceptedNames } from "@review/db";
import { findCheckProgram } from "@review/runner";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const gate = diagnosesOf("Gates");
const note = diagnosesOf("Notes");

/** Names listed before the rest is counted. */
const LISTED = 3;

/**
 * Gates and notes that cannot be read or are passed over, what `gates lint` finds, and gates and notes that are gone
 * but have acceptances.
 */
export async function checkCorpus(
  corpus: Corpus,
  ledger: Ledger | undefined,
  { environment }: Pick<Io, "environment">,
): Promise<Diagnosis[]> {
  const accepted = ledger ? await listAcceptedNames(ledger) : { notePaths: [], gateIds: [] };
  return [
    ...(await checkGates(corpus, accepted.gateIds, environment)),
    ...(await checkNotes(corpus, accepted.notePaths)),
  ];
}

async function checkGates(
  corpus: Corpus,
  accepted: readonly string[],
  environment: Io["environment"],
): Promise<Diagnosis[]> {
  const folder = corpus.config.gates;
  try {
    const { gates, broken } = await listGates(corpus);
    const known = new Set([...gates.map(({ id }) => id), ...broken.map(({ gateId }) => gateId)]);
    const found = count(gates.length, "gate");
    return [
      gates.length > 0
        ? gate.ok(`${found} in ${folder}`)
        : gate.note(`no gate in ${folder} can be used: \`review-nested init --with-gates\` writes three`),
      ...broken.map(({ path, message }) => gate.problem(`${path} cannot be used: ${message}`)),
      ...(await describeLint(corpus, environment, new Set(broken.map(({ message }) => message)))),
      ...describeGone(
        "gate",
        accepted.filter((id) => !known.has(id)),
        gate.note,
      ),
    ];
  } catch (error) {
    if (error instanceof CorpusError) return [gate.problem(error.message)];
    throw error;
  }
}

/** What `gates lint` finds, but for what makes a gate unusable and has been said. */
async function describeLint(
  corpus: Corpus,
  environment: Io["environment"],
  said: ReadonlySet<string>,
): Promise<Diagnosis[]> {
  const { root } = corpus;
  const hasProgram = async (program: string) =>
    (await findCheckProgram(program, { root, environment })) !== undefined;
  const { issues } = await lintGates(corpus, { hasProgram });
  return issues
    .filter(({ message }) => !said.has(message))
    .map(({ path, severity, message }) =>
      (severity === "error" ? gate.problem : gate.note)(`${path}: ${message}`),
    );
}

async function checkNotes(corpus: Corpus, accepted: readonly string[]): Promise<Diagnosis[]> {
  const { paths, skipped } = await listNotePaths(corpus);
  const { notes, problems } = await hashNotes(corpus, paths, { frontMatter: true });
  const listed = new Set(paths);
  // A note that the globs do not match can have been reviewed by name.
  const others = await hashNotes(
    corpus,
    accepted.filter((path) => !listed.has(path)),
  );
  const gone = others.problems.filter(({ code }) => code === "note-not-found").map(({ path }) => path);
  const globs = corpus.config.notes.join(", ");
  return [
    notes.length > 0
      ? note.ok(`${count(notes.length, "note")} in ${globs}`)
      : note.note(`no note matches ${globs}: \`review-nested config\` shows where that comes from`),
    ...problems.map(({ message }) => note.problem(message)),
    ...describeBroken(
      notes.flatMap(({ path, frontMatter }) => {
        const problem = frontMatter?.problem;
        return problem === undefined ? [] : [`note ${path}: ${problem}`];
      }),
    ),
    ...skipped.map(({ path, reason }) => note.note(`${path} ${reason}`)),
    ...describeGone("note", gone, note.note),
  ];
}

/** Such a note can be reviewed, but has no traits, and conditions on its front matter pass it over. */
function describeBroken(messages: readonly string[]): Diagnosis[] {
  const more = messages.length - LISTED;
  return [
    ...messages.slice(0, LISTED).map(note.note),
    ...(more > 0 ? [note.note(`${count(more, "more note")} with broken front matter`)] : []),
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
