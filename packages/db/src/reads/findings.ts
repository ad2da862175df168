import type { DecidedFinding, LastFindingsQuestion, PairsOfNote } from "../answers.ts";
import type { AttestationQuestion, AttestationState } from "../attestation.ts";
import type { KeyOfPair } from "../changes.ts";
import { checkEach, checkFields } from "../check-fields.ts";
import type { Finding } from "../finding.ts";
import { type Ledger, storageOf } from "../ledger.ts";
import type { Opinion, OpinionCall } from "../opinion.ts";
import type { FindingId, GateReviewId } from "../vocabulary.ts";
import type { NewestWaivers, Waiver } from "../waiver.ts";
import { PAIR_VERSION } from "./pair-version.ts";

/** The findings of some gate reviews in their order, by review; a review without any is not in the answer. */
export async function listFindings(
  ledger: Ledger,
  reviewIds: readonly GateReviewId[],
): Promise<Map<GateReviewId, Finding[]>> {
  checkFields({ reviewIds }, "listFindings", { reviewIds: "numbers" });
  return storageOf(ledger).listFindings(reviewIds);
}

/**
 * What the reviews found that a note's pairs with some gates rest on under a partition, by gate: of each pair the newest event
 * that has a review. A gate without any finding is not in the answer.
 */
export async function listLastFindings(
  ledger: Ledger,
  asked: LastFindingsQuestion,
): Promise<Map<string, Finding[]>> {
  checkFields(asked, "listLastFindings", { modelId: "text", notePath: "text", gateIds: "texts" });
  return storageOf(ledger).listLastFindings(asked);
}

/**
 * The findings of some pairs about which something was once decided: of every review that was accepted for them, under whatever
 * partition, the newest finding of each key, in the order in which they were found. Pairs are asked about once each.
 */
export async function listDecidedFindings(
  ledger: Ledger,
  notes: readonly PairsOfNote[],
): Promise<DecidedFinding[]> {
  checkFields({ notes }, "listDecidedFindings", { notes: "list" });
  checkEach(notes, "notes", { notePath: "text", gateIds: "texts" });
  return storageOf(ledger).listDecidedFindings(notes);
}

/** The newest opinion of a second reviewer about each of some findings, by finding; one that nobody was asked about is not in the answer. */
export async function listOpinions(
  ledger: Ledger,
  findingIds: readonly FindingId[],
): Promise<Map<FindingId, Opinion>> {
  checkFields({ findingIds }, "listOpinions", { findingIds: "numbers" });
  return storageOf(ledger).listOpinions(findingIds);
}

/** What second reviewers took, an entry for each of their opinions, oldest first; what came from the lock took nothing here. */
export async function listOpinionCalls(ledger: Ledger): Promise<OpinionCall[]> {
  return storageOf(ledger).listOpinionCalls();
}

/** The keys of findings in runs that have ended which begin with some hex digits, each once, sorted. */
export async function listFindingKeys(ledger: Ledger, prefix: string): Promise<string[]> {
  checkFields({ prefix }, "listFindingKeys", { prefix: "text" });
  return storageOf(ledger).listFindingKeys(prefix);
}

/**
 * The pairs that some keys are known for, each with each key once: of which a run found it, also one that has not ended, or to which an acceptance carried
 * over what did. Whether they are there still is for the tree to say.
 */
export async function listPairsOfKeys(ledger: Ledger, keys: readonly string[]): Promise<KeyOfPair[]> {
  checkFields({ keys }, "listPairsOfKeys", { keys: "texts" });
  return keys.length === 0 ? [] : storageOf(ledger).listPairsOfKeys(keys);
}

/**
 * The newest decision about each of some findings, by key, and when the ledger was asked; one about which nothing was decided
 * is not in the answer. Whether a waiver holds still is for `@review/lifecycle` to say.
 */
export async function listWaivers(ledger: Ledger, keys: readonly string[]): Promise<NewestWaivers> {
  checkFields({ keys }, "listWaivers", { keys: "texts" });
  return storageOf(ledger).listWaivers(keys);
}

/** Every decision about some findings, oldest first. */
export async function listWaiverHistory(ledger: Ledger, keys: readonly string[]): Promise<Waiver[]> {
  checkFields({ keys }, "listWaiverHistory", { keys: "texts" });
  return storageOf(ledger).listWaiverHistory(keys);
}

/**
 * What a ledger knows of what the lock says: what was last decided of pairs in just these versions, and of findings.
 * What to make of it is for `attest` of `@review/lifecycle` to say.
 */
export async function attestationState(
  ledger: Ledger,
  asked: AttestationQuestion,
): Promise<AttestationState> {
  checkFields(asked, "attestationState", { pairs: "list", keys: "texts" });
  checkEach(asked.pairs, "pairs", PAIR_VERSION);
  return storageOf(ledger).attestationState(asked);
}
