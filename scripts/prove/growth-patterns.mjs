// What asks a whole text by a pattern, and texts that patterns take long for: words that repeat, and something else at the end.

import { withoutCommands } from "../../packages/cli-kit/dist/process/without-commands.js";
import { parseConfig } from "../../packages/corpus/dist/configuration/read-config.js";
import { readAnchors } from "../../packages/corpus/dist/links/anchors.js";
import { urlKey } from "../../packages/corpus/dist/links/page-urls.js";
import { hasPlaceholders } from "../../packages/corpus/dist/setup/find-templates.js";
import { listsOthers } from "../../packages/corpus/dist/setup/lists-others.js";
import { toUtc } from "../../packages/import/dist/values/to-utc.js";
import { readEntry } from "../../packages/lock/dist/read-entry.js";
import { parseGateReview } from "../../packages/protocol/dist/index.js";
import { hiddenMarkupFinder } from "../../packages/protocol/dist/quotes/hidden-markup.js";
import { locateQuotes } from "../../packages/protocol/dist/quotes/locate-quotes.js";
import { occurrencesOf } from "../../packages/protocol/dist/quotes/occurrences.js";
import { readVerdict } from "../../packages/runner/dist/checks/read-verdict.js";
import { secretValues } from "../../packages/runner/dist/process/secrets.js";

const REPEATED = [
  "a",
  "/",
  ":",
  " ",
  "1",
  ".",
  "`",
  "-",
  "_",
  "\u2028",
  "Error.",
  "{#",
  "<%",
  "<i /><b />",
  "#1 |",
];

/** A word up to a length, and what fits nothing. @type {Record<string, (length: number) => string>} */
export const REPETITIONS = {
  ...Object.fromEntries(
    REPEATED.map((word) => [
      `${JSON.stringify(word)} and !`,
      (/** @type {number} */ length) => `${word.repeat(Math.ceil(length / word.length)).slice(0, length)}!`,
    ]),
  ),
  "tags that end themselves, and another one": (length) => `${"<i />".repeat(40)}<x>\n`.repeat(length / 204),
  "rows of numbers before a word": (length) => `${"#1\t|".repeat(19)}xfail\n`.repeat(length / 82),
};

/** Together about half as long as the text. @param {string} text */
const beginningsOf = (text) =>
  Array.from({ length: Math.sqrt(text.length) }, (_, at) => text.slice(0, 32 + at));

const SHA = "0".repeat(64);
const entry = (/** @type {string} */ model) => ({
  ...{ gate: "g", gateVersion: SHA, noteSha: SHA, model, decision: "pass", evidence: "declared" },
  ...{ kind: "full-review", at: "2026-01-01T00:00:00.000Z", findings: [] },
});

const configOf = (/** @type {object} */ config) =>
  parseConfig("review.config.json", Buffer.from(JSON.stringify(config))).catch(() => undefined);

/** @type {Record<string, import("./growth-steps.mjs").Step>} */
export const PATTERN_STEPS = {
  "read the partition of an entry of the lock": (text) => readEntry(entry(text)),
  "look for a password in the place of a ledger": (text) => configOf({ database: `a://${text}` }),
  "refuse a glob of the configuration": (text) => configOf({ notes: [`notes/${text}`] }),
  "look a page up by its URL": urlKey,
  "read what can be linked to": (text) => readAnchors(`# ${text}`),
  "look for placeholders": hasPlaceholders,
  "ask whether a page lists others": listsOthers,
  "take commands of GitHub out": (text) => withoutCommands(SINK).write(text),
  "read an old time": (text) => toUtc(`2026-01-01T00:00${text}`),
  "look for hidden markup": (text) => {
    const markupAt = hiddenMarkupFinder(text);
    for (let at = 0; at < text.length; at += (markupAt(at)?.length ?? 0) || 1);
  },
  "look for a long quote": (text) => locateQuotes("A note.", [`x ${text}`]),
  "look for quotes that all begin alike": (text) => occurrencesOf(text, beginningsOf(text), 1_000),
  "look for a long quote that may stand within words alone": (text) =>
    locateQuotes(text, [text.slice(text.length / 4, text.length / 2)]),
  "read a section's heading": (text) => parseGateReview(`findings${text}\n## Result: PASS`),
  "read marks of severity": (text) => parseGateReview(`### Findings\n${text}\n## Result: WARN`),
  "read what broke a check": async (text) =>
    readVerdict(
      CHECKED,
      {
        cause: "exited",
        exitCode: 1,
        stdout: "",
        stderr: `Traceback (most recent call last):\n${text}`,
        durationMs: 1,
      },
      { root: "/", textOf: () => text },
    ),
  "look for credentials in a proxy's address": (text) => secretValues({ HTTP_PROXY: `http://${text}` }),
};

/** Paragraphs, each of one sentence of its own. @type {Record<string, (length: number) => string>} */
export const PARAGRAPHS = {
  "sentences in paragraphs": (length) =>
    Array.from({ length: length / 25 }, (_, at) => `Number ${at} stands here.`).join("\n\n"),
};

/** @type {Record<string, import("./growth-steps.mjs").Step>} */
export const ELLIPSIS_STEPS = {
  "look for quotes whose parts stand in two paragraphs": (text) =>
    locateQuotes(
      text,
      Array.from({ length: text.length / 250 }, (_, at) => `Number ${10 * at} … Number ${10 * at + 1}`),
    ),
};

const SINK = {
  isTTY: false,
  columns: 80,
  write: () => true,
  isClosed: false,
  problem: undefined,
  drained: async () => undefined,
};

const CHECKED = {
  gate: {
    gateId: "g",
    severity: /** @type {const} */ ("warn"),
    check: ["lint"],
    checkOutput: /** @type {const} */ ("text"),
  },
  notePaths: ["n.md"],
};
