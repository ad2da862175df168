import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { acknowledge, attest, describeAttestation } from "@review/lifecycle";
import { expect, it } from "vitest";
import { GATES, makeBase, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

const NOTE = "kb/notes/a.md";
const GATE = "prose/clarity";
const MODEL = ["--model", "opus"];
const source = { evidence: "observed", kind: "full-review", at: "2026-11-03T08:00:00.000Z" };
const FROM = "from the lock: claude-opus-4-8, observed, 2026-11-03";

function versionsOf({ root }: ReviewedBase) {
  const versionOf = (path: string) => {
    const text = readFileSync(join(root, path), "utf8");
    return { text, sha: createHash("sha256").update(text).digest("hex") };
  };
  return { note: versionOf(NOTE), gate: { gateId: GATE, ...versionOf(`${GATES}/${GATE}.md`) } };
}

/** A fresh clone: its ledger has what the lock says that somebody found, and nothing else. */
async function makeClone(): Promise<ReviewedBase> {
  const base = makeBase();
  await using ledger = await base.open();
  const findings = [
    { key: "a".repeat(16), severity: "warn", message: "what is it?", quotes: ["Plain text."] },
  ] as const;
  const entry = { ...source, modelId: opus, requestedModelId: "opus", decision: "warn", findings } as const;
  await attest(ledger, [{ notePath: NOTE, ...versionsOf(base), ...entry }]);
  return base;
}

it("describes who judged where, and of checks the one word once", () => {
  expect(describeAttestation({ modelId: "opus", evidence: "observed", at: source.at })).toBe(
    "from the lock: opus, observed, 2026-11-03",
  );
  expect(describeAttestation({ modelId: "checks", evidence: "checks", at: source.at })).toBe(
    "from the lock: checks, 2026-11-03",
  );
});

it("what the lock says is fresh under the name that it was asked for by, and nothing is paid for", async () => {
  const { root } = await makeClone();
  const document = await nestedJson(root, ["stale", GATE, "--note", NOTE, ...MODEL]);
  expect(document).toMatchObject({
    stale: [],
    partitions: [{ modelId: "opus" }, { modelId: opus, fresh: 1 }],
  });
  expect(await nestedJson(root, ["costs"])).toMatchObject({ total: { runs: 0 }, fromLock: 1 });
  expect((await nested(root, ["costs"])).err).toBe("there are no runs with a cost: 1 came from the lock\n");
});

it("why says who judged where, in text and as a document", async () => {
  const { root } = await makeClone();
  const { out } = await nested(root, ["why", NOTE, GATE, ...MODEL]);
  expect(out).toMatch(new RegExp(`^verdict   WARN, ${FROM}; taken in .* UTC$`, "m"));
  expect(out).toMatch(/^accepted {2}.*, taken in from the lock$/m);
  expect(out).not.toMatch(/^model/m);
  const document = await nestedJson(root, ["why", NOTE, GATE, ...MODEL]);
  expect(document).toMatchObject({ state: "fresh", verdict: { attested: source, decision: "warn" } });
  // Nobody knows whether it was new.
  expect(document.verdict).toHaveProperty("findings.0.message", "what is it?");
  expect(document.verdict).not.toHaveProperty("findings.0.isNew");
});

it("so do show and history; warns lists it, but not as new", async () => {
  const { root } = await makeClone();
  expect((await nested(root, ["show", "1"])).out).toContain(`WARN  ${GATE}, ${FROM}`);
  expect(await nestedJson(root, ["show", "1"])).toMatchObject({
    gates: [{ attested: source, reviewKind: "attested" }],
  });
  expect((await nested(root, ["history", NOTE])).out).toContain(FROM);
  expect(await nestedJson(root, ["history", NOTE])).toMatchObject({
    events: [{ attested: source, runId: 1 }],
  });
  expect((await nestedJson(root, ["warns"])).warns).toHaveLength(1);
  expect((await nestedJson(root, ["warns", "--new"])).warns).toHaveLength(0);
});

it("an acknowledgement that carries it on still says so", async () => {
  const base = await makeClone();
  {
    await using ledger = await base.open();
    const { note, gate } = versionsOf(base);
    const pair = { notePath: NOTE, gateId: GATE, noteSha: note.sha, gateSha: gate.sha };
    await acknowledge(ledger, { pairs: [pair], modelId: opus, kind: "manual-ack" });
  }
  const { out } = await nested(base.root, ["why", NOTE, GATE, ...MODEL]);
  expect(out).toContain(FROM);
  expect(out).toMatch(/^accepted {2}.*, acknowledged by a person$/m);
});
