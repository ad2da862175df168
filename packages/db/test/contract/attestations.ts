import { describe, expect, it } from "vitest";
import type { AttestationDecider, AttestedRun } from "../../src/attestation.ts";
import { LedgerConstraintError } from "../../src/errors.ts";
import type { Telemetry } from "../../src/execution-data.ts";
import type { Storage } from "../../src/storage.ts";
import type { NewWaiver } from "../../src/waiver.ts";
import { newFinding } from "../new-finding.ts";
import { newRun, withoutQuotes } from "../new-run.ts";
import { changeRun, type Engine, everythingIn, fresh } from "./engine.ts";

const { runner: _, ...run } = withoutQuotes(newRun({ gates: newRun().gates.slice(0, 1) }));
const [gate] = run.gates;
const A = "a".repeat(16);
const evidence = { attested: { at: "2026-01-01T00:00:00.000Z", evidence: "observed", kind: "manual-ack" } };
const attested = (changes: Partial<AttestedRun> = {}): AttestedRun => ({
  ...run,
  telemetry: { requestedModelId: run.modelId },
  gateReviews: [
    { gateId: "a", decision: "warn", rationaleMarkdown: "so", evidence, findings: [newFinding("a")] },
  ],
  ...changes,
});
const pair = {
  notePath: run.notePath,
  modelId: run.modelId,
  gateId: "a",
  noteSha: run.note.sha,
  gateSha: gate?.sha ?? "",
};
const waived: Extract<NewWaiver, { kind: "waived" }> = {
  key: A,
  kind: "waived",
  severity: "warn",
  reason: "meant",
};
const asked = { pairs: [pair], keys: [A] };
const take = (...runs: AttestedRun[]): AttestationDecider => ({
  runs: () => runs,
  withdrawals: () => [],
  waivers: () => [],
});
const clock = () => new Date("2026-03-01T12:00:00.000Z");
const now = clock().toISOString();

async function completeOne(storage: Storage, telemetry?: Telemetry): Promise<void> {
  const id = await storage.createRun({ ...run, runner: "r" });
  const gateReviews = [{ gateId: "a", decision: "pass", rationaleMarkdown: "so" }] as const;
  await changeRun(storage, id, () => ({
    change: { gateReviews, end: { status: "completed" }, ...(telemetry && { telemetry }) },
  }));
}

