// Notes of any length of which findings speak: proving what they quote, naming them as before, finding them again.
import { asidePlacer, weighAside } from "../../packages/protocol/dist/index.js";
import { MARKDOWN } from "./growth-texts.mjs";

const MANY = 1_000;

/** So many sentences, each of its own. @param {string} verb */
const sentences = (verb) =>
  Array.from(
    { length: MANY },
    (_, index) => `The ${index}. disk ${verb} what ${index * 7919} others forgot.`,
  );
export const SAID = sentences("remembers");
const NEVER_SAID = sentences("loses");
const OTHERS = sentences("remembers *everything* or").map((sentence) => sentence.replaceAll("*", ""));

/** @param {string} filling a text that stands between the sentences */
function noteOf(filling) {
  const size = Math.ceil(filling.length / MANY);
  const parts = SAID.map(
    (sentence, index) => `${filling.slice(index * size, (index + 1) * size)}\n\n${sentence}\n\n`,
  );
  return parts.join("");
}

const KINDS = [
  "an ordinary note",
  "links that never end",
  "emphasis that never ends",
  "one long line",
  "short lines",
  "blank lines",
  "lines that differ",
];

/** @type {Record<string, (length: number) => string>} */
export const NOTES = Object.fromEntries(
  KINDS.map((kind) => [kind, (length) => noteOf(MARKDOWN[kind]?.(length) ?? "")]),
);

/** @param {readonly string[]} quotes */
export const findingsOf = (quotes) =>
  quotes.map((quote) => ({
    severity: /** @type {const} */ ("warn"),
    message: `${quote} Is it so?`,
    quotes: [quote],
  }));

/** @param {string} text @param {readonly string[]} quotes @param {readonly ReturnType<typeof knownOf>[]} [previous] */
const weigh = (text, quotes, previous = []) =>
  weighAside({ path: "n.md", text }, [
    { gateId: "g", decision: "warn", findings: findingsOf(quotes), previous },
  ]);

/** A finding of a review of another text, whose words stood alone there. @param {string} quote @param {number} index */
const knownOf = (quote, index) => ({
  key: index.toString(16).padStart(16, "0"),
  message: `What of ${quote}`,
  quotes: [anchorOf(quote, index)],
});

/** @param {string} exact @param {number} index */
const anchorOf = (exact, index) => ({
  exact,
  prefix: "before it stood ",
  suffix: " and after it",
  start: 100 * index + 16,
  end: 100 * index + 16 + exact.length,
});

/** @type {Record<string, import("./growth-steps.mjs").Step>} */
export const NOTE_STEPS = {
  "prove one quote": (text) => weigh(text, SAID.slice(-1)),
  "prove one quote that is wrong": (text) => weigh(text, NEVER_SAID.slice(-1)),
  "prove a thousand quotes": (text) => weigh(text, SAID),
  "prove a thousand quotes that are wrong": (text) => weigh(text, NEVER_SAID),
  "name findings as a thousand before them": (text) => weigh(text, SAID, OTHERS.map(knownOf)),
  "find a thousand quotes again": (text) => asidePlacer(text)([[...SAID, ...OTHERS].map(anchorOf)]),
};
