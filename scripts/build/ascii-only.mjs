/** Texts of which JavaScript keeps the spelling, too. */
const RAW = /\braw`[^`]*[^\0-\x7f]/;

/**
 * A rolldown plugin: writes every character beyond ASCII as an escape, which means the same in a string, a template and a regular expression. V8
 * keeps a file with a single such character (one "…") in twice the memory, and reads and compiles it more slowly.
 * @returns {import("rolldown").Plugin}
 */
export function asciiOnly() {
  return {
    name: "ascii-only",
    generateBundle: (_options, bundle) => {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") continue;
        if (RAW.test(file.code)) throw new Error(`${file.fileName} has a raw template that is not ASCII`);
        file.code = file.code.replaceAll(/[^\0-\x7f]/g, escaped);
      }
    },
  };
}

/** One unit of UTF-16: `replaceAll` without the flag `u` sees the two of a pair one after the other. @param {string} unit */
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
