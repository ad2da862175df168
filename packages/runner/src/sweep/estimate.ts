import type { Telemetry } from "@review/db";

/** What a number of pairs has taken, or will take: undefined where no invocation has said. */
export interface Consumption {
  costUsd?: number;
  /** Input and output together. */
  tokens?: number;
  durationMs?: number;
}

const KINDS = ["costUsd", "tokens", "durationMs"] as const;
type Kind = (typeof KINDS)[number];

/** Sums over invocations that told each kind, with the pairs they served. */
export type Experience = Readonly<Record<Kind, { sum: number; pairs: number }>>;

const none = { sum: 0, pairs: 0 };
export const noExperience: Experience = { costUsd: none, tokens: none, durationMs: none };

/** What one invocation took, as far as its telemetry says. */
export function consumptionOf(telemetry: Telemetry | undefined): Consumption {
  const { usage, costUsd, durationMs } = telemetry ?? {};
  const counts = [usage?.inputTokens, usage?.outputTokens].filter((tokens) => tokens !== undefined);
  const tokens = counts.length > 0 ? counts.reduce((sum, amount) => sum + amount, 0) : undefined;
  return { costUsd, tokens, durationMs };
}

/** Learns from one invocation that served so many pairs; from none, nothing. */
export function learn(experience: Experience, taken: Consumption, pairs: number): Experience {
  const add = (kind: Kind) => {
    const amount = taken[kind];
    const { sum, pairs: before } = experience[kind];
    return amount === undefined || pairs <= 0
      ? experience[kind]
      : { sum: sum + amount, pairs: before + pairs };
  };
  return { costUsd: add("costUsd"), tokens: add("tokens"), durationMs: add("durationMs") };
}

/** Learns from earlier invocations, as the ledger keeps them. */
export function learnFrom(invocations: readonly Telemetry[]): Experience {
  return invocations.reduce(
    (experience, telemetry) => learn(experience, consumptionOf(telemetry), telemetry.batchSize ?? 0),
    noExperience,
  );
}

/** What a batch of so many pairs will take, by the average; undefined where there is no experience. */
export function estimate(experience: Experience, pairs: number): Consumption {
  const average = (kind: Kind) => {
    const { sum, pairs: known } = experience[kind];
    return known > 0 ? (sum / known) * pairs : undefined;
  };
  return { costUsd: average("costUsd"), tokens: average("tokens"), durationMs: average("durationMs") };
}
