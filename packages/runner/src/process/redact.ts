import { CUT_MARK } from "../cut-text.ts";
import { spellingsOf } from "./spellings.ts";
import { withoutDressed } from "./without-dressed.ts";

/** Takes secrets out of texts before they are kept or shown. */
export type Redactor = ReturnType<typeof createRedactor>;

const REDACTED = "[redacted]";
/** A shorter value is no secret (`true`, `ollama`, `EMPTY`), and would be found everywhere. */
const SHORTEST_SECRET = 8;

// Every pattern either begins where no run of the same characters can precede it, or needs only a minimum of
// them: so the search stays linear in a hostile text.
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/sk-ant-[\w-]{8,}/g, REDACTED],
  [/\bsk-(?=[\w-]{0,60}\d)[\w-]{16,}/g, REDACTED],
  [/\bgh[pousr]_\w{20,}/g, REDACTED],
  [/\bgithub_pat_\w{20,}/g, REDACTED],
  [/\bglpat-[\w-]{20,}/g, REDACTED],
  [/\bxox[abeoprs]-[\w-]{10,}/g, REDACTED],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, REDACTED],
  [/\bAIza[\w-]{35}/g, REDACTED],
  [/\bya29\.[\w-]{20,}/g, REDACTED],
  [/\b(?:npm|hf)_\w{30,}/g, REDACTED],
  // A JSON Web Token; an unsigned one ends in the second dot.
  [/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, REDACTED],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{12,}/gi, `$1 ${REDACTED}`],
  [
    /\b(x-api-key|authorization)(["']?\s{0,4}[:=]\s{0,4}["']?)(?!bearer\b|basic\b)[^\s"',]{8,}/gi,
    `$1$2${REDACTED}`,
  ],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g, REDACTED],
  // Name and password of a URL, as in a proxy's.
  [/:\/\/[^\s/:@"']{0,200}:[^\s/@"']{1,200}@/g, `://${REDACTED}@`],
];

/**
 * A redactor for the given secret values in all their spellings; with what nobody sees between their letters, too; and of each the part that is left where a text was cut, if it is as long as a secret.
 */
export function createRedactor(secretValues: readonly string[]) {
  const values = new Set(
    secretValues
      .flatMap((value) => [value, value.trim()])
      .filter((value) => value.length >= SHORTEST_SECRET)
      .flatMap((value) => [...spellingsOf(value)]),
  );
  // The longest first: a secret may be the beginning of another.
  const longestFirst = [...values].sort((a, b) => b.length - a.length);
  const secrets = (text: string) => {
    const plain = longestFirst.reduce((redacted, value) => redacted.replaceAll(value, () => REDACTED), text);
    const whole = withoutDressed(plain, longestFirst, REDACTED);
    return longestFirst.reduce(withoutCut, whole);
  };
  return {
    /** Known secrets only: for an answer, which may speak of keys and must otherwise stay as it is. */
    secrets,
    /** Known secrets, and whatever has the shape of a key: for logs and messages. */
    everything: (text: string) =>
      SHAPES.reduce(
        (redacted, [shape, replacement]) => redacted.replaceAll(shape, replacement),
        secrets(text),
      ),
  };
}

/** A text without what is left of a secret at its beginning, at its end, and before the mark that `cutText` puts where it cuts. */
function withoutCut(text: string, secret: string): string {
  const beginning = secret.slice(0, SHORTEST_SECRET);
  let kept = "";
  let from = 0;
  for (let at = text.indexOf(beginning); at !== -1; at = text.indexOf(beginning, Math.max(at + 1, from))) {
    let end = at + beginning.length;
    while (end < text.length && text[end] === secret[end - at]) end += 1;
    if (end < text.length && text[end] !== CUT_MARK) continue;
    kept += text.slice(from, at) + REDACTED;
    from = end;
  }
  const rest = kept + text.slice(from);
  for (let length = secret.length - 1; length >= SHORTEST_SECRET; length -= 1)
    if (rest.startsWith(secret.slice(-length))) return REDACTED + rest.slice(length);
  return rest;
}
