import { parseJsonObject } from "@review/db/guards";
import type { ImportedAcceptance, ImportedGateReview, ImportedRun } from "@review/db/transitions";
import { cutMiddle, DEBUG_LOG_LIMIT, RAW_BUNDLE_LIMIT } from "@review/lifecycle";
import type { OldLedger } from "./old-file/open-old-ledger.ts";

import type { FoundText } from "./plan/plan-context.ts";
import type { PlannedAcceptance, PlannedReview, PlannedRun } from "./plan/planned-rows.ts";
import { DOUBTS } from "./values/repairs.ts";
import { asBlobId, contentShaOf, shaOfNoText } from "./values/stand-in.ts";

type Texts = ReadonlyMap<string, FoundText>;

/** A planned run as it will stand in the ledger; its long texts are read from the old one now. */
export function toImportedRun(run: PlannedRun, old: OldLedger, texts: Texts): ImportedRun {
  const { rawBundle, debugLog } = run.old
    ? old.readRunTexts(run.old.handle)
    : { rawBundle: null, debugLog: null };
  const { key, oldRow, notePath, runner, startedAt, completedAt, failureReason } = run;
  return {
    key,
    oldRow,
    notePath,
    runner,
    startedAt,
    completedAt,
    ...(failureReason !== undefined && { failureReason }),
    modelId: run.partition.modelId,
    reviewedNoteSha: contentShaOf(run.noteSha, texts),
    telemetryJson: JSON.stringify(telemetryOf(run)),
    ...(rawBundle !== null && { rawBundleMarkdown: cutMiddle(rawBundle, RAW_BUNDLE_LIMIT) }),
    ...(debugLog !== null && { debugLog: cutMiddle(debugLog, DEBUG_LOG_LIMIT) }),
    gates: run.gates.map(({ gateId, gateSha }) => ({ gateId, gateSha: contentShaOf(gateSha, texts) })),
    reviews: run.reviews.map((review) => toImportedReview(review, old)),
  };
}

function toImportedReview(review: PlannedReview, old: OldLedger): ImportedGateReview {
  const { gateId, decision, reviewedAt, kind, old: row } = review;
  const { rationale, evidence } = old.readReviewTexts(row.handle);
  return {
    gateId,
    decision,
    reviewedAt,
    reviewKind: kind,
    rationaleMarkdown: row.isBlank || rationale === null ? "The old ledger keeps no text." : rationale,
    ...(evidence !== null && { evidenceJson: row.evidenceIsJson ? evidence : JSON.stringify(evidence) }),
  };
}

/** SQLite gives up on JSON that is nested more than 1000 deep. */
const MAX_BRACKETS = 900;

/** What a run was made by, as far as it is known, and what of the old row has no place of its own. */
function telemetryOf({ old, partition, leftovers }: PlannedRun): Record<string, unknown> {
  const { model, effort } = partition;
  const telemetry = old?.telemetry ?? null;
  const isFlat = (telemetry?.match(/[[{]/g)?.length ?? 0) <= MAX_BRACKETS;
  return {
    ...(model !== undefined && { model, modelEvidence: "observed" }),
    ...(effort !== undefined && { effort }),
    imported: {
      ...leftovers,
      ...(telemetry !== null && { telemetry: (isFlat && parseJsonObject(telemetry)) || telemetry }),
    },
  };
}

/** A planned acceptance as it will stand in the ledger. One in doubt names versions that nothing has. */
export function toImportedAcceptance(event: PlannedAcceptance, texts: Texts): ImportedAcceptance {
  const { key, old, notePath, gateId, modelId, acceptedAt, kind, doubt, evidence } = event;
  const isOverride = old.kind === "manual-override";
  const remark = doubt
    ? `imported as history: ${DOUBTS[doubt]}`
    : isOverride && "manual-override in the old ledger, which kept no decision";
  return {
    key,
    oldRow: `acceptance_events ${old.id ?? "without id"}`,
    notePath,
    gateId,
    modelId,
    acceptedAt,
    acceptanceKind: kind,
    ...(evidence && { evidence: { runKey: evidence.run.key, gateId: evidence.review.gateId } }),
    acceptedNoteSha: doubt ? shaOfNoText(asBlobId(old.noteSha) ?? doubt) : contentShaOf(old.noteSha, texts),
    acceptedGateSha: versionOfGate(event, texts),
    ...(remark && { remark }),
  };
}

/** The gate stays named where it is known, also in doubt: then only the note differs. */
function versionOfGate({ old, doubt }: PlannedAcceptance, texts: Texts): string {
  const isFound = texts.has(asBlobId(old.gateSha) ?? "");
  return doubt && !isFound ? shaOfNoText(asBlobId(old.gateSha) ?? doubt) : contentShaOf(old.gateSha, texts);
}
