import type { Ledger } from "../../src/ledger.ts";
import { recordWaivers } from "../../src/transitions.ts";

const KEY = "a".repeat(16);

/** In a ledger with such findings: a is waived (1), no more (2), and waived again, with all there is to say (3). */
export async function recordDecisions(ledger: Ledger): Promise<void> {
  const words = { key: KEY, reason: "meant" };
  const waived = { ...words, kind: "waived", severity: "fail" } as const;
  const full = { ...waived, author: "me", until: "2026-04-01" };
  await recordWaivers(ledger, [KEY], () => [waived, { ...words, kind: "unwaived" }, full]);
}

const SAYS = "a waiver has a reason";
const COVERS = "what waives, and nothing else";
const OF_FINDING = "a waiver is of a finding";
const TAKEN_BACK = "only what is waived was taken back";

/** What breaks which rules about decisions in such a ledger. */
export const BROKEN_WAIVERS: [sql: string, ...rules: string[]][] = [
  ["UPDATE waivers SET kind = 'maybe' WHERE id = 3", SAYS, COVERS],
  ["UPDATE waivers SET severity = NULL WHERE id = 3", COVERS],
  ["UPDATE waivers SET severity = 'maybe' WHERE id = 3", COVERS],
  ["UPDATE waivers SET severity = 'warn' WHERE id = 2", COVERS],
  ["UPDATE findings SET severity = 'warn' WHERE key = (SELECT key FROM waivers)", COVERS],
  ["UPDATE waivers SET reason = ' \t' WHERE id = 3", SAYS],
  ["UPDATE waivers SET author = '' WHERE id = 3", SAYS],
  ["UPDATE waivers SET until_date = '2026-02-30' WHERE id = 3", SAYS],
  ["UPDATE waivers SET until_date = '2026-04-01 ' WHERE id = 3", SAYS],
  ["UPDATE waivers SET until_date = '2026-04-01' WHERE id = 2", SAYS],
  ["UPDATE waivers SET key = 'cccccccccccccccc' WHERE id = 3", COVERS, OF_FINDING],
  ["UPDATE waivers SET key = key || char(0) WHERE id = 3", COVERS, OF_FINDING],
  ["UPDATE waivers SET kind = 'unwaived', severity = NULL, until_date = NULL WHERE id = 3", TAKEN_BACK],
  ["DELETE FROM waivers WHERE id = 1", TAKEN_BACK],
  ["UPDATE waivers SET decided_at = '2026-02-30T00:00:00.000Z' WHERE id = 3", "every time is"],
];
