// Trees that have many of something small: entries and files of a lock, gates with front matter, links.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { runMeasured } from "./growth-commands.mjs";
import { makeKnowledgeBase, REVIEWER } from "./knowledge-base.mjs";
import { requireGrowth } from "./require-growth.mjs";
import { REVIEW_NESTED } from "./review.mjs";

const NOTE = "# One\n\nThe first note.\n";
const sha = (/** @type {string} */ text) => createHash("sha256").update(text).digest("hex");

/**
 * @typedef {object} Tree
 * @property {readonly string[]} words of the command
 * @property {number} most so many in the long version
 * @property {(amount: number) => Record<string, string>} files
 * @property {object} [config]
 */

/** @type {Record<string, Tree>} */
const TREES = {
  "entries for one note in the lock": {
    words: ["stale", "--all-gates", "--model", "opus"],
    most: 40_000,
    files: (amount) => ({ "notes/one.md": NOTE, "review.lock/notes/one.md.json": lockOf(amount) }),
  },
  "entries of one identity in the lock": {
    words: ["verify", "--frozen"],
    most: 40_000,
    files: (amount) => ({
      "notes/one.md": NOTE,
      "review.lock/notes/one.md.json": lockText(each(amount, () => lockedAs({ gateVersion: sha("") }))),
    }),
  },
  "partitions that quote one long note in the lock": {
    words: ["stale", "--all-gates", "--model", "opus"],
    most: 4_000,
    files: quotedBy,
  },
  "partitions that quote one long note in lock and ledger": {
    words: ["lock", "--check"],
    most: 4_000,
    files: quotedBy,
  },
  "names that are gone of as many copies of a note": {
    words: ["lock", "--check"],
    most: 4_000,
    files: (amount) => ({
      "gates/only.md": GATE,
      ...Object.fromEntries(
        each(amount, (at) => [
          [`notes/${at}.md`, NOTE],
          [`review.lock/gone/${at}.md.json`, lockText([lockedAs({ gate: "only", gateVersion: sha(GATE) })])],
        ]).flat(),
      ),
    }),
  },
  "notes that have the key of one finding in a lock": {
    words: ["verify", "--frozen"],
    most: 8_000,
    files: (amount) => ({ "gates/only.md": GATE, ...sharedBy(each(amount, (at) => `notes/${at}.md`)) }),
  },
  "files of a lock, of notes that are gone": {
    words: ["lock"],
    most: 40_000,
    files: (amount) => Object.fromEntries(each(amount, (at) => [`review.lock/gone/${at}.md.json`, "[]\n"])),
  },
  "gates with front matter as long as is read": {
    words: ["gates"],
    most: 400,
    files: (amount) => Object.fromEntries(each(amount, (at) => [`gates/many/${at}.md`, LONG_GATE])),
  },
  "letters in each name of a path, and globs that fit in many ways": {
    words: ["stale", "--all-gates", "--model", "opus"],
    most: 240,
    files: (amount) => ({ [`notes/${`${"a".repeat(amount)}/`.repeat(4)}one.md`]: NOTE }),
    config: { exclude: ["notes/*a*a/*a*a/*/*/x.md", "**/*a*a*a/x.md"] },
  },
  "letters in each name of a path, and globs that fit in too many ways": {
    words: ["stale", "--all-gates", "--model", "opus"],
    most: 240,
    files: (amount) => ({ [`notes/${`${"a".repeat(amount)}/`.repeat(4)}one.md`]: NOTE }),
    config: { exclude: ["notes/*a*a*a/*a*a*a/*a*a*a/*a*a*a/y.md"] },
  },
  "copies of a gate, and as many partitions that its text is quarantined under": {
    words: ["verify", "--frozen"],
    most: 4_000,
    files: (amount) => ({
      ...Object.fromEntries(each(amount, (at) => [`gates/many/${at}.md`, GATE])),
      "review.lock/quarantines.json": lockText(each(amount, quarantineAs)),
    }),
  },
  "links of one note": {
    words: ["bundle", "notes/one.md", "prose", ...REVIEWER, "--dry-run"],
    most: 200_000,
    files: (amount) => ({ "notes/one.md": `# One\n\n${each(amount, (at) => `[a](b${at}.md)\n`).join("")}` }),
    config: { limits: { promptBytes: 64_000_000 } },
  },
};

const LONG_GATE = `---\nstaleness:\n${"- {a: [b, c, {d: e}]}\n".repeat(700)}---\nIs it clear?\n`;

/** @template Made @param {number} amount @param {(at: number) => Made} make */
const each = (amount, make) => Array.from({ length: amount }, (_, at) => make(at));

const GATE = "Is it clear?\n";

