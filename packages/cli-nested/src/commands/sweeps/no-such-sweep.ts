import { UsageError } from "@review/cli-kit";
import type { SweepId } from "@review/db";

export const noSuchSweep = (id: SweepId): UsageError =>
  new UsageError(`there is no shared sweep ${id}: \`review-nested sweeps\` lists them`);
