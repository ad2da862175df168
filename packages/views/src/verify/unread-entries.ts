import type { Corpus } from "@review/corpus";
import { lockFilePath, type UnreadEntry } from "@review/lock";
import { type AskedPair, judgesIn, type Unmet } from "./decide-pair.ts";
import type { SettledPolicy } from "./verify-policy.ts";

/**
 * What keeps a pair from holding since the lock has something that cannot be read, and that may be of its versions of now, under a partition that is
 * asked: a FAIL that a merge broke is none that is gone.
 */
export function unmetByUnread(
  { notePath, pair: { gate, noteSha } }: { notePath: string; pair: Pick<AskedPair, "gate" | "noteSha"> },
  unread: readonly UnreadEntry[],
  { corpus, policy }: { corpus: Corpus; policy: SettledPolicy },
): Unmet | undefined {
  const mayBeOfPair = (about: UnreadEntry) =>
    (about.noteSha ?? noteSha) === noteSha &&
    (about.gate ?? gate.id) === gate.id &&
    (about.gateVersion ?? gate.sha) === gate.sha &&
    (about.model === undefined || judgesIn(policy, gate, { model: about.model }));
  if (!unread.some(mayBeOfPair)) return undefined;
  const path = lockFilePath(corpus, notePath);
  const reason = `${path} has what cannot be read: mend that by hand, or write it anew without that by \`review-nested lock\``;
  return { kind: "failing", reason };
}
