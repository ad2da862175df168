import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { review } from "./pair-base.ts";
import { makeBase, makeReviewedBase, nested, nestedJson, type ReviewedBase } from "./reviewed-base.ts";

const A = "kb/notes/a.md";
const START = "---\ndescription: A note\ntraits: [has-sources]\nstatus: current\n---\n";

/** The messages of what is to be mended, and of what is not. */
async function findingsIn({ root }: ReviewedBase) {
  const messagesOf = ({ warns }: Record<string, unknown>) =>
    (warns as { findings: { message: string; waived?: { reason: string } }[] }[]).flatMap(({ findings }) =>
      findings.map(({ message, waived }) => (waived ? `${message}: ${waived.reason}` : message)),
    );
  return {
    open: messagesOf(await nestedJson(root, ["warns", A])),
    settled: messagesOf(await nestedJson(root, ["warns", A, "--waived"])),
  };
}

const LONG = expect.stringContaining("the second sentence");

describe("a comment in a note", () => {
  it.each<[what: string, text: string, open: unknown[], settled: unknown[]]>([
    [
      "settles what a gate found in the block behind it",
      "# A\n\n<!-- review-ignore prose/clarity: it is plain on purpose -->\nPlain text.\n",
      ["another finding"],
      [expect.stringMatching(/^the second sentence.*: it is plain on purpose$/)],
    ],
    [
      "settles it for a whole lens, and in the whole note",
      "<!-- review-ignore-file prose: a draft -->\n# A\n\nPlain text.\n",
      [],
      [expect.stringMatching(/: a draft$/), "another finding: a draft"],
    ],
    [
      "settles nothing of another gate",
      "# A\n\n<!-- review-ignore claims: so -->\nPlain text.\n",
      [LONG, "another finding"],
      [],
    ],
    [
      "settles nothing without a reason",
      "# A\n\n<!-- review-ignore prose/clarity -->\nPlain text.\n",
      [LONG, "another finding"],
      [],
    ],
    [
      "settles nothing whose words stand elsewhere, too",
      "# A\n\n<!-- review-ignore prose/clarity: so -->\nPlain text.\n\n**Plain** text.\n",
      [LONG, "another finding"],
      [],
    ],
    [
      "settles for the whole note what has no place in it any more",
      "<!-- review-ignore-file prose: a draft -->\nQuite other words.\n",
      [],
      [expect.stringMatching(/: a draft$/), "another finding: a draft"],
    ],
    [
      "settles in a block nothing that has no place",
      "<!-- review-ignore prose: a draft -->\nQuite other words.\n",
      [LONG, "another finding"],
      [],
    ],
  ])("%s", async (_, text, open, settled) => {
    const base = await makeReviewedBase();
    base.write(A, `${START}${text}`);
    expect(await findingsIn(base)).toEqual({ open, settled });
  });

  it("is told by why, and gone with the comment", async () => {
    const base = await makeReviewedBase();
    base.write(A, `${START}# A\n\n<!-- review-ignore prose: so be it -->\nPlain text.\n`);
    const { out } = await nested(base.root, ["why", A, "prose/clarity", "--model", "claude-opus-4-8"]);
    expect(out).toContain("waived: so be it (comment in line 8)\n");
    base.write(A, `${START}# A\n\nPlain text.\n`);
    expect((await findingsIn(base)).open).toEqual([LONG, "another finding"]);
  });

  it("is named by unwaive, which cannot take it back", async () => {
    const base = await makeReviewedBase();
    base.write(A, `${START}# A\n\n<!-- review-ignore prose: so be it -->\nPlain text.\n`);
    const { err, exitCode } = await nested(base.root, ["unwaive", "98511fd8", "--remark", "no"]);
    expect(err).toMatch(
      /^error: 98511fd8\w{8} is not waived: the comment at kb\/notes\/a\.md:8 settles it; delete that comment to take it back\n$/,
    );
    expect(exitCode).toBe(2);
    const other = await nested(base.root, ["unwaive", "d473c644", "--remark", "no"]);
    expect(other.err).toMatch(/is not waived: there is nothing to take back\n$/);
  });

  it("is told by show, as it stood in the version that was reviewed", async () => {
    const base = makeBase({ [A]: `${START}# A\n\n<!-- review-ignore prose: so be it -->\nPlain text.\n` });
    await review(base, A, { "prose/clarity": "warn" });
    expect((await nested(base.root, ["show", "1"])).out).not.toContain("waived");
    base.write(A, `${START}<!-- review-ignore-file prose: a draft -->\n# A\n\nPlain text.\n`);
    await review(base, A, { "prose/clarity": "warn" });
    expect((await nested(base.root, ["show", "2"])).out).toContain("waived: a draft (comment in line 6)\n");
  });

  it("is not taken from a lock where the note has none", async () => {
    const base = makeBase({ [A]: `${START}# A\n\nPlain text.\n` });
    await review(base, A, { "prose/clarity": "fail" });
    await nested(base.root, ["lock"]);
    const path = `review.lock/${A}.json`;
    const text = readFileSync(join(base.root, path), "utf8");
    const frozen = async () =>
      (await nested(base.root, ["verify", "prose/clarity", "--note", A, "--frozen", "--json"])).out;
    const before = await frozen();
    base.write(path, text.replaceAll('"message":', '"waived":{"reason":"so be it"},"message":'));
    expect(await frozen()).toBe(before);
    expect(JSON.parse(before)).toMatchObject({ counts: { failing: 1, settledInNotes: 0 } });
  });
});
