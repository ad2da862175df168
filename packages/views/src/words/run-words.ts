import type { RunFixture } from "../run-fixture.ts";
import type { RunEntry } from "../runs/runs-document.ts";
import { searchFor } from "./search-for.ts";

/** What people are told a run is about: its note, or which fixture of which gate it was. */
export function describeRunNote({
  notePath,
  fixture,
}: {
  notePath: string;
  fixture?: RunFixture | undefined;
}): string {
  if (!fixture) return notePath;
  return fixture.path ?? `a fixture of ${fixture.gateId} that is gone`;
}

/** Which runs somebody looks for; what is left out is any. */
export interface RunsAsked {
  status?: string | undefined;
  /** Of a partition. */
  modelId?: string | undefined;
  /** Words that stand in what is told of a run. */
  search?: string | undefined;
}

/** Tells of one run after another whether it is looked for. */
export function isRunAsked({ status, modelId, search }: RunsAsked): (run: RunEntry) => boolean {
  const fits = searchFor(search);
  return (run) =>
    (status === undefined || run.status === status) &&
    (modelId === undefined || run.modelId === modelId) &&
    fits(describeRunNote(run), run.modelId, run.runner, run.failureReason ?? "");
}
