import { type Corpus, type Gate, grouped } from "@review/corpus";
import { listGoneEntries } from "../lock/gone-entries.ts";
import { judgesIn, type Unmet } from "./decide-pair.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/** A pair of which nothing is accepted. */
interface MissingPair {
  noteSha: string;
  gate: Pick<Gate, "id" | "sha" | "check">;
}

/**
 * Says of a pair that is missing that the lock has just its versions accepted under a name that is gone, by whom the policy asks: its note was renamed.
 * The lock is looked through when the first such pair is asked about; `there` are notes that are known to be there.
 */
export function movedInLockFinder(
  corpus: Corpus,
  there: ReadonlySet<string>,
  policy: SettledPolicy,
): (pair: MissingPair, missing: Unmet) => Promise<Unmet> {
  let reading: Promise<ReadonlyMap<string, GoneEntry[]>> | undefined;
  const read = async () =>
    grouped(await listGoneEntries(corpus, there), ({ entry: { noteSha, gate, gateVersion } }) =>
      keyOf(noteSha, { id: gate, sha: gateVersion }),
    );
  return async ({ noteSha, gate }, missing) => {
    reading ??= read();
    const names = ((await reading).get(keyOf(noteSha, gate)) ?? [])
      .filter(({ entry }) => judgesIn(policy, gate, entry))
      .map(({ notePath }) => notePath);
    const movedFrom = [...new Set(names)];
    if (movedFrom.length === 0) return missing;
    const told = movedFrom.length === 1 ? "a name that is gone" : "names that are gone";
    const reason = `accepted as ${movedFrom.join(", ")}, ${told}: \`review-nested ack --moved --all\``;
    return { ...missing, reason, movedFrom };
  };
}

type GoneEntry = Awaited<ReturnType<typeof listGoneEntries>>[number];

const keyOf = (noteSha: string, { id, sha }: Pick<Gate, "id" | "sha">) => JSON.stringify([noteSha, id, sha]);
