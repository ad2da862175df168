import { type Corpus, grouped } from "@review/corpus";
import {
  type AcceptableDecision,
  getGateReview,
  type JudgedPair,
  type Judgement,
  type Ledger,
  listJudgedByBoth,
  type ModelId,
} from "@review/db";
import type { Finding } from "../finding.ts";
import { findingsReader } from "../findings-reader.ts";
import { type FixQuestion, readFixQuestion } from "../fix-question.ts";
import { noteReader } from "../note-today.ts";
import { type Agreement, agreementOf, type DecisionTable, tabulate } from "./agreement.ts";

/** How far the reviews of two models say the same of the same texts; what a person made of them is left aside. */
export interface ComparisonDocument extends Agreement {
  /** The names that were asked about, with the partitions that each stands for. */
  first: ComparedModel;
  second: ComparedModel;
  /** What the first decided, and by that what the second did: `decisions.pass.fail` pairs that only the first passed. */
  decisions: DecisionTable;
  /** Where they agree least comes first. */
  gates: (Agreement & { gateId: string })[];
  /** Those that one passes and the other fails first, then by note and gate. */
  differing: DifferingPair[];
}

export interface ComparedModel {
  model: string;
  partitions: readonly ModelId[];
  /** Pairs that it judged and the other did not, of the notes and gates that were asked about. */
  alone: number;
}

/** A pair that two models judged otherwise, on the same text. */
export interface DifferingPair {
  notePath: string;
  gateId: string;
  noteSha: string;
  gateSha: string;
  first: ComparedJudgement;
  second: ComparedJudgement;
}

export interface ComparedJudgement extends Judgement {
  /** Places are those in the note as it is now, where it can be read. */
  findings: Finding[];
}

/** Two models, of all pairs or of those of some notes and gates. */
export interface ComparisonQuestion extends Pick<FixQuestion, "note" | "gates" | "cwd"> {
  first: Omit<ComparedModel, "alone">;
  second: Omit<ComparedModel, "alone">;
}

/**
 * Compares what two models made of the pairs that both judged, in the newest version that both saw. Throws what
 * `resolveNotePaths` and `selectNamedGates` throw.
 */
export async function viewComparison(
  corpus: Corpus,
  ledger: Ledger,
  { first, second, ...some }: ComparisonQuestion,
): Promise<ComparisonDocument> {
  const { verdicts, isOfGate } = await readFixQuestion(corpus, ledger, some);
  const notes = verdicts.notePaths && new Set(verdicts.notePaths);
  const judged = await listJudgedByBoth(ledger, { first: first.partitions, second: second.partitions });
  const isAsked = (pair: { notePath: string; gateId: string }) =>
    isOfGate(pair) && (notes?.has(pair.notePath) ?? true);
  const pairs = judged.pairs.filter(isAsked);
  const alone = judged.alone.filter(isAsked);
  const aloneBy = (side: "first" | "second") => alone.filter(({ by }) => by === side).length;
  const decisions = pairs.map(decisionsOf);
  return {
    first: { ...first, alone: aloneBy("first") },
    second: { ...second, alone: aloneBy("second") },
    ...agreementOf(decisions),
    decisions: tabulate(decisions),
    gates: agreementByGate(pairs),
    differing: (await withFindings(corpus, ledger, pairs.filter(differs))).toSorted(
      (a, b) => distance(b) - distance(a),
    ),
  };
}

const decisionsOf = ({ first, second }: JudgedPair) => [first.decision, second.decision] as const;
const differs = ({ first, second }: JudgedPair) => first.decision !== second.decision;

const RANKS: Record<AcceptableDecision, number> = { pass: 0, warn: 1, fail: 2 };
const distance = ({ first, second }: Pick<DifferingPair, "first" | "second">) =>
  Math.abs(RANKS[first.decision] - RANKS[second.decision]);

function agreementByGate(pairs: readonly JudgedPair[]): (Agreement & { gateId: string })[] {
  const share = ({ agreed, pairs: all }: Agreement) => agreed / all;
  return [...grouped(pairs, ({ gateId }) => gateId)]
    .map(([gateId, some]) => ({ gateId, ...agreementOf(some.map(decisionsOf)) }))
    .toSorted((a, b) => share(a) - share(b) || (a.gateId < b.gateId ? -1 : 1));
}

async function withFindings(
  corpus: Corpus,
  ledger: Ledger,
  pairs: readonly JudgedPair[],
): Promise<DifferingPair[]> {
  const read = await findingsReader(
    ledger,
    pairs.flatMap(({ notePath, first, second }) =>
      [first, second].map(({ reviewId: id }) => ({ id, readIn: notePath })),
    ),
  );
  const todayOf = noteReader(corpus);
  const judgement = async (said: Judgement, notePath: string): Promise<ComparedJudgement> => {
    const review = await getGateReview(ledger, said.reviewId);
    return { ...said, findings: review ? await read(review, await todayOf(notePath)) : [] };
  };
  const differing: DifferingPair[] = [];
  for (const pair of pairs) {
    const { notePath } = pair;
    const [first, second] = [await judgement(pair.first, notePath), await judgement(pair.second, notePath)];
    differing.push({ ...pair, first, second });
  }
  return differing;
}
