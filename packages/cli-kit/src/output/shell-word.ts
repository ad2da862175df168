import { ACTING } from "./text.ts";

/**
 * A word as it can be pasted into a POSIX shell. What would act on the terminal it is shown on is written by the
 * shell's own printf instead.
 */
export function shellWord(word: string): string {
  if (/^[\w./=:@%+,-]+$/.test(word)) return word;
  if (word.search(ACTING) !== -1) return `"$(printf '${printfFormat(word)}')"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The name of a note or gate as an argument: one that begins with `-` would be an option, and gates come from whoever wrote the tree. */
export const nameWord = (name: string): string => shellWord(name.startsWith("-") ? `./${name}` : name);

/** The words of an option with a value, whatever that begins with. */
export const optionWords = (option: string, value: string): string[] =>
  value.startsWith("-") ? [`--${option}=${value}`] : [`--${option}`, value];

/** The format, to stand between single quotes, with which printf writes a text. */
function printfFormat(text: string): string {
  const octal = (characters: string) =>
    Array.from(Buffer.from(characters), (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  return text.replaceAll("\\", "\\\\").replaceAll("%", "%%").replaceAll("'", octal).replace(ACTING, octal);
}
