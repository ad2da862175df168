import type { RunFixture } from "../run-fixture.ts";

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