/** What a storage must do with what the lock says. */
export function attestationContract(engine: Engine): void {
  describe("attest", () => {
    it("takes in completed runs of the lock with attested reviews, their events and findings, then waivers", async () => {
      const storage = await fresh(engine, clock);
      const other = attested({ notePath: "o.md" });
      const waivers: AttestationDecider["waivers"] = () => [waived];
      expect(await storage.attest(asked, { ...take(attested(), other), waivers })).toEqual({
        acceptances: [1, 2],
        waivers: [1],
      });
      expect(await storage.getRun(1)).toMatchObject({
        ...{ runner: "lock", status: "completed", startedAt: now, completedAt: now },
        telemetry: { requestedModelId: run.modelId },
        gateReviews: [{ reviewKind: "attested", decision: "warn", evidence, reviewedAt: now }],
      });
      expect(await storage.listAcceptanceEvents({ notePath: run.notePath })).toEqual([
        {
          ...{ id: 1, notePath: run.notePath, gateId: "a", modelId: run.modelId, acceptedReviewId: 1 },
          ...{ acceptedNoteSha: pair.noteSha, acceptedGateSha: pair.gateSha, acceptedAt: now },
          acceptanceKind: "attested",
        },
      ]);
      const found = await storage.listFindings([1]);
      expect(found.get(1)).toEqual([expect.objectContaining({ key: A, isAttested: true })]);
      expect((await storage.listEvidence([1])).get(1)).toMatchObject({ runId: 1, attested: evidence });
      expect((await storage.listWaivers([A])).newest.get(A)).toMatchObject({
        reason: "meant",
        decidedAt: now,
      });
    });

    it("takes in with a finding what a second reviewer said of it elsewhere", async () => {
      const storage = await fresh(engine, clock);
      const said = {
        kind: "disputed",
        modelId: run.modelId,
        runner: "r",
        reason: "holds \u{1F600} not",
      } as const;
      const saidAt = "2026-01-01T00:00:00.000Z";
      const findings = [newFinding("b"), newFinding("a", { opinion: { ...said, saidAt } })];
      const gateReviews = [
        { gateId: "a", decision: "warn", rationaleMarkdown: "so", evidence, findings },
      ] as const;
      await storage.attest(
        asked,
        take(attested({ gateReviews }), attested({ notePath: "o.md", gateReviews })),
      );
      expect(await storage.listOpinions([1, 2, 3, 4])).toEqual(
        new Map([
          [2, { ...said, id: 1, findingId: 2, saidAt }],
          [4, { ...said, id: 2, findingId: 4, saidAt }],
        ]),
      );
      expect(await storage.listOpinionCalls()).toEqual([]);
    });

    it.each([
      ["was asked for by its own name", undefined],
      ["was imported", { requestedModelId: "opus", imported: {} } as Telemetry],
    ])("makes a name stand for no partition in which something %s", async (_, telemetry) => {
      const storage = await fresh(engine, clock);
      const asName = "opus" as typeof run.modelId;
      await storage.attest(asked, take(attested({ telemetry: { requestedModelId: asName } })));
      expect(await storage.listRecordedPartitions(asName)).toEqual([run.modelId]);
      await completeOne(storage, telemetry);
      expect(await storage.listRecordedPartitions(asName)).toEqual([]);
      await completeOne(storage, { requestedModelId: asName });
      expect(await storage.listRecordedPartitions(asName)).toEqual([run.modelId]);
    });

    it("tells the decider which pairs are decided about, and of the findings when the runs are there", async () => {
      const storage = await fresh(engine, clock);
      await completeOne(storage);
      const seen: unknown[] = [];
      const pairs = [
        pair,
        { ...pair, noteSha: pair.gateSha },
        { ...pair, modelId: "other" as typeof pair.modelId },
      ];
      await storage.attest(
        { pairs, keys: [A] },
        {
          runs: (...told) => {
            seen.push(told);
            return [attested({ notePath: "o.md" })];
          },
          withdrawals: (...told) => {
            seen.push(told);
            return [];
          },
          waivers: (...told) => {
            seen.push(told);
            return [];
          },
        },
      );
      expect(seen).toEqual([
        [[{ kind: "full-review", reviewId: 1, at: now, decision: "pass" }, undefined, undefined], now, []],
        [[{ kind: "full-review", reviewId: 1, at: now, decision: "pass" }, undefined, undefined], now],
        [[{ key: A, severity: "warn" }], now],
      ]);
    });

    it.each<[why: string, run: AttestedRun, ...waivers: NewWaiver[]]>([
      ["without a review of a gate", attested({ gateReviews: [] })],
      [
        "with a review of another gate",
        attested({ gateReviews: [{ ...attested().gateReviews[0], gateId: "b" } as never] }),
      ],
      ["without gates", attested({ gates: [], gateReviews: [] })],
      [
        "with findings worse than its decision",
        attested({
          gateReviews: [
            { gateId: "a", decision: "pass", rationaleMarkdown: "so", findings: [newFinding("a")] },
          ],
        }),
      ],
      [
        "with an error",
        attested({ gateReviews: [{ gateId: "a", decision: "error", rationaleMarkdown: "so" }] }),
      ],
      [
        "with a waiver that covers worse than was found",
        attested({ notePath: "o.md" }),
        { ...waived, severity: "fail" },
      ],
    ])("all or nothing, if one is refused: %s", async (_, bad, ...waivers) => {
      const storage = await fresh(engine, clock);
      await completeOne(storage);
      const before = await everythingIn(storage);
      const decider = { ...take(attested({ notePath: "p.md" }), bad), waivers: () => waivers };
      await expect(storage.attest(asked, decider)).rejects.toThrow(LedgerConstraintError);
      expect(await everythingIn(storage)).toEqual(before);
    });

    it.each(["runs", "withdrawals", "waivers"] as const)(
      "does nothing if the decider throws over %s",
      async (when) => {
        const storage = await fresh(engine, clock);
        const before = await everythingIn(storage);
        const fail = () => {
          throw new RangeError("no");
        };
        await expect(storage.attest(asked, { ...take(attested()), [when]: fail })).rejects.toThrow(
          RangeError,
        );
        expect(await everythingIn(storage)).toEqual(before);
      },
    );

    it("takes back what is accepted, with the time of that, before it takes in what came after", async () => {
      const storage = await fresh(engine, clock);
      await completeOne(storage);
      const at = "2026-02-01T00:00:00.000Z";
      const { notePath, modelId, gateId, noteSha, gateSha } = pair;
      const event = { notePath, modelId, gateId, acceptedNoteSha: noteSha, acceptedGateSha: gateSha };
      const back = { ...event, acceptedReviewId: 1, remark: "not so", acceptedAt: at };
      const decider = { ...take(attested()), withdrawals: () => [back] };
      expect(await storage.attest(asked, decider)).toEqual({ acceptances: [2, 3], waivers: [] });
      expect(await storage.listAcceptanceEvents({ notePath })).toMatchObject([
        { acceptanceKind: "full-review" },
        { acceptanceKind: "withdrawn", remark: "not so", acceptedAt: at, acceptedReviewId: 1 },
        { acceptanceKind: "attested", acceptedAt: now, acceptedReviewId: 2 },
      ]);
      const unknown = { ...back, acceptedNoteSha: gateSha };
      const bad = { ...take(attested({ notePath: "p.md" })), withdrawals: () => [unknown] };
      const before = await everythingIn(storage);
      await expect(storage.attest(asked, bad)).rejects.toThrow(LedgerConstraintError);
      expect(await everythingIn(storage)).toEqual(before);
    });

    it("records a decision about a finding with the time that it says", async () => {
      const storage = await fresh(engine, clock);
      const decidedAt = "2026-02-01T00:00:00.000Z";
      await storage.attest(asked, { ...take(attested()), waivers: () => [{ ...waived, decidedAt }] });
      expect((await storage.listWaivers([A])).newest.get(A)).toMatchObject({ decidedAt });
    });

    it("nothing else makes a run of the lock complete", async () => {
      const storage = await fresh(engine, clock);
      const id = await storage.createRun({ ...run, runner: "lock" });
      const gateReviews = [{ gateId: "a", decision: "pass", rationaleMarkdown: "so" }] as const;
      await expect(changeRun(storage, id, () => ({ change: { gateReviews } }))).rejects.toThrow(
        LedgerConstraintError,
      );
    });
  });

  it("attestationState tells what is decided about, also what was taken back, and what is known of findings", async () => {
    const storage = await fresh(engine, clock);
    const unknown = { decided: [undefined], waivers: [{ key: A }], askedAt: now };
    expect(await storage.attestationState(asked)).toEqual(unknown);
    await storage.attest(asked, take(attested()));
    // When it was decided there, and not when it was taken in.
    const last = { kind: "attested", reviewId: 1, at: evidence.attested.at, decision: "warn" };
    const known = { decided: [last], waivers: [{ key: A, severity: "warn" }], askedAt: now };
    expect(await storage.attestationState(asked)).toEqual(known);
    await storage.appendAcceptances({ pairs: [pair] }, ([standing]) => {
      const { id: _, acceptedAt: __, ...event } = standing ?? ({} as never);
      return [{ ...event, acceptanceKind: "withdrawn", remark: "seen again" }];
    });
    const withdrawn = { kind: "withdrawn", reviewId: 1, at: now, decision: "warn" };
    expect(await storage.attestationState(asked)).toEqual({ ...known, decided: [withdrawn] });
    expect(await storage.attestationState({ pairs: [], keys: [] })).toEqual({
      decided: [],
      waivers: [],
      askedAt: now,
    });
  });
}
