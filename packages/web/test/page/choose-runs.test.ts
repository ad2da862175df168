import { expect, it } from "vitest";
import { chooseRuns } from "../../src/report/choose-runs.ts";
import { makePage } from "./make-page.ts";

const { page, notes } = makePage({ notes: 4, gates: 4 });
const [entry] = page.findings;
const [note] = Object.values(notes);
const [event] = note?.history ?? [];
if (!entry || !note || !event) throw new Error("there is a note with a finding");

it("takes the runs that failed a pair first, then those that warned, then the newest", () => {
  const found = (decision: "warn" | "fail", runId: number) => ({ ...entry, decision, runId });
  const findings = [found("warn", 9), found("fail", 1), found("fail", 3), found("warn", 9)];
  const history = [10, 11].map((runId) => ({ ...event, gateId: `g${runId}`, runId }));
  const waived = [found("warn", 12)];
  expect(chooseRuns({ findings, waived }, [{ history }])).toEqual([3, 1, 9, 12, 11, 10]);
});

it("takes none on which nothing rests any more", () => {
  const history = [5, 7, undefined].flatMap((runId) => {
    const { runId: _, ...rest } = event;
    return ["a", "b"].map((gateId) => ({ ...rest, gateId, ...(runId !== undefined && { runId }) }));
  });
  const none = { findings: [], waived: [] };
  expect(chooseRuns(none, [{ history: history.slice(0, 4) }])).toEqual([7]);
  // What an import brought rests on no run.
  expect(chooseRuns(none, [{ history }])).toEqual([]);
});
