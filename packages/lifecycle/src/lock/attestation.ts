import type { GateReview } from "@review/db";
import { checkFields } from "@review/db/check-fields";
import { isObject, type JsonObject } from "@review/db/guards";
import type { AttestedEntry, AttestedSample } from "./attested-entry.ts";

/** What the lock says of where a verdict comes from. */
export type Attestation = Pick<AttestedEntry, "evidence" | "kind" | "at" | "remark" | "sample">;

/** What the lock said of where an attested review comes from; undefined for any other review. */
export function attestationOf(review: Pick<GateReview, "reviewKind" | "evidence">): Attestation | undefined {
  checkFields(review, "attestationOf", { reviewKind: "text" });
  const { evidence, kind, at, remark } = attestedIn(review);
  const isWhole = [evidence, kind, at].every((each) => typeof each === "string");
  if (!isWhole) return undefined;
  const sample = sampleIn(attestedIn(review));
  return {
    ...{ evidence: String(evidence), kind: String(kind), at: String(at) },
    ...(typeof remark === "string" && { remark }),
    ...(sample && { sample }),
  };
}

function sampleIn({ sample }: JsonObject): AttestedSample | undefined {
  if (!isObject(sample)) return undefined;
  const { reviewed, of, flipsAtMost, confidence } = sample;
  const isWhole = [reviewed, of, flipsAtMost, confidence].every((each) => typeof each === "number");
  return isWhole
    ? {
        reviewed: Number(reviewed),
        of: Number(of),
        flipsAtMost: Number(flipsAtMost),
        confidence: Number(confidence),
      }
    : undefined;
}

/** Which findings of an attested review, from 0, are remarks of a person: in the lock they have no key. */
export function attestedRemarks(review: Pick<GateReview, "reviewKind" | "evidence">): ReadonlySet<number> {
  checkFields(review, "attestedRemarks", { reviewKind: "text" });
  const { remarks } = attestedIn(review);
  return new Set(Array.isArray(remarks) ? remarks.filter((each) => typeof each === "number") : []);
}

function attestedIn({ reviewKind, evidence }: Pick<GateReview, "reviewKind" | "evidence">): JsonObject {
  if (reviewKind !== "attested" || !isObject(evidence)) return {};
  return isObject(evidence.attested) ? evidence.attested : {};
}

const SOURCE_FIELDS = { modelId: "text", evidence: "text", at: "text" } as const;

/** Who judged where, in a few words: `from the lock: opus, observed, 2026-11-03`. */
export function describeAttestation(source: Omit<Attestation, "kind"> & { modelId: string }): string {
  checkFields(source, "describeAttestation", SOURCE_FIELDS);
  const { modelId, evidence, at } = source;
  // Of checks, both are the same word.
  return `from the lock: ${[...new Set([modelId, evidence, at.slice(0, 10)])].join(", ")}`;
}
