import fc from "fast-check";
import { expect, it } from "vitest";
import { STALE_REASONS, type StaleReason, staleReason } from "./stale-reason.ts";

const now = { noteSha: "same", gateSha: "same" };

it.each<[note: string, gate: string, reason: StaleReason | undefined]>([
  ["same", "same", undefined],
  ["same", "other", "gate-changed"],
  ["other", "same", "note-changed"],
  ["other", "other", "gate-changed"],
])("accepted with the %s note sha and the %s gate sha: %s", (acceptedNoteSha, acceptedGateSha, reason) => {
  const accepted = { acceptedNoteSha, acceptedGateSha };
  expect(staleReason(now, { ...accepted, acceptanceKind: "manual-ack" })).toBe(reason);
  expect(staleReason(now, { ...accepted, acceptanceKind: "withdrawn" })).toBe("reopened");
});

it("never accepted: missing-review", () => {
  expect(staleReason(now, undefined)).toBe("missing-review");
});

it("a pair is fresh exactly when its newest event accepts both current shas", () => {
  const sha = fc.constantFrom("1", "2", "3");
  const acceptanceKind = fc.constantFrom("full-review", "withdrawn");
  const event = fc.record({ acceptedNoteSha: sha, acceptedGateSha: sha, acceptanceKind });
  fc.assert(
    fc.property(sha, sha, fc.option(event, { nil: undefined }), (noteSha, gateSha, newest) => {
      const reason = staleReason({ noteSha, gateSha }, newest);
      const isFresh =
        newest?.acceptedNoteSha === noteSha &&
        newest.acceptedGateSha === gateSha &&
        newest.acceptanceKind !== "withdrawn";
      expect(reason === undefined).toBe(isFresh);
      if (reason) expect(STALE_REASONS).toContain(reason);
    }),
  );
});
