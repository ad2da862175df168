/** What a line cannot show: it acts on the terminal, ends the line, or is not seen. */
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A word as it can be pasted into a POSIX shell, on one line in which all is seen: what a line cannot show is written by the shell's own
 * printf instead. Only a line break at its end stays, which the shell would take off.
 */
export function shellWord(word: string): string {
  if (/^[\w./=:@%+,-]+$/.test(word)) return word;
  if (word.search(NOT_SHOWN) !== -1 && !word.endsWith("\n")) return `"$(printf '${printfFormat(word)}')"`;
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
  return text.replaceAll("\\", "\\\\").replaceAll("%", "%%").replaceAll("'", octal).replace(NOT_SHOWN, octal);
}
