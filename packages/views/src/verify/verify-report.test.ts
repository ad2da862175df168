import { type Gate, openCorpus } from "@review/corpus";
import type { AcceptedEntry } from "@review/lock";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expect, it } from "vitest";
import type { VerifiedPair } from "./verification.ts";
import type { UnmetPair } from "./verify-document.ts";
import { pairsOfVerification } from "./verify-report.ts";

const NOTE = "kb/notes/a.md";

const gateOf = (id: string) => ({ id, name: id.toUpperCase(), text: "---\nname: X\n---\nIs it?\n" }) as Gate;
const entryOf = (model: string, changes: Partial<AcceptedEntry> = {}): AcceptedEntry => ({
  ...{ gate: "g", gateVersion: "", noteSha: "", model, decision: "pass", evidence: "observed" },
  ...{ kind: "full-review", at: "2026-03-01T12:00:00.000Z", findings: [] },
  ...changes,
});

it("has every pair under each partition, with what was found where it stands now", async () => {
  const { root } = makeKnowledgeBase();
  const corpus = await openCorpus({ cwd: root, root });
  const failing = entryOf("opus", {
    decision: "fail",
    findings: [
      { severity: "fail", message: "so", key: "0123456789abcdef", quote: "Plain text" },
      {
        severity: "warn",
        message: "odd",
        quote: "not there",
        waived: { reason: "meant", until: "2026-03-10" },
      },
      { severity: "warn", message: "old", waived: { reason: "meant", until: "2026-03-09" } },
    ],
  });
  const pairs: VerifiedPair[] = [
    { notePath: NOTE, gate: gateOf("f"), entries: [entryOf("opus"), failing, entryOf("gpt")].slice(1) },
    { notePath: NOTE, gate: gateOf("e"), entries: [] },
    { notePath: NOTE, gate: gateOf("g"), entries: [entryOf("gpt")] },
  ];
  const unmetOf = (gateId: string, changes: Partial<UnmetPair>): UnmetPair => ({
    ...{ notePath: NOTE, gateId, kind: "missing", isChecked: false, reason: "why", next: "go on" },
    ...changes,
  });
  const unmet = [unmetOf("f", { kind: "failing", modelId: "opus" as never }), unmetOf("e", {})];
  const reported = await pairsOfVerification(corpus, { pairs, today: "2026-03-10" }, unmet);
  const problem = { message: "why", next: "go on" };
  expect(reported).toMatchObject([
    { gateId: "f", modelId: "gpt", decision: "pass", findings: [] },
    { gateId: "f", modelId: "opus", decision: "fail", problem: { kind: "failing", ...problem } },
    { gateId: "e", findings: [], problem: { kind: "missing", ...problem } },
    { gateId: "g", modelId: "gpt", decision: "pass", findings: [] },
  ]);
  expect(reported.filter((pair) => pair.problem)).toHaveLength(2);
  expect(reported[1]?.findings).toEqual([
    {
      ...{ severity: "fail", message: "so", key: "0123456789abcdef" },
      quotes: [{ text: "Plain text", place: expect.objectContaining({ startLine: 8, startColumn: 1 }) }],
    },
    {
      ...{ severity: "warn", message: "odd", waived: { reason: "meant", until: "2026-03-10" } },
      quotes: [{ text: "not there" }],
    },
    { severity: "warn", message: "old", quotes: [] },
  ]);
});
