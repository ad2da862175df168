// A reviewer that puts a symlink in the place of the folder of notes: `swap-folder.mjs OUTSIDE`.
import { existsSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { answerPrompt } from "../answer-prompt.mjs";

const [, , outside = ""] = process.argv;
if (!existsSync("notes-were-here")) {
  renameSync("notes", "notes-were-here");
  symlinkSync(join(outside, "notes"), "notes");
}
process.stdout.write(answerPrompt(readFileSync(0, "utf8")));
