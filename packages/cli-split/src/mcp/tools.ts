import { pairTools } from "./pair-tools.ts";
import { runTools } from "./run-tools.ts";
import type { Tool } from "./tool.ts";

const { stale, gates, why, warns } = pairTools;
const { create, write, status, finalize, fail } = runTools;

/** Everything an agent can ask for, under the names of the commands, in the order in which they are needed. */
export const tools: readonly Tool[] = [stale, gates, create, write, status, finalize, fail, why, warns];
