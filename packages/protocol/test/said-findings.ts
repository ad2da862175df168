import { expect } from "vitest";
import { anchorQuote } from "../src/findings/anchor-quote.ts";
import type { IdentifiableFinding } from "../src/findings/folded-finding.ts";
import {
  type FindingIdentity,
  identifyFindings,
  type KnownFinding,
} from "../src/findings/identify-findings.ts";
import { locateQuotes } from "../src/quotes/locate-quotes.ts";

/** The note of most tests. */
export const DISK =
  "The cache is kept in memory for an hour. The disk writes without any loss. Backups run every night at two.";

/** A finding as a test writes it: its message, then its quotes; `[n]` behind a quote means its n-th place. */
export type Said = readonly [message: string, ...quotes: readonly string[]];

export function saidFinding(note: string, [message, ...quotes]: Said): IdentifiableFinding {
  return { message, quotes: quotes.map((quote) => anchorQuote(note, placeOf(note, quote))) };
}

function placeOf(note: string, written: string): { start: number; end: number } {
  const [, quote = written, nth] = /^(.*)\[(\d)\]$/.exec(written) ?? [];
  let [place] = locateQuotes(note, [quote]);
  for (let times = 1; times < Number(nth ?? 1); times += 1) {
    const start = note.indexOf(quote, place?.end);
    place = start === -1 ? undefined : { start, end: start + quote.length };
  }
  if (!place) throw new Error(`the note of this test has no "${written}"`);
  return place;
}

export function identify(
  note: string,
  said: readonly Said[],
  previous: readonly KnownFinding[] = [],
): FindingIdentity[] {
  const found = said.map((each) => saidFinding(note, each));
  return identifyFindings({ notePath: "notes/a.md", gateId: "clear", note, found, previous });
}

/** Findings of one review with their keys, as the next one gets them. */
export function known(
  found: readonly IdentifiableFinding[],
  keys: readonly FindingIdentity[],
): KnownFinding[] {
  return found.map((finding, index) => ({ ...finding, key: keys[index]?.key ?? "" }));
}

/** Reviews two versions one after the other; answers which of the first review each of the second continues. */
export function continued(
  before: string,
  first: readonly Said[],
  after: string,
  second: readonly Said[],
): (number | undefined)[] {
  const keys = identify(before, first);
  const previous = known(
    first.map((each) => saidFinding(before, each)),
    keys,
  );
  const answers = identify(after, second, previous);
  expect(new Set(answers.map(({ key }) => key)).size).toBe(second.length);
  const oldKeys = keys.map(({ key }) => key);
  for (const { key, continues } of answers) {
    if (continues === undefined) expect(oldKeys).not.toContain(key);
    else expect(key).toBe(oldKeys[continues]);
  }
  return answers.map(({ continues }) => continues);
}
