// A reviewer whose judgements follow from the texts in its prompt: `judge.mjs [--respell]`. With `--respell` it copies
// names as models do: accents composed, every space and quotation mark plain.
import { readFileSync } from "node:fs";
import { answerFromPrompt, rewriteBundle } from "@review/test-kit/answer-from-prompt.mjs";
import { judgeAsModel } from "../judge-text.mjs";

const prompt = readFileSync(0, "utf8");

/** What is fenced below a heading. @param {string} heading */
function textBelow(heading) {
  const from = prompt.indexOf(`\n${heading}\n\n\`\`\`markdown\n`);
  if (from === -1) throw new Error(`the prompt has no ${JSON.stringify(heading)}`);
  const start = prompt.indexOf("\n", from + heading.length + 3) + 1;
  return prompt.slice(start, prompt.indexOf("\n```\n", start - 1));
}

/** @param {{ notePath: string, gateId: string }} pair */
const judge = ({ notePath, gateId }) =>
  judgeAsModel(textBelow(`## Note ${notePath}`), textBelow(`## Gate ${gateId} (${gateId})`));

const answer = answerFromPrompt(prompt, (pair) => judge(pair).result);
const signed = rewriteBundle(answer, (line, pair) =>
  line.startsWith("Judged ") ? `Judged ${judge(pair).digest}.` : line,
);
process.stdout.write(process.argv.includes("--respell") ? respell(signed) : signed);

/** @param {string} text */
function respell(text) {
  const plain = text.normalize("NFC").replaceAll(/[^\P{White_Space}\n]/gu, " ");
  return plain.replaceAll(/[‘’‚‛′´`ʼʻ]/g, "'").replaceAll(/[“”„‟″«»]/g, '"');
}
