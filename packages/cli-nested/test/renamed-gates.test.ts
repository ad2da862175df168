import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { A, entriesOf, LOCK_A } from "./lock-files.ts";
import { makePairBase, review } from "./pair-base.ts";
import { GATES, nested, nestedJson } from "./reviewed-base.ts";

const [OLD, NEW] = ["prose/body", "prose/main"];
const GONE = "a name that is gone: `review-nested ack --moved --all`";

const rename = (root: string, from: string, to: string) =>
  renameSync(join(root, `${GATES}/${from}.md`), join(root, `${GATES}/${to}.md`));

/** The reasons for which a gate holds for a note with nothing else said of it, with a ledger and by the lock alone. */
async function reasonsIn(root: string, gate: string, note = A): Promise<(string | undefined)[]> {
  const look = async (...more: string[]) => {
    const { unmet } = await nestedJson(root, ["verify", gate, "--note", note, ...more]);
    return (unmet as { reason: string }[])[0]?.reason;
  };
  return [await look(), await look("--frozen")];
}

const ofGate = (root: string, gate: string, path = LOCK_A) =>
  entriesOf(root, path).filter((entry) => entry.gate === gate);

it("a gate that has its old name again keeps what was found under the other one", async () => {
  const base = await makePairBase();
  const { root } = base;
  rename(root, OLD, NEW);
  await nested(root, ["ack", "--moved", "--all"]);
  await review(base, A, { [NEW]: "fail" });
  await nested(root, ["lock"]);
  rename(root, NEW, OLD);
  const reason = `a FAIL of claude-opus-4-8 stands as ${NEW}, ${GONE}`;
  expect((await reasonsIn(root, OLD))[0]).toBe(reason);
  const { notCarriedOver } = await nestedJson(root, ["lock"]);
  expect(notCarriedOver).toEqual([{ what: "gate", from: NEW, to: OLD }]);
  expect(await reasonsIn(root, OLD)).toEqual([reason, reason]);
  await nested(root, ["ack", "--moved", "--all"]);
  expect((await nestedJson(root, ["lock"])).notCarriedOver).toEqual([]);
  expect(ofGate(root, NEW)).toEqual([]);
  const own = "a FAIL of claude-opus-4-8 stands";
  expect(await reasonsIn(root, OLD)).toEqual([own, own]);
});

it.each(["gate", "gate and note"])(
  "who knows of a %s by the lock alone carries over what is renamed",
  async (what) => {
    const base = await makePairBase();
    const { root } = base;
    await review(base, A, { [OLD]: "fail" });
    await nested(root, ["lock"]);
    rmSync(join(root, ".review"), { recursive: true });
    rename(root, OLD, NEW);
    const note = what === "gate" ? A : "kb/notes/z.md";
    renameSync(join(root, A), join(root, note));
    const name = what === "gate" ? OLD : `${A} × ${OLD}`;
    const reason = `a FAIL of claude-opus-4-8 stands as ${name}, ${GONE}`;
    expect(await reasonsIn(root, NEW, note)).toEqual([reason, reason]);
    const { err } = await nested(root, ["lock"]);
    expect(err).toContain(
      `carry it over with \`review-nested ack --moved ${OLD} ${NEW}\`, or remove its entries`,
    );
    expect(ofGate(root, OLD)).toHaveLength(1);
    // First what one of the names changed to, then the other.
    for (let step = 0; step < 2; step += 1) await nested(root, ["ack", "--moved", "--all"]);
    expect(await nestedJson(root, ["lock"])).toMatchObject({ notCarriedOver: [] });
    expect(ofGate(root, NEW, `review.lock/${note}.json`)).toMatchObject([{ decision: "fail" }]);
    const own = "a FAIL of claude-opus-4-8 stands";
    expect(await reasonsIn(root, NEW, note)).toEqual([own, own]);
  },
);

it("leaves nothing of a gate that is gone, or whose text is another, in the lock", async () => {
  const base = await makePairBase();
  const { root } = base;
  await nested(root, ["lock"]);
  rename(root, OLD, NEW);
  base.write(`${GATES}/${NEW}.md`, "---\nwatches: [body]\n---\n# Body\n\nIs it another?\n");
  expect(await nestedJson(root, ["lock"])).toMatchObject({ notCarriedOver: [] });
  expect(ofGate(root, OLD)).toEqual([]);
  expect((await reasonsIn(root, NEW))[0]).toBe("nothing is accepted");
});
