import type { CheckOutput, GateInput, TokenPrice } from "@review/corpus";
import type { Execution, Failure, Turn } from "./execution.ts";
import type { Patience } from "./process/patience.ts";
import type { Environment } from "./process/search-path.ts";

/** One gate as a runner sees it. */
export interface RequestedGate {
  gateId: string;
  /** The gate's own command, where its front matter names one: program and arguments. */
  check?: readonly string[];
  /** How that command prints what it finds; not given: as text. */
  checkOutput?: CheckOutput;
  /** The most that a finding of that command counts as. */
  severity: "warn" | "fail";
  /** Other files that the answer depends on, in the versions that the gate's own version names. */
  inputs?: readonly GateInput[];
}

/** One note as a runner sees it: its path, and the sha and the text of the version that is judged. */
export interface RequestedNote {
  notePath: string;
  noteSha: string;
  text: string;
  gates: readonly RequestedGate[];
}

/** What an earlier invocation left to go on in. */
export interface Session {
  id: string;
  /** What it had cost by then, if that is known. */
  costUsd?: number | undefined;
}

export interface ReviewRequest {
  /** A UUID, new for each invocation. */
  invocationId: string;
  /** The rendered prompt, token and all. */
  prompt: string;
  token: string;
  /** The session of an earlier invocation to go on in; only for a runner that `resumes`. */
  session?: Session;
  /** What was said before, to go on from there; only for a runner that gave it. */
  turns?: readonly Turn[];
  /** The runs served: one note each, of which version, with the gates asked for. */
  notes: readonly RequestedNote[];
  /** The model as the person named it, for the client's own flag. */
  model: string;
  effort?: string;
  /** The real path of the root; the reviewer's working directory. */
  root: string;
  timeoutMs: number;
}

export type Progress = { kind: "text"; text: string } | { kind: "tool"; text: string };

export interface ExecuteContext {
  /** Aborted when the person interrupts: the invocation ends as `interrupted`. */
  signal: AbortSignal;
  /** Aborted when the person interrupts again: what still runs is killed at once. */
  forced?: AbortSignal;
  /** The caller's environment; what of it reaches the child is the runner's to decide. */
  environment: Environment;
  onProgress?: (progress: Progress) => void;
  /** How long is waited for what processes do by themselves. Default: PATIENCE. */
  patience?: Patience;
}

export interface Runner {
  name: string;
  /** False for runners that judge without a model (`checks`): their partition is the runner's name. */
  usesModel: boolean;
  /** Whether it can go on in the session that its telemetry names. */
  resumes?: boolean;
  /** False if it cannot look at the files that a note's links lead to. Default: true. */
  opensFiles?: boolean;
  /** Whether it is told to answer in JSON; what it gives is a bundle all the same. Default: false. */
  answersAsJson?: boolean;
  /** The same runner, told to answer in JSON; absent if it cannot be held to that. */
  asJson?(): Runner;
  /** The model that is asked where the person names none. */
  defaultModel?: string | undefined;
  /** Of a name that says more than which model (`anthropic/claude-…`): the runner for just that, and the model's own name. Throws UnknownProviderError or ModelNameError. */
  forModel?(name: string): { runner: Runner; model: string };
  /** What a model's tokens cost, as far as that is known; absent where it never is before a request. */
  priceOf?(model: string): TokenPrice | undefined;
  canJudge(gate: RequestedGate): boolean;
  /** Loads what a request and its answer will need; only for whoever sends many, since no file may be left to be opened when they run. */
  ready?(): Promise<void>;
  /** Finds out, before anything is recorded, whether the runner can start; a failure if it cannot. */
  preflight(context: ExecuteContext & { root: string }): Promise<Failure | undefined>;
  execute(request: ReviewRequest, context: ExecuteContext): Promise<Execution>;
}
