/** All but the characters of XML 1.0 (section 2.2, "Char"): no escape lets the others stand in a document. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as it may stand between tags of XML 1.0; what cannot is the replacement character. */
export function xmlText(text: string): string {
  return text.replace(NO_XML, "\ufffd").replace(/[&<>\r]/g, escaped);
}

/** Text as it may stand between double quotes. */
export function xmlAttribute(text: string): string {
  return text.replace(NO_XML, "\ufffd").replace(/[&<>"\t\n\r]/g, escaped);
}

/** White space is numbered: a reader would make other white space of it. */
const escaped = (character: string) => ESCAPES[character] ?? `&#${character.charCodeAt(0)};`;
