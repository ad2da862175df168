/**
 * A value as programs write it down: as it is, in JSON, in a URL, in HTML, and in base64, alone or within something longer. For a value
 * that is nothing but letters, digits, `-` and `_` all but base64 are one; there are never more than some thirty.
 */
export function spellingsOf(value: string): Set<string> {
  return new Set([value, ...inJson(value), ...inUrl(value), ...inHtml(value), ...inBase64(value)]);
}

const NOT_ASCII = /[^\0-\x7f]/g;

function inJson(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const ascii = json.replace(NOT_ASCII, codeUnit);
  // As PHP writes it.
  const slashed = (text: string) => text.replaceAll("/", "\\/");
  // As Go and Ruby on Rails do, so that it can stand in HTML.
  const harmless = (text: string) => text.replace(/[&<>]/g, codeUnit);
  // As .NET does, whose digits are capitals; a quotation mark has a backslash before it here.
  const strict = json.replace(/\\"|[&<>'+`]|[^\0-\x7f]/g, (found) => upperUnit(found.slice(-1)));
  return [json, ascii, slashed(json), slashed(ascii), harmless(json), harmless(ascii), strict];
}

const digitsOf = (character: string) => character.charCodeAt(0).toString(16).padStart(4, "0");
const codeUnit = (character: string) => `\\u${digitsOf(character)}`;
const upperUnit = (character: string) => `\\u${digitsOf(character).toUpperCase()}`;

function inUrl(value: string): string[] {
  // A lone surrogate has no encoding: such a value cannot stand in a URL.
  if (!value.isWellFormed()) return [];
  const component = encodeURIComponent(value);
  const all = component.replace(/[!'()*]/g, (mark) => `%${digitsOf(mark).slice(-2).toUpperCase()}`);
  const withSlashes = (text: string) => text.replaceAll("%2F", "/");
  const asForm = (text: string) => text.replaceAll("%20", "+");
  const form = new URLSearchParams({ "": value }).toString().slice(1);
  const upper = [
    component,
    all,
    withSlashes(component),
    withSlashes(all),
    asForm(all),
    form,
    encodeURI(value),
  ];
  return [...upper, ...upper.map((text) => text.replace(/%../g, (byte) => byte.toLowerCase()))];
}

/** How quotation marks are written, `"` and `'`: not at all in a text; by browsers; by PHP and others; by Python; by Go. */
const MARKS = [
  ['"', "'"],
  ["&quot;", "'"],
  ["&quot;", "&#39;"],
  ["&quot;", "&#039;"],
  ["&quot;", "&#x27;"],
  ["&quot;", "&apos;"],
  ["&#34;", "&#39;"],
] as const;

function inHtml(value: string): string[] {
  const text = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return MARKS.map(([double, single]) => text.replaceAll('"', double).replaceAll("'", single));
}

/** What of a value stands in base64 wherever it begins in what is encoded: the digits that its bytes alone decide. */
function inBase64(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const digits = bytes
      .toString("base64")
      .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return [digits, digits.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
