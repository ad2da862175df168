import type { Policy, StaleAllowance } from "@review/corpus";
import type { ModelId } from "@review/db";
import { CHECKS_PARTITION, modelPartition } from "@review/lifecycle";

/** What is asked of each pair, with the models as partitions. */
export interface SettledPolicy {
  /** Under any of which a pair may be accepted; undefined: under any there is. Gates with a check have their own. */
  partitions: ReadonlySet<ModelId> | undefined;
  /** The mildest finding that keeps a pair from holding. */
  failOn: "warn" | "fail";
  /** That a declared judgement is not enough. */
  requireObserved: boolean;
  acceptStale: readonly StaleAllowance[];
  /** So many fixtures a gate needs, or what it finds does not count; undefined: none. */
  minFixtures?: number | undefined;
}

/** What somebody who asks puts in the place of a policy's own words. */
export interface PolicyChanges {
  models?: readonly string[] | undefined;
  failOn?: "warn" | "fail" | undefined;
  require?: "observed" | undefined;
}

/**
 * Settles what a policy means. A model stands for the partition that its name, or what it is an alias of, makes, and no other: which
 * models have answered by that name only a ledger knows, and the answer must be the same without one. Throws InvalidModelError.
 */
export function settlePolicy({ verify, aliases }: Policy, changes: PolicyChanges = {}): SettledPolicy {
  const models = changes.models ?? verify.models;
  const partitions = models.map((model) =>
    model === CHECKS_PARTITION ? CHECKS_PARTITION : modelPartition(model, { aliases }),
  );
  return {
    partitions: models.length === 0 ? undefined : new Set(partitions),
    failOn: changes.failOn ?? verify.failOn,
    requireObserved: (changes.require ?? verify.require) === "observed",
    acceptStale: verify.acceptStale,
    minFixtures: verify.minFixtures,
  };
}
