import fc from "fast-check";
import { expect, it } from "vitest";
import { STALE_REASONS, type StaleReason, staleReason } from "./stale-reason.ts";

it.each<[note: string, gate: string, reason: StaleReason | undefined]>([
  ["same", "same", undefined],
  ["same", "other", "gate-changed"],
  ["other", "same", "note-changed"],
  ["other", "other", "gate-changed"],
])("accepted with the %s note sha and the %s gate sha: %s", (acceptedNoteSha, acceptedGateSha, reason) => {
  expect(staleReason({ noteSha: "same", gateSha: "same" }, { acceptedNoteSha, acceptedGateSha })).toBe(
    reason,
  );
});

it("never accepted: missing-review", () => {
  expect(staleReason({ noteSha: "same", gateSha: "same" }, undefined)).toBe("missing-review");
});

it("a pair is fresh exactly when its newest acceptance names both current shas", () => {
  const sha = fc.constantFrom("1", "2", "3");
  const accepted = fc.option(fc.record({ acceptedNoteSha: sha, acceptedGateSha: sha }), { nil: undefined });
  fc.assert(
    fc.property(sha, sha, accepted, (noteSha, gateSha, accepted) => {
      const reason = staleReason({ noteSha, gateSha }, accepted);
      const isFresh = accepted?.acceptedNoteSha === noteSha && accepted.acceptedGateSha === gateSha;
      expect(reason === undefined).toBe(isFresh);
      if (reason) expect(STALE_REASONS).toContain(reason);
    }),
  );
});
