import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listJudgedByBoth } from "@review/db";
import { attest } from "@review/lifecycle";
import { expect, it } from "vitest";
import { GATES, makeBase, nested, opus, type ReviewedBase } from "./reviewed-base.ts";

const NOTE = "kb/notes/a.md";
const GATE = "prose/clarity";
const at = "2026-11-03T08:00:00.000Z";

function versionOf({ root }: ReviewedBase, path: string) {
  const text = readFileSync(join(root, path), "utf8");
  return { text, sha: createHash("sha256").update(text).digest("hex") };
}

/** A fresh clone whose lock says how the pair was accepted. */
async function cloneWith(kind: string): Promise<ReviewedBase> {
  const base = makeBase();
  await using ledger = await base.open();
  const note = versionOf(base, NOTE);
  const gate = { gateId: GATE, ...versionOf(base, `${GATES}/${GATE}.md`) };
  const said = { evidence: "observed", kind, at, decision: "pass", findings: [] } as const;
  await attest(ledger, [{ notePath: NOTE, note, gate, modelId: opus, ...said }]);
  return base;
}

it.each([
  ["manual-override", "overridden by a person"],
  ["manual-ack", "acknowledged by a person"],
  ["gate-migration", "acknowledged for the changed gate"],
  ["trivial-change-ack", "acknowledged as trivial change"],
])("a %s in the lock is told as one, and is no judgement of the model", async (kind, words) => {
  const base = await cloneWith(kind);
  const from = `from the lock: ${opus}, observed, 2026-11-03, ${words}`;
  expect((await nested(base.root, ["why", NOTE, GATE, "--model", opus])).out).toContain(`${from}; taken in`);
  expect((await nested(base.root, ["history", NOTE])).out).toContain(from);
  expect((await nested(base.root, ["show", "1"])).out).toContain(from);
  await using ledger = await base.open();
  const both = await listJudgedByBoth(ledger, { first: [opus], second: [] });
  expect(both.alone.first).toBe(0);
});

it("a review in the lock is a judgement of the model", async () => {
  const base = await cloneWith("full-review");
  expect((await nested(base.root, ["history", NOTE])).out).not.toContain("by a person");
  await using ledger = await base.open();
  expect((await listJudgedByBoth(ledger, { first: [opus], second: [] })).alone.first).toBe(1);
});
