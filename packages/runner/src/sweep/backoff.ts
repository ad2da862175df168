/** How a sweep treats a service that asks for patience. */
export interface Throttle {
  /** Batches at a time for now. */
  jobs: number;
  /** Refusals since the last success. */
  refusals: number;
}

/** After so many refusals without a success between them the sweep gives up. */
export const MAX_REFUSALS = 6;
const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 300_000;
/**
 * The service refused (`rate-limited`, `overloaded`): half the jobs, and a pause that doubles with each
 * refusal (5 s to 5 min, jittered by up to half) and is never shorter than the service asked for.
 */
export function afterRefusal(
  { jobs, refusals }: Throttle,
  retryAfterSeconds: number | undefined,
  random: () => number,
): { throttle: Throttle; delayMs: number } {
  const longest = Math.min(FIRST_DELAY_MS * 2 ** refusals, LONGEST_DELAY_MS);
  const jittered = longest * (0.5 + random() / 2);
  const delayMs = Math.max(jittered, (retryAfterSeconds ?? 0) * 1000);
  return { throttle: { jobs: Math.max(1, Math.floor(jobs / 2)), refusals: refusals + 1 }, delayMs };
}

/** The service answered: one job more, up to what was asked for. */
export function afterSuccess({ jobs }: Throttle, wanted: number): Throttle {
  return { jobs: Math.min(jobs + 1, wanted), refusals: 0 };
}
