import type { ReportArgs } from "@review/cli-kit";
import type { GroupKey } from "@review/views";
import type { SweepPlanArgs } from "./plan-sweep.ts";

export interface SweepArgs extends SweepPlanArgs, ReportArgs {
  jobs?: number | undefined;
  maxFailures?: number | undefined;
  budgetUsd?: number | undefined;
  budgetTokens?: number | undefined;
  maxMinutes?: number | undefined;
  allowEmpty?: boolean | undefined;
  by?: GroupKey | undefined;
  /** That workers review what is planned. */
  shared?: boolean | undefined;
  watch?: boolean | undefined;
  tokensPerMinute?: number | undefined;
  /** The id of a shared sweep. */
  cancel?: number | undefined;
}

/** Failed batches in a row after which a sweep is hopeless. */
export const MAX_FAILURES = 10;
