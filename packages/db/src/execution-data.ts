import type { ModelEvidence } from "./vocabulary.ts";

/** What is known about the invocation that served a run. Every field may be absent. */
export interface Telemetry {
  /** The same for every run that one invocation served: totals count it once. */
  invocationId?: string;
  runner?: string;
  clientVersion?: string;
  /** The model partition the run was created under, before any rekey. */
  requestedModelId?: string;
  /** The model as the client reported it; `mixed` if there were several. */
  model?: string;
  effort?: string;
  modelEvidence?: ModelEvidence;
  rekeyed?: boolean;
  sessionId?: string;
  usage?: TokenUsage;
  /** US dollars, as the client computed them. */
  costUsd?: number;
  /** Nothing was asked of a model: it was refused, or nobody could be reached. Then there is no price to be known. */
  unpaid?: boolean;
  durationMs?: number;
  exitCode?: number;
  /** How the reviewer's process ended, if it did not exit by itself: `did-not-end`, `timeout`, `interrupted`, … */
  ending?: string;
  /** Pairs served by the invocation. */
  batchSize?: number;
  /** Of these, the pairs that were asked for again, since what was answered could not be recorded; usage, cost and time include that. */
  repairedPairs?: number;
  /** UTF-8 bytes of the prompt. */
  promptBytes?: number;
  /** SHA-256 (hex) of the prompt. */
  promptSha?: string;
  toolVersion?: string;
  /** The process of ours that started the reviewer, so that a run left open can be told from one at work. */
  owner?: ProcessName;
  /** What a second reviewer took that was asked about this run's findings, and perhaps about others', and said nothing of any. */
  unanswered?: UnansweredCall;
  /** Of a run that an import brought in: what the old ledger said of it and nothing here has a place for. */
  imported?: Readonly<Record<string, unknown>>;
}

/** A call of a second reviewer of which there is no opinion. */
export interface UnansweredCall {
  invocationId: string;
  /** The partition that was asked. */
  modelId: string;
  runner: string;
  usage?: TokenUsage;
  costUsd?: number;
  unpaid?: boolean;
  durationMs?: number;
}

/** A process, as far as it can be found again. */
export interface ProcessName {
  pid: number;
  /** Name of the machine. */
  host: string;
}

export interface TokenUsage {
  inputTokens?: number;
  cachedInputTokens?: number;
  outputTokens?: number;
  reasoningTokens?: number;
}

/** The evidence kept beside a run. Absent fields are left as they are in the ledger. */
export interface ExecutionData {
  telemetry?: Telemetry;
  rawBundleMarkdown?: string;
  debugLog?: string;
}
