/** How long is waited for what a process does by itself, in milliseconds. */
export interface Patience {
  /** For the end of a reviewer that has said everything; then it is ended. */
  answeredMs: number;
  /** For the first line that is understood, from the first that is not; then it is ended. */
  notUnderstoodMs: number;
  /** From SIGTERM to SIGKILL. */
  killMs: number;
  /** For output that something a process left behind still holds. */
  drainMs: number;
}

/** Long enough for a busy machine, short enough for a person who waits. */
export const PATIENCE: Patience = {
  answeredMs: 5_000,
  notUnderstoodMs: 60_000,
  killMs: 5_000,
  drainMs: 1_000,
};
