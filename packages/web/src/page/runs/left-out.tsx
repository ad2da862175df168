import type { RunEntry } from "@review/views";
import { Message } from "../parts/message.tsx";
import { plural } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";

/** Whether a report has no room for what a run answered; of the live page nothing is left out. */
export const useIsLeftOut = (): ((runId: number) => boolean) => {
  const { holdsRun } = usePage().source;
  return (runId) => holdsRun !== undefined && !holdsRun(runId);
};

/** How many of some runs are here without their answers. */
export function LeftOut({ runs }: { runs: readonly RunEntry[] }) {
  const isLeftOut = useIsLeftOut();
  const amount = runs.filter(({ id, status }) => status !== "running" && isLeftOut(id)).length;
  if (amount === 0) return null;
  return (
    <Message>
      {plural(amount, "run")} of these {amount === 1 ? "is" : "are"} in this report without what{" "}
      {amount === 1 ? "it" : "they"} answered: <code>review-nested ui</code> shows it.
    </Message>
  );
}
