import { EXIT } from "@review/cli-kit";
import { OF_THE_SERVICE, type SweepSummary } from "@review/runner";

const ENVIRONMENT_STOPS: readonly string[] = OF_THE_SERVICE;

/** The exit code of what became of a sweep; `isBad` is what its answer says that was asked for. */
export function sweepExitCode(summary: SweepSummary, isBad: boolean): number {
  const why = summary.stopped?.why;
  if (why === "interrupted") return EXIT.interrupted;
  if (why !== undefined && ENVIRONMENT_STOPS.includes(why)) return EXIT.environment;
  if (summary.failed > 0 || why === "too-many-failures" || why === "budget-cannot-be-kept") return EXIT.no;
  return isBad ? EXIT.no : EXIT.done;
}
