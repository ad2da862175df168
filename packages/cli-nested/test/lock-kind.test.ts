import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openCorpus } from "@review/corpus";
import { listJudgedByBoth } from "@review/db";
import { attest } from "@review/lifecycle";
import { viewPage } from "@review/views";
import { expect, it } from "vitest";
import { GATES, makeBase, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

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
  const { out } = await nested(base.root, ["history", NOTE]);
  expect(out).toMatch(/^2026-11-03 08:00 UTC /);
  expect(out).toContain(from);
  expect((await nested(base.root, ["show", "1"])).out).toContain(from);
  await using ledger = await base.open();
  const both = await listJudgedByBoth(ledger, { first: [opus], second: [] });
  expect(both.alone).toEqual([]);
});

it("a review in the lock is a judgement of the model", async () => {
  const base = await cloneWith("full-review");
  expect((await nested(base.root, ["history", NOTE])).out).not.toContain("by a person");
  await using ledger = await base.open();
  expect((await listJudgedByBoth(ledger, { first: [opus], second: [] })).alone).toHaveLength(1);
});

/** A clone with the lock alone, and no ledger. */
function cloneWithLock(said: object = {}): ReviewedBase {
  const base = makeBase();
  const entry = {
    ...{ gate: GATE, gateVersion: versionOf(base, `${GATES}/${GATE}.md`).sha },
    ...{ noteSha: versionOf(base, NOTE).sha, model: opus, decision: "pass", evidence: "declared" },
    ...{ kind: "full-review", at, findings: [] },
    ...said,
  };
  const path = join(base.root, "review.lock", `${NOTE}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `[\n${JSON.stringify(entry)}\n]\n`);
  return base;
}

it("in a clone, costs and the report of gates say that what the lock has counts for neither", async () => {
  const { root } = cloneWithLock();
  expect((await nested(root, ["costs"])).err).toBe(
    "there are no runs; what the lock has was paid for elsewhere\n",
  );
  expect((await nested(root, ["gates", "report"])).err).toContain("what the lock has was reviewed elsewhere");
});

it("a FAIL that no finding explains stands, whatever is waived of it", async () => {
  const [word = ""] = /\w+/.exec(readFileSync(join(makeBase().root, NOTE), "utf8")) ?? [];
  const waived = { reason: "meant so", at };
  const finding = { key: "0123456789abcdef", severity: "warn", message: "So so.", quote: word, waived };
  const { root } = cloneWithLock({ decision: "fail", findings: [finding] });
  expect((await nestedJson(root, ["verify", GATE, "--note", NOTE, "--model", opus])).unmet).toMatchObject([
    { kind: "failing" },
  ]);
  expect((await nested(root, ["warns", "--model", opus])).out).toContain(`FAIL  ${GATE}`);
});

it("an ack of what was edited in a clone says the way out, and that works", async () => {
  const { root } = cloneWithLock();
  const ack = () => nested(root, ["ack", NOTE, GATE, "--model", opus]);
  const path = join(root, NOTE);
  const accepted = readFileSync(path, "utf8");
  appendFileSync(path, "More words.\n");
  const refused = await ack();
  expect(refused.exitCode).toBe(2);
  expect(refused.err).toContain(
    `${NOTE} is accepted against ${GATE} under ${opus} by the lock alone, the note changed`,
  );
  writeFileSync(path, accepted);
  expect((await ack()).exitCode).toBe(0);
  appendFileSync(path, "More words.\n");
  expect(await ack()).toMatchObject({ exitCode: 0, out: `${NOTE}\t${GATE}\tmanual-ack\n` });
});

it("why and verify propose the only runner that is configured, and of two none, with a legend", async () => {
  const { root } = cloneWithLock();
  appendFileSync(join(root, NOTE), "More words.\n");
  const config = join(root, "review.config.json");
  const nextWith = async (...names: string[]) => {
    const runners = Object.fromEntries(names.map((name) => [name, { command: ["true"] }]));
    writeFileSync(config, JSON.stringify({ runners }));
    const why = await nested(root, ["why", NOTE, GATE, "--model", opus]);
    const verify = await nested(root, ["verify", GATE, "--note", NOTE, "--model", opus]);
    return [why.out, verify.err];
  };
  for (const told of await nextWith("mine")) {
    expect(told).toContain("--runner mine ");
    expect(told).not.toContain("capitals stand");
  }
  for (const told of await nextWith("mine", "yours")) {
    expect(told).toContain("--runner RUNNER ");
    expect(told).toContain("capitals stand for a reviewer of yours");
  }
});

it.each([
  ["manual-override", { isOverridden: true }],
  ["full-review", {}],
  ["manual-ack", { acknowledged: "manual-ack" }],
  ["gate-migration", { acknowledged: "gate-migration" }],
  ["trivial-change-ack", { acknowledged: "trivial-change-ack" }],
])("the page says of a %s in the lock how a person decided", async (kind, told) => {
  const base = await cloneWith(kind);
  await using ledger = await base.open();
  const asked = { toolVersion: "1.2.3", now: new Date("2026-12-01T12:00:00.000Z"), runs: 2 };
  const page = await viewPage(await openCorpus({ cwd: base.root }), ledger, asked);
  const verdicts = page.pairs.flatMap((pair) => pair.verdicts);
  expect(verdicts).toEqual([{ model: 0, decision: "pass", isNow: true, ...told }]);
});
