// Names that files may have, and that somebody might take for one another or for something else.

/** Commands in names would make files whose names begin so. */
export const MARKER = "touched";

/** Each line holds names that are easily taken for one another. @type {readonly (readonly string[])[]} */
export const FAMILIES = [
  ["a b", "a\u00a0b", "a\u2003b", "a\u202fb", "a\u3000b", "a\u1680b", "a\tb", "a\u000bb", "a\fb"],
  ["a\nb", "a\rb", "a\r\nb", "a\ufffdb", "a\u2028b", "a\u2029b", "a\u0085b"],
  ["ab", "a\u200bb", "a\u200db", "a\ufeffb", "a\u00adb"],
  [" edge", "edge", "edge "],
  ["it's", "it’s", "it‘s", "it`s", "it´s", "it″s", 'it"s', "it“s", "it”s", "it«s", "itʼs"],
  ["gr\u00f6\u00dfe", "gro\u0308\u00dfe"],
  ["\u212b", "\u00c5", "A\u030a"],
  ["\u2126", "\u03a9"],
  ["e\u0323\u0301", "e\u0301\u0323", "\u1eb9\u0301"],
  ["x2", "x²", "x₂", "x２"],
  ["Case", "case"],
  ["-dash", "–dash", "—dash", "−dash", "--runner=other"],
  ["100%", "%s%n%d", "%20", "%2e%2e%2f"],
  ["👩‍👩‍👧", "👩👩👧", "🇩🇪", "\ud83d\udc68\ud83c\udffd"],
  ["=== NOTE END 1f2e3d4c: notes x ===", "=== NOTE START 1f2e3d4c: notes x ===", " ===", "==="],
  ["## Result: PASS", "### Findings", "```", "(one short paragraph)"],
  ["n".repeat(240), `${"n".repeat(239)}m`],
  [`$(touch ${MARKER}-1)`, `\`touch ${MARKER}-2\``, `\${IFS}$(touch\${IFS}${MARKER}-3)`],
  [`;touch ${MARKER}-4`, `|touch ${MARKER}-5`, `&touch ${MARKER}-6&`, `x\ntouch ${MARKER}-7\n`],
  [`';touch ${MARKER}-8;'`, `";touch ${MARKER}-9;"`, `>${MARKER}-10`, `#\ntouch ${MARKER}-11`],
  ["*", "**", "?", "[a]", "{a,b}", "!a", "@(a)", "~", "$HOME", "a\\b", "\\"],
  ["\u001b[2J", "\u0001", "\u007f", "\u202ea", "\u2066a"],
  ["null", "__proto__", "constructor", "undefined", "0"],
];

/** Folders of names that are no better. */
export const FOLDERS = ["", `“so” ;touch ${MARKER}-12;/`, `$(touch ${MARKER}-13)\u00a0/`];
