import { errorCode } from "@review/db/guards";
import { runAtOnce } from "./start-process.ts";
import { treeEnding } from "./tree-ending.ts";

/** The first process of a group, as child_process and execa give it. */
export interface GroupLeader {
  readonly pid?: number | undefined;
}

/**
 * Sends a signal to a subprocess and everything it started (it must have been started `detached`, so that it
 * leads a group), or on Windows ends them; says whether there was anything left to send it to.
 */
export function signalGroup({ pid }: GroupLeader, signal: "SIGTERM" | "SIGKILL"): boolean {
  if (pid === undefined) return false;
  const ending = treeEnding(process.platform, { pid, signal }, process.env);
  if (ending.by === "program") return runAtOnce(ending) !== ending.nothingThere;
  try {
    return process.kill(ending.pid, signal);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ESRCH") return false;
    // macOS says so for a group of zombies, any system for a program that became another user's.
    if (code === "EPERM") return true;
    throw error;
  }
}

const kept = new Set<GroupLeader>();
/** What ends a process that does not listen for it, and without an `exit`. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

/** Groups that are about to be started, or are there. */
let expected = 0;

export interface ExpectedGroup {
  keep(leader: GroupLeader): void;
  /** Ends what is left of the group, and lets it go. */
  release(): void;
}

/**
 * Sees to it that a group does not outlive this process, however that ends (but for SIGKILL). To be called before it is
 * started: a signal that comes while it is being started would otherwise end this process alone.
 */
export function expectGroup(): ExpectedGroup {
  if (expected === 0) {
    process.once("exit", killKept);
    for (const signal of SIGNALS) process.on(signal, endIfNobodyListens);
  }
  expected += 1;
  let leader: GroupLeader | undefined;
  return {
    keep(started) {
      leader = started;
      kept.add(started);
    },
    release() {
      if (leader) {
        signalGroup(leader, "SIGKILL");
        kept.delete(leader);
      }
      expected -= 1;
      if (expected === 0) letGo();
    },
  };
}

function letGo(): void {
  process.off("exit", killKept);
  for (const signal of SIGNALS) process.off(signal, endIfNobodyListens);
}

function killKept(): void {
  for (const leader of kept) signalGroup(leader, "SIGKILL");
}

/** A command that listens decides by itself what a signal does; any other ends by it, as it would without us. */
function endIfNobodyListens(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killKept();
  letGo();
  process.kill(process.pid, signal);
}
