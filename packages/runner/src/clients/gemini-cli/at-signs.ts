/**
 * gemini takes `@path` in a prompt for a file or folder to attach, wherever the `@` stands (`me@kb` attaches all of `kb`), unless a
 * backslash stands before it. So every `@` of a prompt gets one, and one is taken away from each that the answer quotes.
 */
export function escapeAtSigns(prompt: string): string {
  return prompt.replaceAll(/(?<!\\)@(?=\S)/g, "\\@");
}

/** Gives back to an answer the `@` that the prompt had; what had its backslash before keeps it. */
export function unescapeAtSigns(prompt: string): (answer: string) => string {
  const written = new Set(prompt.match(ESCAPED));
  return (answer) => answer.replaceAll(ESCAPED, (word) => (written.has(word) ? word : word.slice(1)));
}

/** An escaped `@` and the name that it begins. */
const ESCAPED = /\\@[\p{L}\p{N}_-]*/gu;
