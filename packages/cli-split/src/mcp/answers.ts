import type { FixQueueDocument, GatesDocument, PairDocument, StaleDocument } from "@review/views";
import type { CreatedDocument } from "../commands/create/created-document.ts";
import type { Counts } from "./page.ts";
import type { NextCall } from "./tool.ts";

export interface StalePage extends StaleDocument, Counts {
  unknownScopeCount: number;
  problemCount: number;
  skippedCount: number;
}

export interface GatesPage extends GatesDocument, Counts {
  brokenCount: number;
}

export interface FixQueuePage extends FixQueueDocument, Counts {}

export interface PairAnswer extends PairDocument {
  next: NextCall[];
}

/** A run that was started, with the texts to judge. */
export interface CreatedAnswer
  extends Pick<CreatedDocument, "runId" | "modelId" | "note" | "gates" | "settled" | "links"> {
  /** What is worth knowing about how the request was understood. */
  notices: string[];
  next: NextCall[];
  /** How a review is written. */
  form: string;
}
