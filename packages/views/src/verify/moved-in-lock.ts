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
  const known = new Map<string, Moved | undefined>();
  const read = async () =>
    grouped(await listGoneEntries(corpus, there), ({ entry: { noteSha, gate, gateVersion } }) =>
      keyOf(noteSha, { id: gate, sha: gateVersion }),
    );
  return async ({ noteSha, gate }, missing) => {
    reading ??= read();
    const key = keyOf(noteSha, gate);
    // Once for all notes of one text.
    if (!known.has(key)) known.set(key, toMoved((await reading).get(key) ?? [], policy, gate));
    const moved = known.get(key);
    return moved ? { ...missing, ...moved } : missing;
  };
}

type Moved = Required<Pick<Unmet, "reason" | "movedFrom">>;

/** The most names that are told. Our choice: of as many notes of one text as names are gone, each would tell all of them. */
const TOLD = 20;

function toMoved(
  gone: readonly GoneEntry[],
  policy: SettledPolicy,
  gate: MissingPair["gate"],
): Moved | undefined {
  const names = new Set(
    gone.filter(({ entry }) => judgesIn(policy, gate, entry)).map(({ notePath }) => notePath),
  );
  if (names.size === 0) return undefined;
  const movedFrom = [...names].slice(0, TOLD);
  const more = names.size > TOLD ? ` and ${names.size - TOLD} more` : "";
  const told = names.size === 1 ? "a name that is gone" : "names that are gone";
  const reason = `accepted as ${movedFrom.join(", ")}${more}, ${told}: \`review-nested ack --moved --all\``;
  return { reason, movedFrom };
}

type GoneEntry = Awaited<ReturnType<typeof listGoneEntries>>[number];

const keyOf = (noteSha: string, { id, sha }: Pick<Gate, "id" | "sha">) => JSON.stringify([noteSha, id, sha]);
