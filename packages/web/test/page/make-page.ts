import type { ModelId } from "@review/db";
import type {
  FixEntry,
  GateCard,
  PageCosts,
  PageDocument,
  PageGate,
  PageNote,
  PagePair,
  RunEntry,
} from "@review/views";
import type { EmbeddedPage } from "../../src/api/page-source.ts";
import { makeComparison } from "./make-comparison.ts";
import { makeNote, noteText, quoteIn } from "./make-note.ts";
import { makeRun } from "./make-run.ts";

/** What stands in a made page: how much, and, for hostile ones, what every text says. */
export interface Wanted {
  notes: number;
  gates: number;
  /** Every how-manieth pair has a finding. */
  findingEvery?: number;
  models?: string[];
  /** Names and texts in place of the harmless ones. */
  words?: Partial<{ note(at: number): string; gate(at: number): string; text(at: number): string }>;
}

export const AT = "2026-03-01T09:30:00.000Z";
export const sha = (name: string): string => Buffer.from(name).toString("hex").padEnd(64, "0").slice(-64);

/** A page as the program makes them, the same for the same wish. */
export function makePage({
  notes,
  gates,
  findingEvery = 9,
  models = ["sonnet-4", "gpt-5"],
  words = {},
}: Wanted): EmbeddedPage {
  const modelIds = models as ModelId[];
  const pageGates = Array.from({ length: gates }, (_, at) => makeGate(at, words));
  const paths = Array.from(
    { length: notes },
    (_, at) => words.note?.(at) ?? `area-${Math.floor(at / 8)}/note-${at}.md`,
  );
  const pageNotes: PageNote[] = paths.map((notePath) => ({ notePath, noteSha: sha(notePath) }));
  const findings: FixEntry[] = [];
  const waived: FixEntry[] = [];
  const pairs: PagePair[] = [];
  for (const [note, { notePath }] of pageNotes.entries()) {
    for (const [gate, { gateId }] of pageGates.entries()) {
      const id = note * gates + gate;
      const isFound = id % findingEvery === 0;
      const isWaived = isFound && id % (findingEvery * 7) === findingEvery * 3;
      const state =
        (
          [
            "fresh",
            "fresh",
            "fresh",
            "note-changed",
            "fresh",
            "fresh",
            "missing-review",
            "fresh",
            "gate-changed",
            "fresh",
            "reopened",
          ] as const
        )[id % 11] ?? "fresh";
      const isGone = state === "missing-review" || state === "gate-changed";
      const decision = isFound && !isWaived ? (id % 2 === 0 ? "fail" : "warn") : "pass";
      const verdict = { model: id % modelIds.length, decision, isNow: state === "fresh" } as const;
      const stands = state === "fresh" || (isFound && !isGone);
      pairs.push({
        note,
        gate,
        state,
        verdicts: stands ? [{ ...verdict, ...(isWaived && { waived: 1 }) }] : [],
      });
      if (!isFound || isGone) continue;
      const entry = makeEntry({
        id,
        notePath,
        gateId,
        modelId: modelIds[verdict.model] as ModelId,
        decision: decision === "fail" ? "fail" : "warn",
        words,
      });
      const why = state === "fresh" ? undefined : state;
      (isWaived ? waived : findings).push({ ...settleIf(isWaived, entry), ...(why && { staleReason: why }) });
    }
  }
  const runs = Array.from(
    { length: Math.min(200, notes) },
    (_, at): RunEntry => makeRun(at, paths[at] ?? "", modelIds),
  );
  const page: PageDocument = {
    toolVersion: "0.0.0",
    madeAt: AT,
    name: words.text?.(0) ?? "handbook",
    modelIds,
    gates: pageGates,
    notes: pageNotes,
    ...{ pairs, findings, waived, runs },
    allRuns: notes,
    problems:
      notes > 3
        ? [
            {
              path: "area-0/broken.md",
              code: "front-matter-broken",
              message: words.text?.(1) ?? "the front matter cannot be read",
            },
          ]
        : [],
  };
  const costs = makeCosts(models, pageGates);
  return {
    page,
    costs,
    notes: Object.fromEntries(paths.slice(0, 60).map((path, at) => [path, makeNote(path, at, page, words)])),
    runs: Object.fromEntries(
      runs.slice(0, 20).map((run) => [run.id, { ...run, ...answersOf(run, pageGates, words) }]),
    ),
    cards: makeCards(page, costs),
    tests: [],
    comparisons: modelIds.length > 1 ? [makeComparison(page)] : [],
  };
}

