import { existsSync } from "node:fs";
import { join } from "node:path";
import { allRows } from "@review/test-kit/ledger-rows.ts";
import { describe, expect, it } from "vitest";
import { eventsFrom, importAcceptance, MODEL, makePairBase, review } from "./pair-base.ts";
import { GATES, makeBase, nested, nestedJson, type ReviewedBase } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
const NOTE = (parts: { front?: string; title?: string; body?: string }) =>
  `---\n${parts.front ?? "description: A note\nstatus: current"}\n---\n# ${parts.title ?? "A"}\n\n${parts.body ?? "Plain text."}\n`;

/** The gates of a note that `--trivial` acknowledges. */
async function trivialGates(base: ReviewedBase, ...more: string[]): Promise<string[]> {
  const { acknowledged } = await nestedJson(base.root, ["ack", "--trivial", ...MODEL, ...more]);
  return (acknowledged as { gateId: string }[]).map(({ gateId }) => gateId);
}

describe("ack --trivial", () => {
  // prose/body watches the body, prose/title the title and the description, claims/title says nothing.
  it.each<[string, string, string[]]>([
    ["the body changed", NOTE({ body: "Another text." }), ["prose/title"]],
    ["the title changed", NOTE({ title: "Another title" }), ["prose/body"]],
    ["the description changed", NOTE({ front: "description: Another\nstatus: current" }), ["prose/body"]],
    [
      "another key changed",
      NOTE({ front: "description: A note\nstatus: old" }),
      ["prose/body", "prose/title"],
    ],
    ["white space changed", NOTE({ body: "Plain\ntext.\n\n" }), ["prose/body", "prose/title"]],
    [
      "a comment settles a finding",
      NOTE({ body: "<!-- review-ignore prose: as agreed -->\nPlain text." }),
      ["prose/body", "prose/title"],
    ],
    [
      "a line beside such a comment changed",
      NOTE({ body: "<!-- review-ignore prose: as agreed -->\nOther text." }),
      ["prose/title"],
    ],
    ["title and body changed", NOTE({ title: "Another", body: "Another." }), []],
    ["the front matter broke", "---\na: b: c\n---\n# A\n\nPlain text.\n", []],
  ])("where %s", async (_, text, gates) => {
    const base = await makePairBase();
    base.write(A, text);
    expect(await trivialGates(base, "--dry-run")).toEqual(gates);
    expect(await trivialGates(base)).toEqual(gates);
    expect((await eventsFrom(base, 6)).map(({ acceptanceKind }) => acceptanceKind)).toEqual(
      gates.map(() => "trivial-change-ack"),
    );
    expect(await trivialGates(base)).toEqual([]);
  });

  it("of the notes that are named alone", async () => {
    const base = await makePairBase();
    base.write(A, NOTE({ body: "Plain\ntext." }));
    expect(await trivialGates(base, "--dry-run", "--note", "kb/notes/[b-z]*")).toEqual([]);
    expect(await trivialGates(base, "--note", "kb/notes")).toEqual(["prose/body", "prose/title"]);
  });

  it.each<[string, string]>([
    ["no watches", "# G\n\nIs it so?\n"],
    ["no part at all", "---\nwatches: []\n---\n# G\n\nIs it so?\n"],
    ["an unknown part", "---\nwatches: [title, mood]\n---\n# G\n\nIs it so?\n"],
  ])("never for a gate that watches %s", async (_, gate) => {
    const base = await makePairBase({ [`${GATES}/prose/clarity.md`]: gate });
    await review(base, A, { "prose/clarity": "pass" });
    base.write(A, NOTE({ body: "Another text." }));
    expect(await trivialGates(base, "--gate", "prose/clarity")).toEqual([]);
  });

  it("never where the gate changed as well", async () => {
    const base = await makePairBase();
    base.write(A, NOTE({ body: "Another text." }));
    base.write(`${GATES}/prose/title.md`, "---\nwatches: [title]\n---\n# Title\n\nAnother question?\n");
    expect(await trivialGates(base)).toEqual([]);
  });

  it("never where there is no review behind the acceptance", async () => {
    const base = await makePairBase({ "kb/notes/c.md": NOTE({}).replace("A note", "C") });
    importAcceptance(base, "kb/notes/c.md", "prose/title");
    base.write("kb/notes/c.md", NOTE({ body: "Another text." }).replace("A note", "C"));
    expect(await trivialGates(base)).toEqual([]);
  });

  it("only the gates that are named", async () => {
    const base = await makePairBase();
    base.write(A, NOTE({ front: "description: A note\nstatus: old" }));
    expect(await trivialGates(base, "--gate", "prose/title", "--dry-run")).toEqual(["prose/title"]);
    expect(await trivialGates(base, "--gate", "claims", "--gate", "prose/body")).toEqual(["prose/body"]);
  });

  it("says why where nothing is stale", async () => {
    const { root } = await makePairBase();
    expect(await nested(root, ["ack", "--trivial", "--gate", "prose/body", ...MODEL])).toMatchObject({
      err: `0 pairs acknowledged: no pair is stale under ${MODEL[1]}\n`,
      exitCode: 0,
    });
  });

  it("tells a person what and how many", async () => {
    const base = await makePairBase();
    base.write(A, NOTE({ body: "Another text." }));
    expect(
      await nested(base.root, [
        "ack",
        "--trivial",
        "--gate",
        "prose/title",
        "--gate",
        "prose/body",
        ...MODEL,
      ]),
    ).toEqual({
      out: `${A}\tprose/title\ttrivial-change-ack\n`,
      err: "1 pair acknowledged; 1 left as it is: 1 in which a watched part changed\n",
      exitCode: 0,
    });
  });

  it("says which findings count no longer, by a comment of this change", async () => {
    const base = await makePairBase();
    await review(base, A, { "prose/body": "fail" });
    const settling = (body: string) =>
      base.write(
        A,
        NOTE({ body }).replace("# A", "<!-- review-ignore-file prose/body: as agreed -->\n\n# A"),
      );
    settling("Plain text.");
    const only = ["ack", "--trivial", "--gate", "prose/body", ...MODEL];
    const told = `warning: ${A} prose/body: a FAIL no longer counts, by the comment in line 5 (as agreed): `;
    const dry = await nested(base.root, [...only, "--dry-run"]);
    expect(dry.err).toContain(told);
    const { acknowledged } = await nestedJson(base.root, only);
    const reason = { severity: "fail", reason: "as agreed", line: 5 };
    expect(acknowledged).toMatchObject([{ gateId: "prose/body", settled: [reason] }]);
    // What was settled before is nothing new.
    settling("Plain\ntext.");
    expect((await nested(base.root, only)).err).toBe("1 pair acknowledged\n");
    const verified = await nested(base.root, ["verify", "prose/body"]);
    expect(verified.err).toMatch(
      /^\d findings? does? not count where a pair holds: 1 settled by comments in notes/m,
    );
    expect(await nestedJson(base.root, ["verify", "prose/body"])).toMatchObject({
      counts: { settledInNotes: 1, waived: 0 },
    });
  });

  it("writes nothing with --dry-run, and creates no ledger", async () => {
    const base = await makePairBase();
    base.write(A, NOTE({ body: "Another text." }));
    const rows = allRows(base.root);
    const { err } = await nested(base.root, [
      "ack",
      "--trivial",
      "--dry-run",
      ...MODEL,
      "--gate",
      "prose/title",
    ]);
    expect(err).toBe("1 pair would be acknowledged\n");
    expect(allRows(base.root)).toEqual(rows);
    const empty = makeBase();
    expect((await nested(empty.root, ["ack", "--trivial", ...MODEL])).exitCode).toBe(0);
    expect(existsSync(join(empty.root, ".review"))).toBe(false);
  });
});
