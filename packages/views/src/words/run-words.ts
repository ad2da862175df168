import type { RunFixture } from "../run-fixture.ts";
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

/** What can be looked for of a run. */
interface ToldRun {
  status: string;
  modelId: string;
  runner: string;
  notePath: string;
  fixture?: RunFixture;
  failureReason?: string;
}

/** Tells of one run after another whether it is looked for. */
export function isRunAsked({ status, modelId, search }: RunsAsked): (run: ToldRun) => boolean {
  const fits = searchFor(search);
  return (run) =>
    (status === undefined || run.status === status) &&
    (modelId === undefined || run.modelId === modelId) &&
    fits(describeRunNote(run), run.modelId, run.runner, run.failureReason ?? "");
}
