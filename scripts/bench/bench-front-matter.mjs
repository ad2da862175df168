// What reading plain front matter without the YAML parser is worth.
import { readFrontMatter } from "../../packages/corpus/dist/text/front-matter.js";
import { benchInProcess } from "./in-process.mjs";

const NOTES = 1000;
const PLAIN =
  'title: A note\ndescription: "What it claims"\nstatus: current\ntraits: [has-sources]\ntags:\n  - one\n';
/** Nothing but the parser reads a mapping within the front matter. */
const NESTED = `${PLAIN}more: {}\n`;

/** @param {number} rounds @param {import("./report.mjs").Report} report */
export async function benchFrontMatter(rounds, report) {
  const readAll = (/** @type {string} */ yaml) => async () => {
    for (let note = 0; note < NOTES; note += 1) await readFrontMatter(`---\n${yaml}---\nText.\n`);
  };
  report.compared({
    what: `front matter of ${NOTES.toLocaleString("en")} notes, plain`,
    than: "the same, read by the YAML parser",
    times: await benchInProcess(rounds, { run: readAll(PLAIN) }, { run: readAll(NESTED) }),
    target: 0.25,
  });
}
