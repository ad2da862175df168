import type { Corpus } from "../configuration/config.ts";
import { readingBudget } from "../files/reading-budget.ts";
import { type GateFields, readGateFields } from "../gates/gate-fields.ts";
import { type KnownInputs, readGateInputs } from "../gates/gate-inputs.ts";
import { selectNamedGates } from "../gates/gates.ts";
import { type GateFile, listGateFiles } from "../gates/list-gate-files.ts";
import { type GateContent, readGateContent } from "../gates/read-gate.ts";
import { listNotePaths } from "../notes/list-note-paths.ts";
import { NOTE_PARTS } from "../notes/note-parts.ts";
import { hashNotes } from "../notes/read-notes.ts";
import { grouped } from "../text/grouped.ts";
import { type Complaint, error, type GateIssue, suggest, warning } from "./gate-issue.ts";
import { lintFixtureFolders, lintFixtures, type TestedGate } from "./lint-fixtures.ts";
import { lintGate } from "./lint-gate.ts";
import { complainOfScope, isBroken, type NoteWords } from "./lint-scope.ts";

export interface GateLint {
  gates: number;
  /** By path, errors first. */
  issues: GateIssue[];
}

/**
 * Says why the program of a `check` cannot be started, in words that go on after its name, and what helps; `path` is where something of
 * its name is. Gives undefined if nothing is known against it.
 */
export type ProgramLook = (
  program: string,
) => Promise<{ says: string; remedy: string; path?: string } | undefined>;

/** What a gate can only be judged by together with. */
interface Surroundings {
  /** What the front matter of all notes says. */
  words: () => Promise<readonly NoteWords[]>;
  /** All keys that it has; undefined where some of it cannot be read. */
  keys: () => Promise<ReadonlySet<string> | undefined>;
  whyUnstartable: ProgramLook;
  inputs: KnownInputs;
}

interface GateSelection {
  selectors?: readonly string[] | undefined;
  exclude?: readonly string[] | undefined;
}

/**
 * Looks for everything that is wrong with the gates, or with those that the selectors name, without those excluded: what makes them
 * unusable, and what makes them mean less than their authors think; and with their fixtures. Notes are read only if a gate says
 * which it is for, or watches a key of theirs. Throws GatesDirectoryError, or UnknownGateError for a selector that names nothing.
 */
export async function lintGates(
  corpus: Pick<Corpus, "root" | "config">,
  { selectors = [], exclude = [], whyUnstartable }: GateSelection & Pick<Surroundings, "whyUnstartable">,
): Promise<GateLint> {
  const all = await listGateFiles(corpus);
  const select = (names: readonly string[]) => selectNamedGates(all, names, corpus.config.gates);
  const excluded = await select(exclude);
  const files = (selectors.length === 0 ? all : await select(selectors)).filter(
    (file) => !excluded.includes(file),
  );
  let read: ReturnType<typeof readNoteWords> | undefined;
  const words = () => {
    read ??= readNoteWords(corpus);
    return read;
  };
  let known: Promise<ReadonlySet<string> | undefined> | undefined;
  const keys = () => {
    known ??= words().then(keysOf);
    return known;
  };
  const inputs: KnownInputs = new Map();
  const byFoldedId = grouped(all, ({ id }) => id.toLowerCase());
  const issues: GateIssue[] = [];
  const budget = readingBudget("gates");
  const tested: TestedGate[] = [];
  for (const file of files) {
    const content = await readGateContent(corpus, file, budget);
    const complaints = [
      ...complainOfTwins(file, byFoldedId),
      ...("message" in content
        ? [error(content.message)]
        : await complainOfContent(corpus, file, content, { words, keys, whyUnstartable, inputs })),
    ];
    issues.push(...complaints.map((complaint) => ({ gateId: file.id, path: file.path, ...complaint })));
    tested.push({ ...file, isChecked: "data" in content && content.data.check !== undefined });
  }
  issues.push(...(await lintFixtures(corpus, tested)));
  if (selectors.length === 0) issues.push(...(await lintFixtureFolders(corpus, all)));
  return { gates: files.length, issues: issues.sort(byPathAndSeverity) };
}

/** Where upper and lower case are the same, two such files are one. */
function complainOfTwins(
  { id }: GateFile,
  byFoldedId: ReadonlyMap<string, readonly GateFile[]>,
): Complaint[] {
  const twins = (byFoldedId.get(id.toLowerCase()) ?? []).filter((other) => other.id !== id);
  return twins.map((twin) =>
    error(`differs from ${twin.path} in letter case only, and is the same file on some systems; rename one`),
  );
}

async function complainOfContent(
  corpus: Pick<Corpus, "root">,
  { id }: GateFile,
  content: GateContent,
  surroundings: Surroundings,
): Promise<Complaint[]> {
  const complaints = await lintGate(id, content);
  const fields = readGateFields(content.data);
  if ("problem" in fields) return complaints;
  complaints.push(...(await complainOfUse(fields, surroundings)));
  const inputs = readGateInputs(corpus.root, fields.inputs ?? [], surroundings.inputs);
  if ("problem" in inputs) complaints.push(error(inputs.problem));
  return complaints;
}

async function complainOfUse(
  { watches = [], check, ...scope }: GateFields,
  { words, keys, whyUnstartable }: Omit<Surroundings, "inputs">,
): Promise<Complaint[]> {
  const complaints = await complainOfScope(scope, words);
  for (const word of watches.filter((each) => !NOTE_PARTS.includes(each))) {
    const known = await keys();
    if (!known || known.has(word)) continue;
    const why = `watches ${JSON.stringify(word)}, which is no part of a note and no key of any note's front matter`;
    complaints.push(warning(why + (await suggest(word, [...NOTE_PARTS, ...known]))));
  }
  const program = check?.[0];
  const flaw = program === undefined ? undefined : await whyUnstartable(program);
  if (program !== undefined && flaw) {
    const where = /[\\/]/.test(program) ? " under that path" : " in node_modules/.bin or on PATH";
    const says = `${flaw.says}${flaw.path === undefined ? where : ""}`;
    complaints.push(error(`the program of its check, ${JSON.stringify(program)}, ${says}; ${flaw.remedy}`));
  }
  return complaints;
}

const keysOf = (notes: readonly NoteWords[]) =>
  notes.some(isBroken) ? undefined : new Set(notes.flatMap(({ data }) => Object.keys(data)));

async function readNoteWords(corpus: Pick<Corpus, "root" | "config">): Promise<NoteWords[]> {
  const { paths } = await listNotePaths(corpus);
  const { notes } = await hashNotes(corpus, paths, { frontMatter: true });
  return notes.map(({ path, frontMatter }) => ({ path, data: {}, ...frontMatter }));
}

function byPathAndSeverity(a: GateIssue, b: GateIssue): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1;
}
