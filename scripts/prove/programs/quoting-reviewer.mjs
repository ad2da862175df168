// A reviewer whose findings stand in a file: it warns of each, in the block of each pair. `quoting-reviewer.mjs FILE`
import { readFileSync } from "node:fs";
import { answerFromPrompt } from "@review/test-kit/answer-from-prompt.mjs";

const [, , file = ""] = process.argv;
const found = readFileSync(file, "utf8");
const answer = answerFromPrompt(readFileSync(0, "utf8"), () => "WARN");
process.stdout.write(answer.replaceAll(/^- WARN: .*\n(?: *>.*\n)?/gm, () => found));
