import { count } from "@review/cli-kit";
import { type Corpus, CorpusError, hashNotes, listGates, listNotePaths } from "@review/corpus";
import { type Ledger, listAcceptedNames } from "@review/db";
import { type Diagnosis, diagnosesOf } from "./diagnosis.ts";

const gate = diagnosesOf("Gates");
const note = diagnosesOf("Notes");

/** Names listed before the rest is counted. */
const LISTED = 3;

/** Gates and notes that cannot be read or are passed over, and those that are gone but have acceptances. */
export async function checkCorpus(corpus: Corpus, ledger: Ledger | undefined): Promise<Diagnosis[]> {
  const accepted = ledger ? await listAcceptedNames(ledger) : { notePaths: [], gateIds: [] };
  return [...(await checkGates(corpus, accepted.gateIds)), ...(await checkNotes(corpus, accepted.notePaths))];
}

async function checkGates(corpus: Corpus, accepted: readonly string[]): Promise<Diagnosis[]> {
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

async function checkNotes(corpus: Corpus, accepted: readonly string[]): Promise<Diagnosis[]> {
  const { paths, skipped } = await listNotePaths(corpus);
  const { notes, problems } = await hashNotes(corpus, paths);
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
    ...skipped.map(({ path, reason }) => note.note(`${path} ${reason}`)),
    ...describeGone("note", gone, note.note),
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