/** An entry of the lock for that note. @param {object} what */
const lockedAs = (what) => ({
  ...{ gate: "prose/clarity", noteSha: sha(NOTE), model: "opus", requested: "opus", decision: "pass" },
  ...{ evidence: "declared", kind: "full-review", at: "2026-01-01T00:00:00.000Z", findings: [] },
  ...what,
});

/** @param {readonly object[]} entries */
const lockText = (entries) => `[\n${entries.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`;

/** As many entries of one gate, each of another version of it. @param {number} amount */
const lockOf = (amount) => lockText(each(amount, (at) => lockedAs({ gateVersion: sha(String(at)) })));

/** Of a name that is gone: what is decided about it is about copies of its text. @param {number} at */
const quarantineAs = (at) => ({
  ...{ gate: `gone/${at}`, gateVersion: sha(GATE), model: `model-${at}`, kind: "quarantined" },
  ...{ at: "2026-01-01T00:00:00.000Z", reason: "It finds everything." },
});

/** A note of as many sentences, each of which another partition quotes. @param {number} amount */
function quotedBy(amount) {
  const said = each(amount, (at) => `The ${at}. disk remembers what ${at * 7919} others forgot.`);
  const note = `# One\n\n${said.join("\n\n")}\n`;
  const entries = said.map((quote, at) => {
    const finding = { key: at.toString(16).padStart(16, "0"), severity: "warn", message: "Is it so?", quote };
    const versions = { gate: "only", gateVersion: sha(GATE), noteSha: sha(note) };
    return lockedAs({ ...versions, model: `model-${at}`, decision: "warn", findings: [finding] });
  });
  return {
    "notes/one.md": note,
    "gates/only.md": GATE,
    "review.lock/notes/one.md.json": lockText(entries),
  };
}

/** Notes of as many texts, with a finding of one key in the lock of each. @param {readonly string[]} paths */
function sharedBy(paths) {
  const finding = {
    key: "0123456789abcdef",
    severity: "warn",
    message: "Is it so?",
    quote: "The first note",
  };
  return Object.fromEntries(
    paths.flatMap((path, at) => {
      const note = `${NOTE}\nNumber ${at}.\n`;
      const versions = { gate: "only", gateVersion: sha(GATE), noteSha: sha(note) };
      const entry = lockedAs({ ...versions, decision: "warn", findings: [finding] });
      return [
        [path, note],
        [`review.lock/${path}.json`, lockText([entry])],
      ];
    }),
  );
}

/** Folders in folders, a file of the lock in each. @param {number} depth */
const foldersInFolders = (depth) =>
  Object.fromEntries(each(depth, (at) => [`review.lock/notes${"/a".repeat(at + 1)}/x.md.json`, "[\n]\n"]));

/** The same with the notes. @param {number} depth */
const notesInFolders = (depth) => ({
  "gates/only.md": GATE,
  ...sharedBy(each(depth, (at) => `notes${"/a".repeat(at + 1)}/x.md`)),
});

/**
 * Twice the depth is four times the characters of all paths: they are what may be grown with.
 * @param {import("./proof.mjs").Size} size @returns {import("./proof.mjs").Trial}
 */
function deepTrial(size) {
  const deepest = size === "long" ? 1_000 : 250;
  return {
    name: `verify --frozen and lock --check with ${deepest} folders in folders of a lock, and of notes`,
    run: async ({ folder, count }) => {
      for (const [what, files] of Object.entries({ foldersInFolders, notesInFolders })) {
        for (const words of [
          ["verify", "--frozen"],
          ["lock", "--check"],
        ]) {
          await requireGrowth([deepest / Math.SQRT2, deepest], async (depth) => {
            const root = join(folder, `${what}-${words[0]}-${depth}`);
            makeKnowledgeBase(root, { files: files(depth) });
            return runMeasured(root, [REVIEW_NESTED, ...words]);
          });
        }
      }
      count("trees of many things measured");
    },
  };
}

/** @param {import("./proof.mjs").Size} size @returns {Generator<import("./proof.mjs").Trial>} */
export function* treeTrials(size) {
  yield deepTrial(size);
  for (const [what, { words, most, files, config = {} }] of Object.entries(TREES)) {
    const largest = size === "long" ? most : most / 20;
    yield {
      name: `${words.join(" ")} in a tree with ${largest} ${what}`,
      run: async ({ folder, count }) => {
        await requireGrowth([largest / 2, largest], async (amount) => {
          const root = join(folder, String(amount));
          makeKnowledgeBase(root, { files: files(amount), config });
          return runMeasured(root, [REVIEW_NESTED, ...words]);
        });
        count("trees of many things measured");
      },
    };
  }
}
