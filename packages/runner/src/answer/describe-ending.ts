import type { Telemetry } from "@review/db";
import type { ProcessEnd } from "../process/subprocess.ts";
import type { Dismissal } from "./watch-answer.ts";

/** What telemetry says of a process that did not exit by itself. */
export function describeEnding({ cause }: ProcessEnd, why: Dismissal | undefined): Pick<Telemetry, "ending"> {
  return cause === "exited" ? {} : { ending: cause === "dismissed" ? (why ?? cause) : cause };
}
