// A reviewer whose words are full of escape sequences; otherwise it answers as reviewer.mjs does.
import { readFileSync } from "node:fs";
import { answerPrompt } from "../answer-prompt.mjs";

const HOSTILE = "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eesrever\u2066\u0000";
const answer = answerPrompt(readFileSync(0, "utf8"));
console.error(`on stderr: ${HOSTILE}`);
process.stdout.write(
  `${HOSTILE}\n${answer.replaceAll("as it was", `as ${HOSTILE}`).replaceAll("Judged", `Judged ${HOSTILE}`)}`,
);
