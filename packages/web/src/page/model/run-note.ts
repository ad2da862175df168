import type { RunEntry } from "@review/views";

/** What a run is about: its note, or which fixture of which gate it was. */
export function runNote({ notePath, fixture }: Pick<RunEntry, "notePath" | "fixture">): string {
  if (!fixture) return notePath;
  return fixture.path ?? `a fixture of ${fixture.gateId} that is gone`;
}
