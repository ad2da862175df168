// A check whose judgement follows from the note's file, as it is read here, and a word: `judge-file.mjs WORD NOTE`.
import { readFileSync } from "node:fs";
import { judgeAsCheck } from "../judge-text.mjs";

const [, , word = "", note = ""] = process.argv;
try {
  const { digest, result } = judgeAsCheck(readFileSync(note, "utf8"), word);
  if (result !== "PASS") console.log(digest);
  process.exitCode = result === "PASS" ? 0 : 1;
} catch (error) {
  console.error(String(error));
  process.exitCode = 2;
}
