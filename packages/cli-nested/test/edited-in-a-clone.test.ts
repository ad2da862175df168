import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitIn } from "@review/test-kit/git-in.ts";
import { describe, expect, it } from "vitest";
import { A, entriesOf, LOCK_A, MODEL, review } from "./lock-files.ts";
import { GATES, makeBase, nested, nestedJson, opus, type ReviewedBase } from "./reviewed-base.ts";

const GATE = "prose/clarity";
const GATE_FILE = `${GATES}/${GATE}.md`;
const B = "kb/notes/b.md";
const at = "2026-03-01T12:00:00.000Z";

const shaOf = ({ root }: ReviewedBase, path: string) =>
  createHash("sha256")
    .update(readFileSync(join(root, path)))
    .digest("hex");

function lock(base: ReviewedBase, note: string, said: object = {}): void {
  const versions = { gate: GATE, gateVersion: shaOf(base, GATE_FILE), noteSha: shaOf(base, note) };
  const accepted = { decision: "pass", evidence: "observed", kind: "full-review", at, findings: [] };
  const path = join(base.root, "review.lock", `${note}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `[\n${JSON.stringify({ ...versions, model: opus, ...accepted, ...said })}\n]\n`);
}

/** A clone of what is committed, with the lock alone, and no ledger. */
function clone(said: object = {}): ReviewedBase {
  const base = makeBase({ [GATE_FILE]: "---\nwatches: [title]\n---\n# Clarity\n\nIs it clear?\n" });
  for (const note of [A, B]) lock(base, note, said);
  gitIn(base.root, "init", "--quiet");
  commit(base);
  return base;
}

function commit({ root }: ReviewedBase): void {
  gitIn(root, "add", "--all");
  gitIn(root, "commit", "--quiet", "--message", "x");
}

const edit = ({ root }: ReviewedBase, path: string) => appendFileSync(join(root, path), "More words.\n");
const hasLedger = ({ root }: ReviewedBase) => existsSync(join(root, ".review"));
const staleIn = async ({ root }: ReviewedBase) =>
  ((await nestedJson(root, ["stale", GATE, ...MODEL])).stale as { reason: string }[]).map(
    ({ reason }) => reason,
  );

describe("what was edited in a clone before its ledger knew of the lock", () => {
  it.each([
    ["the text is that of HEAD", 0],
    ["the text was committed before", 1],
  ])("is acknowledged where %s", async (_, commits) => {
    const base = clone({ decision: "warn" });
    edit(base, A);
    for (let made = 0; made < commits; made += 1) commit(base);
    const done = await nested(base.root, ["ack", A, GATE, ...MODEL]);
    expect(done).toMatchObject({ exitCode: 0, out: `${A}\t${GATE}\tmanual-ack\n` });
    expect(await staleIn(base)).toEqual([]);
    const { verdict } = await nestedJson(base.root, ["why", A, GATE, ...MODEL]);
    expect(verdict).toMatchObject({ decision: "warn", attested: { at } });
    await nested(base.root, ["lock"]);
    expect(entriesOf(base.root, LOCK_A)).toMatchObject([{ decision: "warn", kind: "manual-ack" }]);
  });

  it("is acknowledged as trivial, and overridden", async () => {
    const base = clone();
    for (const note of [A, B]) edit(base, note);
    const override = ["--override", "fail", "--remark", "not so"];
    expect(await nested(base.root, ["ack", B, GATE, ...MODEL, ...override])).toMatchObject({ exitCode: 0 });
    const { out } = await nested(base.root, ["ack", "--trivial", ...MODEL]);
    expect(out).toBe(`${A}\t${GATE}\ttrivial-change-ack\n`);
  });

  it("is acknowledged for a changed gate, whose change is shown", async () => {
    const base = clone();
    edit(base, GATE_FILE);
    const asked = ["ack", "--gate", GATE, "--reason", "gate-changed", "--all", "--yes"];
    const { out } = await nested(base.root, [...asked, ...MODEL]);
    expect(out).toContain("+More words.");
    expect(out).toContain(`${A}\t${GATE}\tgate-migration\n${B}\t${GATE}\tgate-migration\n`);
  });

  it("is carried over to a new name, under which it is an edit like others", async () => {
    const base = clone();
    const renamed = "kb/notes/renamed.md";
    gitIn(base.root, "mv", A, renamed);
    edit(base, renamed);
    expect(await nested(base.root, ["ack", "--moved", A, renamed])).toMatchObject({ exitCode: 0 });
    expect(await staleIn(base)).toEqual(["note-changed"]);
    const { out } = await nested(base.root, ["ack", "--trivial", ...MODEL]);
    expect(out).toBe(`${renamed}\t${GATE}\ttrivial-change-ack\n`);
  });

  it("is explained by why with what changed, and the command that it names works; neither makes a ledger before", async () => {
    const base = clone();
    edit(base, A);
    const { next, diff } = await nestedJson(base.root, ["why", A, GATE, ...MODEL]);
    expect(diff).toMatchObject({ note: expect.stringContaining("+More words.") });
    const [, ack = ""] = next as string[];
    await nested(base.root, [...ack.split(" ").slice(1), "--dry-run"]);
    expect(hasLedger(base)).toBe(false);
    expect(await nested(base.root, ack.split(" ").slice(1))).toMatchObject({ exitCode: 0 });
  });
});

describe("what does not rest on an earlier text", () => {
  it("is refused with a way out where git does not have it, whatever else it has", async () => {
    const base = clone({ noteSha: "a".repeat(64) });
    const { exitCode, err } = await nested(base.root, ["ack", A, GATE, ...MODEL]);
    expect(exitCode).toBe(2);
    expect(err).toContain(`${A} is accepted against ${GATE} under ${opus} by the lock alone`);
    expect(err).toContain("the accepted text was not found in git");
  });

  it("is refused where the lock quotes words that the text did not have", async () => {
    const finding = { key: "0123456789abcdef", severity: "warn", message: "So.", quote: "never said" };
    const base = clone({ decision: "warn", findings: [finding] });
    edit(base, A);
    const { exitCode, err } = await nested(base.root, ["ack", A, GATE, ...MODEL]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining("the note does not say")]);
  });

  it.each([
    ["an earlier entry gives way to a review of one's own", () => at, "pass"],
    ["a later entry comes before it", () => new Date().toISOString(), "fail"],
    ["one of a time to come comes after it", () => "2999-01-01T00:00:00.000Z", "pass"],
  ])("%s", async (_, atOf, decision) => {
    const base = clone();
    rmSync(join(base.root, LOCK_A));
    await review(base, A, [GATE]);
    edit(base, A);
    lock(base, A, { at: atOf(), decision: "fail" });
    commit(base);
    edit(base, A);
    expect(await nested(base.root, ["ack", A, GATE, ...MODEL])).toMatchObject({ exitCode: 0 });
    const { verdict } = await nestedJson(base.root, ["why", A, GATE, ...MODEL]);
    expect(verdict).toMatchObject({ decision });
  });
});
