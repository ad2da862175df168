// Usage: node checks/prose.mjs RULES NOTE...
// Exit code 0: nothing found, 1: findings, 2: could not tell.
// A check can be any program; this one exists because retext is a library without a command of its own.

import process from "node:process";

try {
  // Imported inside the try: a package that is not installed must not end in 1, which means findings.
  const { findInNote } = await import("./find-in-note.mjs");
  const [ruleSet, ...notePaths] = process.argv.slice(2);
  process.exitCode = 0;
  for (const notePath of notePaths) {
    for (const finding of await findInNote(ruleSet, notePath)) {
      console.log(finding);
      process.exitCode = 1;
    }
  }
} catch (error) {
  console.error(String(error));
  process.exitCode = 2;
}
