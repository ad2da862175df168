import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeKnowledgeBase } from "@review/test-kit/knowledge-base.ts";
import { expectRefusal, type Refusal } from "@review/test-kit/refusal.ts";
import { scratchFolder } from "@review/test-kit/scratch-folder.ts";
import { describe, expect, it } from "vitest";
import { REVIEWER, split } from "./split.ts";

const GATES = "kb/instructions/review-gates";

/** A tree in which most things that can be wrong are wrong. */
function makeBrokenTree() {
  const { root } = makeKnowledgeBase({
    "kb/notes/latin1.md": Uint8Array.of(0x23, 0x20, 0xe9, 0x0a),
    "kb/notes/empty.md": "",
    "kb/notes/blank.md": " \n\t\n",
    "kb/notes/text.png": "text\n",
    [`${GATES}/odd/broken.md`]: "---\na: [b\n---\n# Broken\n",
    [`${GATES}/odd/blank.md`]: "\n",
    [`${GATES}/rare/rare.md`]: "---\nrequires_trait: rare\n---\n# Rare\n",
  });
  const outside = scratchFolder();
  writeFileSync(join(outside, "note.md"), "# Not ours\n");
  symlinkSync(outside, join(root, "kb/notes/leads-out"));
  symlinkSync(join(outside, "note.md"), join(root, "kb/notes/linked-out.md"));
  return root;
}

const usage = (code: string, message: string | RegExp): Refusal => ({ exitCode: 2, code, message });

describe("create refuses", () => {
  it.each<[what: string, note: string, Refusal]>([
    [
      "a note that is not there",
      "kb/notes/aa.md",
      usage("note-not-found", "note kb/notes/aa.md does not exist; did you mean kb/notes/a.md?"),
    ],
    [
      "a note above the root",
      "../x.md",
      usage("note-outside-root", /^note \.\.\/x\.md is outside the root /),
    ],
    [
      "an absolute path elsewhere",
      "/etc/hosts",
      usage("note-outside-root", /^note \/etc\/hosts is outside /),
    ],
    [
      "a symlink that leads out",
      "kb/notes/linked-out.md",
      usage("note-outside-root", / is outside the root /),
    ],
    [
      "a folder that leads out",
      "kb/notes/leads-out/note.md",
      usage("note-outside-root", / is outside the root /),
    ],
    [
      "bytes that are not UTF-8",
      "kb/notes/latin1.md",
      usage("note-not-utf8", "note kb/notes/latin1.md is not UTF-8 (line 1, column 3); save it as UTF-8"),
    ],
    ["an empty note", "kb/notes/empty.md", usage("note-empty", /^note kb\/notes\/empty\.md is empty; /)],
    ["a blank note", "kb/notes/blank.md", usage("note-empty", /^note kb\/notes\/blank\.md is empty; /)],
    ["a directory", "kb/notes", usage("not-a-note", "kb/notes is a directory; name one note in it")],
    ["what is no text", "kb/notes/text.png", usage("not-a-note", /^kb\/notes\/text\.png is not a note; /)],
    ["a gate", `${GATES}/prose/clarity.md`, usage("not-a-note", /clarity\.md is a gate, not a note$/)],
    ["no name at all", "", usage("not-a-note", '"" is not a path')],
  ])("%s", async (_, note, refusal) => {
    const root = makeBrokenTree();
    await expectRefusal(split, root, ["create", note, "prose", ...REVIEWER], refusal);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it.each<[what: string, gates: string[], Refusal]>([
    [
      "an unknown gate",
      ["prose/clarty"],
      usage("unknown-gate", 'no gate or lens is called "prose/clarty"; did you mean prose/clarity?'),
    ],
    [
      "an unknown lens",
      ["prose", "zzz"],
      usage("unknown-gate", `no gate or lens is called "zzz"; see the files in ${GATES}`),
    ],
    [
      "a gate that does not apply",
      ["rare"],
      usage(
        "usage",
        "no gate applies to kb/notes/a.md: left out rare/rare: it applies to notes with the trait rare",
      ),
    ],
    [
      "a gate with broken YAML",
      ["odd/broken"],
      usage(
        "gate-invalid",
        /^gate odd\/broken \(kb\/.*\/odd\/broken\.md\): front matter is not YAML \(line 2, column 6\)/,
      ),
    ],
    [
      "a lens with broken gates",
      ["prose", "odd"],
      usage("gate-invalid", /^gate odd\/blank \(kb\/.*\/odd\/blank\.md\): is empty \(and 1 more\); mend it/),
    ],
  ])("%s", async (_, gates, refusal) => {
    const root = makeBrokenTree();
    await expectRefusal(split, root, ["create", "kb/notes/a.md", ...gates, ...REVIEWER], refusal);
    expect(existsSync(join(root, ".review"))).toBe(false);
  });

  it("in one line also without --json", async () => {
    const root = makeBrokenTree();
    expect(await split(root, ["create", "kb/notes/none\nat all\u001b[31m.md", "prose", ...REVIEWER])).toEqual(
      {
        stdout: "",
        stderr: "error: note kb/notes/none\\u000aat all\\u001b[31m.md does not exist; check the name\n",
        exitCode: 2,
      },
    );
  });
});
