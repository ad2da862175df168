import { newKeys } from "./finding-key.ts";
import { type FoldedFinding, foldFinding, type IdentifiableFinding } from "./folded-finding.ts";
import { pairFindings } from "./pair-findings.ts";

/** A finding of the review before, with the key that it has; the keys of one review differ. */
export interface KnownFinding extends IdentifiableFinding {
  readonly key: string;
}

/** Who a finding is across reviews. */
export interface FindingIdentity {
  readonly key: string;
  /** Index of the previous finding that it continues, and whose key it keeps; each is continued once at most. */
  readonly continues: number | undefined;
}

/**
 * For each finding of a review of `note` its key, in their order. A finding keeps the key of a previous one of the same gate with
 * the same quote, or whose quote stood where its own stands now; without quotes, with the same
 * message. Any doubt makes a new key: a wrong old one could hide a finding that nobody has seen.
 */
export function identifyFindings(asked: {
  readonly notePath: string;
  readonly gateId: string;
  /** The reviewed version, in which the quotes of `found` stand. */
  readonly note: string;
  readonly found: readonly IdentifiableFinding[];
  readonly previous: readonly KnownFinding[];
}): FindingIdentity[] {
  const found = asked.found.map(foldFinding);
  const continued = pairFindings(asked.note, found, asked.previous.map(foldFinding));
  const taken = new Set(asked.previous.map(({ key }) => key));
  const newKey = newKeys(asked.notePath, asked.gateId, taken);
  return found.map((finding, index) => {
    const continues = continued[index];
    const known = continues === undefined ? undefined : asked.previous[continues];
    return { key: known?.key ?? newKey(wordsOf(finding)), continues };
  });
}

/** The words that a new key of a finding is made of. */
export const keyWords = (finding: IdentifiableFinding): string => wordsOf(foldFinding(finding));

const wordsOf = ({ message, quotes }: FoldedFinding): string => quotes[0]?.words ?? message;
