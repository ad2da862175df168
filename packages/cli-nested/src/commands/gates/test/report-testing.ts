import { type GlobalArgs, type Io, tell } from "@review/cli-kit";
import type { Fixture } from "@review/corpus";
import type { SweepEvent } from "@review/runner";
import { isRightDecision } from "@review/views";
import { describeEvent } from "../../sweep/describe-event.ts";
import { failedRuns } from "../../sweep/failed-alike.ts";

/** Tells of each review of a fixture by the fixture's own name: that under which it is reviewed says nothing to people. */
export function reportTesting(
  args: Pick<GlobalArgs, "quiet">,
  io: Io,
  fixtures: readonly Fixture[],
): (event: SweepEvent) => void {
  const byNote = new Map(fixtures.map((fixture) => [fixture.note.path, fixture]));
  const nameOf = (notePath: string) => byNote.get(notePath)?.path ?? notePath;
  const failed = failedRuns({ nameOf });
  let reviews = 0;
  let all = 0;
  return (event) => {
    if (event.event === "sweep-started") all = event.pairs;
    for (const line of failed.after(event).concat(lineOf(event) ?? [])) tell(io, args, line);
  };
  function lineOf(event: SweepEvent): string | undefined {
    if (event.event === "run-completed") {
      const fixture = byNote.get(event.notePath);
      const [gate] = event.gates;
      if (!fixture || !gate) return undefined;
      reviews += 1;
      const { expect, path } = fixture;
      const isRight = isRightDecision(gate.decision, expect);
      return `[${reviews}/${all}] ${path}: ${gate.decision}, ${isRight ? "as expected" : `expected ${expect}`}`;
    }
    if (event.event === "pair-skipped")
      return describeEvent({ ...event, notePath: nameOf(event.notePath) }, all);
    return event.event === "batch-finished" || event.event === "sweep-started"
      ? undefined
      : describeEvent(event, all);
  }
}