function makeGate(at: number, words: NonNullable<Wanted["words"]>): PageGate {
  const lens = ["clarity", "truth", "form", "links"][at % 4] ?? "";
  const gateId = words.gate?.(at) ?? `${lens}/gate-${String(at).padStart(2, "0")}`;
  return {
    gateId,
    lens: gateId.includes("/") ? gateId.slice(0, gateId.indexOf("/")) : "",
    name: gateId,
    gateSha: sha(gateId),
    text:
      words.text?.(at) ??
      "# Says what it is about\n\nThe first paragraph names the subject **before** any detail.\n\n- WARN: late\n- FAIL: never\n",
    isCheck: at % 5 === 4,
  };
}

interface EntryWish {
  id: number;
  notePath: string;
  gateId: string;
  modelId: ModelId;
  decision: "warn" | "fail";
  words: NonNullable<Wanted["words"]>;
}

function makeEntry({ id, notePath, gateId, modelId, decision, words }: EntryWish): FixEntry {
  return {
    ...{ notePath, gateId, modelId, decision },
    acceptanceId: id + 1,
    acceptedNoteSha: sha(notePath),
    acceptedGateSha: sha(gateId),
    acceptedAt: AT,
    acceptanceKind: "full-review",
    runId: (id % 20) + 1,
    reviewId: id + 1,
    reviewedAt: AT,
    findings: [
      {
        severity: decision,
        message:
          words.text?.(id) ?? `The paragraph names the service only after ${id + 2} sentences of history.`,
        suggestion: words.text?.(id + 1) ?? "Begin with what the service does, then say how it came about.",
        key: id.toString(16).padStart(16, "0"),
        isNew: id % 4 === 0,
        quotes: [quoteIn(noteText(id, words), id)],
      },
    ],
  };
}

function settleIf(isWaived: boolean, entry: FixEntry): FixEntry {
  if (!isWaived) return entry;
  const waived = { severity: "warn", reason: "wanted: it is a legal text", author: "ada", at: AT } as const;
  return { ...entry, findings: entry.findings.map((finding) => ({ ...finding, waived })) };
}

function answersOf(run: RunEntry, gates: readonly PageGate[], words: NonNullable<Wanted["words"]>) {
  return {
    gates: gates.slice(0, 3).map(({ gateId, gateSha }, at) => ({
      ...{ gateId, gateSha },
      decision: run.status === "failed" ? null : ((["pass", "warn", "fail"] as const)[at] ?? "pass"),
      ...(run.status !== "failed" && {
        findings: [],
        rationaleMarkdown: words.text?.(at) ?? "PASS: nothing to say.",
      }),
    })),
    hasRawBundle: true,
    hasDebugLog: false,
    rawBundleMarkdown: words.text?.(run.id) ?? `<!-- REVIEW 4f1c -->\nPASS: nothing to say.\n`,
  };
}

function makeCards({ gates, modelIds }: PageDocument, costs: PageCosts): GateCard[] {
  return gates.flatMap(({ gateId }) =>
    modelIds.map((modelId) => ({
      ...{ gateId, modelId, overridden: 1, repeats: 4, flips: 2 },
      reviews: { pass: 98, warn: 20, fail: 2 },
      findings: { all: 30, resolved: 15, lost: 2, waived: 4, passed: 0, open: 9 },
      costs: { ...costs.total, costUsd: 3, unpriced: 0 },
    })),
  );
}

function makeCosts(models: readonly string[], gates: readonly PageGate[]): PageCosts {
  const costs = {
    runs: 210,
    pairs: 4000,
    reviewedPairs: 3_990,
    failedPairs: 10,
    invocations: 190,
    costUsd: 12.34,
    unpriced: 2,
    pricedPairs: 3_970,
    inputTokens: 1_234_567,
    cachedInputTokens: 0,
    outputTokens: 98_765,
    durationMs: 7_654_321,
  };
  return {
    byModel: models.map((name) => ({ name, ...costs })),
    byGate: gates.map(({ gateId: name }) => ({ name, ...costs, runs: 12 })),
    total: costs,
  };
}
