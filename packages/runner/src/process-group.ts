import type { Options, ResultPromise } from "execa";

/**
 * Sends a signal to a subprocess and everything it started (it must have been started `detached`, so that it
 * leads a group). Nothing happens if all of them are gone. Windows has no groups: there the subprocess alone
 * is ended.
 */
export function signalGroup(subprocess: ResultPromise<Options>, signal: "SIGTERM" | "SIGKILL"): void {
  const { pid } = subprocess;
  if (pid === undefined) return;
  if (process.platform === "win32") {
    subprocess.kill(signal);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: all gone. EPERM: macOS says so for a group of zombies.
    if (!(error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "EPERM")))
      throw error;
  }
}
