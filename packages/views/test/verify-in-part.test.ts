import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openCorpus } from "@review/corpus";
import { type AcceptableDecision, type ModelId, openLedger } from "@review/db";
import { acknowledge, createRun, modelPartition, recordAndFinalizeRun, reopen } from "@review/lifecycle";
import type { LockEntry } from "@review/lock";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { ledgerSource, settlePolicy, type VerifyQuestion, verify, viewVerification } from "../src/index.ts";

const GATES = "kb/instructions/review-gates";
const A = "kb/notes/a.md";
/** Under which a gate is judged by its check, and by models. */
const MODELS = [...["opus", "haiku", "gpt"].map((name) => modelPartition(name)), "checks" as ModelId];
const GATE_IDS = ["prose/clarity", "claims/title"];
const renamed = (name: string) => name.replace(/(\.md)?$/, "-renamed$1");

const gate = fc.constantFrom(...GATE_IDS);
/** Under the names that they have by then. */
const pair = fc.record({ gate, model: fc.constantFrom(...MODELS) });
const decision = fc.constantFrom<AcceptableDecision>("pass", "pass", "pass", "warn", "fail");
const step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant("review" as const), pair, decision, isObserved: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reopen" as const), pair }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("override" as const), pair, decision }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("rename note" as const, "edit note" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("rename gate" as const, "edit gate" as const),
      gate,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("lock" as const),
      pair,
      decision: fc.option(decision),
      days: fc.integer({ min: -2, max: 2 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
/** A step, and how long after the one before: clocks may go back. */
type Timed = [minutes: number, step: Step];

/** Takes some steps one after another, leaves out those that cannot be taken, and gives what they come to. */
async function taken(steps: readonly Timed[], now: Date) {
  const { root, write } = makeKnowledgeBase({
    [`${GATES}/claims/title.md`]: '---\ncheck: ["true"]\n---\n# Title\n\nDoes it claim something?\n',
  });
  const ledger = await openLedger(":memory:", { clock: () => now });
  const locked = new Map<string, LockEntry[]>();
  const versionOf = (path: string) => {
    const text = readFileSync(join(root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  const gatePath = (gate: string) => `${GATES}/${gate}.md`;
  const rename = (path: string) => renameSync(join(root, path), join(root, renamed(path)));
  const take = async (step: Step) => {
    if ("gate" in step)
      return step.do === "edit gate" ? write(gatePath(step.gate), "# Other\n") : rename(gatePath(step.gate));
    if (!("pair" in step)) return step.do === "edit note" ? write(A, "# Other\n\nnote.\n") : rename(A);
    const { gate: called, model: modelId } = step.pair;
    const notePath = existsSync(join(root, A)) ? A : renamed(A);
    const gateId = existsSync(join(root, gatePath(called))) ? called : renamed(called);
    const [note, gate] = [versionOf(notePath), versionOf(gatePath(gateId))];
    const pairs = [{ notePath, gateId, noteSha: note.sha, gateSha: gate.sha }];
    if (step.do === "review") {
      const telemetry = step.isObserved ? { modelEvidence: "observed" as const, invocationId: "i" } : {};
      const asked = { notePath, modelId, runner: "r", note, telemetry, gates: [{ gateId, ...gate }] };
      const runId = await createRun(ledger, asked);
      const word = step.decision.toUpperCase();
      const rationaleMarkdown =
        step.decision === "pass" ? "fine" : `### Findings\n\n- ${word}: so\n  > note\n`;
      await recordAndFinalizeRun(ledger, {
        runId,
        gateReviews: [{ gateId, decision: step.decision, rationaleMarkdown }],
      });
    } else if (step.do === "reopen") await reopen(ledger, [{ pairs, modelId, remark: "seen again" }]);
    else if (step.do === "override") {
      const overrideDecision = step.decision;
      await acknowledge(ledger, {
        pairs,
        modelId,
        kind: "manual-override",
        overrideDecision,
        remark: "on purpose",
      });
    } else {
      const at = new Date(now.getTime() + step.days * 86_400_000).toISOString();
      const version = { gate: gateId, gateVersion: gate.sha, noteSha: note.sha, model: modelId, at };
      const entry: LockEntry =
        step.decision === null
          ? { ...version, kind: "withdrawn", remark: "so" }
          : { ...version, kind: "full-review", decision: step.decision, evidence: "declared", findings: [] };
      locked.set(notePath, [...(locked.get(notePath) ?? []), entry]);
      const lines = locked.get(notePath)?.map((each) => JSON.stringify(each)) ?? [];
      write(`review.lock/${notePath}.json`, `[\n${lines.join(",\n")}\n]\n`);
    }
  };
  for (const [minutes, step] of steps) {
    now.setTime(now.getTime() + minutes * 60_000);
    await take(step).catch((error: Error) => {
      // Nothing that was accepted is reopened or overridden, or a name was given away before.
      if (!("code" in error)) throw error;
    });
  }
  return { root, ledger };
}

const reviewBy = (model: string, decision: AcceptableDecision = "pass"): Step => ({
  ...{ do: "review", decision, isObserved: true },
  pair: { gate: "prose/clarity", model: modelPartition(model) },
});
/** What was decided last is not the latest: it was reopened between. */
const REOPENED: Timed[] = [
  [1, reviewBy("gpt")],
  [9, reviewBy("opus")],
  [-4, { do: "reopen", pair: { gate: "prose/clarity", model: modelPartition("gpt") } }],
  [-2, reviewBy("haiku")],
];
/** What stands under the name before was cleared under the new one, not by the last who passed it. */
const MOVED: Timed[] = [
  [1, reviewBy("opus", "fail")],
  [1, { do: "rename note" }],
  [1, reviewBy("opus", "pass")],
  [1, reviewBy("haiku", "pass")],
];

type PolicyChanges = Parameters<typeof settlePolicy>[1];
const policy: fc.Arbitrary<PolicyChanges> = fc.record({
  models: fc.subarray(["opus", "haiku", "gpt"]),
  failOn: fc.constantFrom("warn", "fail"),
  require: fc.constantFrom(undefined, undefined, "observed"),
});

it("as much of a ledger as a policy asks for tells the same as all of it", async () => {
  const steps = fc.array(fc.tuple(fc.integer({ min: -3, max: 9 }), step), { minLength: 10, maxLength: 40 });
  const property = fc.asyncProperty(
    steps,
    fc.array(policy, { minLength: 3, maxLength: 6 }),
    async (planned, policies) => {
      const now = new Date("2026-03-01T12:00:00.000Z");
      const { root, ledger } = await taken(planned, now);
      const corpus = await openCorpus({ cwd: root, root });
      for (const changes of policies) {
        const settled = settlePolicy(corpus.config, changes);
        const question: VerifyQuestion = { policy: settled, cwd: root, now };
        const told = async (asked?: VerifyQuestion) =>
          viewVerification(await verify(corpus, ledgerSource(corpus, ledger, asked), question), {
            source: "ledger",
            nextOf: () => "",
          });
        expect(await told(question)).toEqual(await told());
      }
      await ledger.close();
    },
  );
  await fc.assert(property, {
    numRuns: 10,
    examples: [
      [REOPENED, [{}]],
      [MOVED, [{}]],
    ],
  });
});
