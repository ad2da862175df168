import { win32 } from "node:path";
import type { Environment } from "./search-path.ts";

/** How a process and what it has started are ended on a system. */
export type TreeEnding =
  /** By a signal to their group. */
  | { by: "signal"; pid: number; signal: "SIGTERM" | "SIGKILL" }
  /** By a program of the system; its exit code says whether there was anything. */
  | { by: "program"; program: string; args: readonly string[]; nothingThere: number };

/** What `taskkill` exits with where there is no such process. */
const NO_SUCH_PROCESS = 128;

/**
 * How the tree below a process is ended. Windows has neither groups nor signals: there it is ended at once, however gently that was meant, since
 * `taskkill` without `/F` asks windows, and programs of the command line have none. What a process has left behind that is gone itself is
 * not found there.
 */
export function treeEnding(
  platform: NodeJS.Platform,
  { pid, signal }: { pid: number; signal: "SIGTERM" | "SIGKILL" },
  environment: Environment,
): TreeEnding {
  if (platform !== "win32") return { by: "signal", pid: -pid, signal };
  const folder = environment.SystemRoot ?? environment.SYSTEMROOT ?? "C:\\Windows";
  // By its path: a bare name would be looked for in the current folder first.
  const program = win32.join(folder, "System32", "taskkill.exe");
  return {
    by: "program",
    program,
    args: ["/PID", String(pid), "/T", "/F"],
    nothingThere: NO_SUCH_PROCESS,
  };
}
