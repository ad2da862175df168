import type { Corpus } from "./config.ts";
import { type Complaint, error, type GateIssue, warning } from "./gate-issue.ts";
import { type GateFields, readGateFields } from "./gate-fields.ts";
import { UnknownGateError } from "./gate-errors.ts";
import { lintGate } from "./lint-gate.ts";
import { type GateFile, listGateFiles } from "./list-gate-files.ts";
import { listNotePaths } from "./list-note-paths.ts";
import { findNearestName } from "./nearest-name.ts";
import { noteTraits } from "./note-filters.ts";
import { readGateContent } from "./read-gate.ts";
import { hashNotes } from "./read-notes.ts";
import { lensesOf, selectGates } from "./select-gates.ts";

export interface GateLint {
  /** How many gates were looked at. */
  gates: number;
  /** By path, errors first. */
  issues: GateIssue[];
}

/**
 * Looks for everything that is wrong with the gates, or with those that the selectors name: what makes them
 * unusable, and what makes them mean less than their authors think. `hasProgram` says whether the program of a
 * `check` can be found. Throws GatesDirectoryError, or UnknownGateError for a selector that names nothing.
 */
export async function lintGates(
  corpus: Pick<Corpus, "root" | "config">,
  {
    selectors = [],
    hasProgram,
  }: { selectors?: readonly string[]; hasProgram: (program: string) => Promise<boolean> },
): Promise<GateLint> {
  const all = await listGateFiles(corpus);
  const files = selectors.length === 0 ? all : await selectFiles(corpus, all, selectors);
  const traits = await readTraitsOnce(corpus);
  const issues: GateIssue[] = [];
  for (const file of files) {
    const complaints = [...complainOfTwins(file, all), ...(await complainOf(file))];
    issues.push(...complaints.map((complaint) => ({ gateId: file.id, path: file.path, ...complaint })));
  }
  return { gates: files.length, issues: issues.sort(byPathAndSeverity) };

  async function complainOf(file: GateFile): Promise<Complaint[]> {
    const content = await readGateContent(corpus, file);
    if ("message" in content) return [error(content.message)];
    const fields = readGateFields(content.data);
    return [
      ...(await lintGate(file.id, content)),
      ...("problem" in fields ? [] : [...(await complainOfTrait(fields)), ...(await complainOfCheck(fields))]),
    ];
  }

  async function complainOfTrait({ requiresTrait }: GateFields): Promise<Complaint[]> {
    if (requiresTrait === undefined) return [];
    const known = await traits();
    if (known.includes(requiresTrait)) return [];
    const nearest = await findNearestName(requiresTrait, known);
    const mend = nearest === undefined ? "" : `; did you mean ${nearest}?`;
    return [warning(`never applies: no note has the trait ${JSON.stringify(requiresTrait)}${mend}`)];
  }

  async function complainOfCheck({ check: [program] = [] }: GateFields): Promise<Complaint[]> {
    if (program === undefined || (await hasProgram(program))) return [];
    const where = /[\\/]/.test(program) ? "at that path" : "in node_modules/.bin or on PATH";
    return [error(`its check program ${JSON.stringify(program)} was not found ${where}; install it`)];
  }
}

async function selectFiles(
  { config }: Pick<Corpus, "config">,
  all: readonly GateFile[],
  selectors: readonly string[],
): Promise<GateFile[]> {
  const { selected, unknown } = selectGates(all, selectors, config.gates);
  const [stranger] = unknown;
  if (stranger === undefined) return selected;
  const nearest = await findNearestName(stranger, [...all.map(({ id }) => id), ...lensesOf(all)]);
  throw new UnknownGateError(stranger, config.gates, nearest);
}

/** Where letters of either case are the same, two such files are one. */
function complainOfTwins({ id }: GateFile, all: readonly GateFile[]): Complaint[] {
  const twins = all.filter((other) => other.id !== id && other.id.toLowerCase() === id.toLowerCase());
  return twins.map((twin) =>
    error(`is the same as ${twin.path} where letter case does not count; rename one of them`),
  );
}

/** The traits that notes have; the notes are read when first asked for. */
async function readTraitsOnce(corpus: Pick<Corpus, "root" | "config">): Promise<() => Promise<string[]>> {
  let known: Promise<string[]> | undefined;
  const read = async () => {
    const { paths } = await listNotePaths(corpus);
    const { notes } = await hashNotes(corpus, paths, { frontMatter: true });
    return [...new Set(notes.flatMap(({ frontMatter }) => noteTraits(frontMatter?.data ?? {})))];
  };
  return () => {
    known ??= read();
    return known;
  };
}

function byPathAndSeverity(a: GateIssue, b: GateIssue): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1;
}
