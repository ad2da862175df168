import { type Corpus, listGateIds, listNotePaths, resolveNotePaths, selectNamedGates } from "@review/corpus";
import {
  type AcceptedVerdict,
  type FindingSeverity,
  type Ledger,
  listAcceptedNames,
  type ModelId,
  type VerdictFilter,
} from "@review/db";
import { type Finding, isNews } from "./finding.ts";
import { countedSeverity, type Judged } from "./words/counted-severity.ts";

/** What somebody asks of the fix queue; what is left out is any. */
export interface FixQuestion {
  /** Notes, folders and globs, relative to `cwd` or to the root. */
  note?: readonly string[] | undefined;
  cwd: string;
  /** Gate ids and lenses. */
  gates?: readonly string[] | undefined;
  /** Gate ids and lenses that are left out. */
  exclude?: readonly string[] | undefined;
  modelIds?: readonly ModelId[] | undefined;
  /** As the finding counts: what a person decided in the reviewer's place is that of all that its pair found. */
  severity?: FindingSeverity | undefined;
  /** Only what the review before had not found, or not as bad. */
  new?: boolean | undefined;
  /** What is waived in place of what is to be mended. */
  waived?: boolean | undefined;
  /** What a second reviewer says does not hold, in place of what is to be mended. */
  disputed?: boolean | undefined;
}

/** Which verdicts a question is about, and which of their findings. */
export interface FixFilter {
  verdicts: VerdictFilter;
  isOfGate(verdict: Pick<AcceptedVerdict, "gateId">): boolean;
  /** Whether some findings may be left out. */
  picks: boolean;
  isPicked(finding: Finding, verdict: Judged): boolean;
}

/**
 * Names are those of notes and gates that there are or that something is accepted of.
 * Throws what `resolveNotePaths` and `selectNamedGates` throw.
 */
export async function readFixQuestion(
  corpus: Corpus,
  ledger: Ledger,
  { note = [], cwd, gates = [], exclude = [], modelIds, severity, new: onlyNew = false }: FixQuestion,
): Promise<FixFilter> {
  let names: ReturnType<typeof listAcceptedNames> | undefined;
  const accepted = () => {
    names ??= listAcceptedNames(ledger);
    return names;
  };
  const known = async () => {
    const [{ paths }, { notePaths }] = await Promise.all([listNotePaths(corpus), accepted()]);
    return [...new Set([...paths, ...notePaths])];
  };
  const notePaths = note.length > 0 ? await resolveNotePaths(corpus, note, { cwd, known }) : undefined;
  const gateIds =
    gates.length > 0 ? await namedGateIds(corpus, gates, (await accepted()).gateIds) : undefined;
  const without =
    exclude.length > 0 ? await namedGateIds(corpus, exclude, (await accepted()).gateIds) : undefined;
  return {
    verdicts: { ...(notePaths && { notePaths }), ...(modelIds && { modelIds }) },
    isOfGate: ({ gateId }) => (gateIds?.has(gateId) ?? true) && !without?.has(gateId),
    picks: severity !== undefined || onlyNew,
    isPicked: (finding, verdict) =>
      (severity === undefined || countedSeverity(verdict, finding) === severity) &&
      (!onlyNew || isNews(finding)),
  };
}

async function namedGateIds(
  corpus: Corpus,
  selectors: readonly string[],
  accepted: readonly string[],
): Promise<ReadonlySet<string>> {
  const ids = new Set([...(await listGateIds(corpus)), ...accepted]);
  const known = [...ids].map((id) => ({ id }));
  return new Set((await selectNamedGates(known, selectors, corpus.config.gates)).map(({ id }) => id));
}
