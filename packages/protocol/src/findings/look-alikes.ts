/**
 * Letters that look like those of the Latin alphabet, each behind the one that it is read as: Cyrillic, Greek and small capitals. (What
 * Unicode itself calls another form of a letter, such as `Ｆ` and `𝐅`, is not listed.)
 */
const READ_AS =
  "AАΑᎪᴀ BВΒʙ CСϹᴄ DᎠᴅ EЕΕᎬᴇ FϜꜰ GԌɢ HНΗʜ IІΙӀɪ JЈᎫᴊ KКΚᴋ LᏞʟ MМΜᴍ NΝɴ OОΟᴏ PРΡᴘ QԚ RᎡʀ SЅᏚꜱ TТΤᴛ UՍᴜ VѴᏙᴠ WԜᎳᴡ XХΧ YУΥʏ ZΖᴢ " +
  "aаα bЬ cсϲ dԁ eе gɡ hһ iіιı jј kк lӏ nո oоο pрρ qԛ rг sѕ tт uυս vνѵ wԝ xхχ yуγ";

const LATIN: ReadonlyMap<string, string> = new Map(
  READ_AS.split(" ").flatMap(([latin = "", ...others]) => others.map((letter) => [letter, latin] as const)),
);
/** The first of rows of capitals in boxes, circles and flags. */
const ROWS = [0x1f150, 0x1f170, 0x1f1e6];
const ALPHABET = 26;
/** Seen by nobody, or drawn over the letter before. */
const UNSEEN = /[\p{Cf}\p{M}]/u;
/** Letters that Unicode calls another form of one: raised, circled, full-width, mathematical. */
const FORMS =
  "\\u02b0-\\u02ff\\u1d2c-\\u1dbf\\u2070-\\u209c\\u2100-\\u214f\\u2160-\\u217f\\u249c-\\u24e9\\uff21-\\uff5a" +
  "\\u{1d400}-\\u{1d7ff}\\u{1f110}-\\u{1f189}\\u{1f1e6}-\\u{1f1ff}";
const LOOK_ALIKE = new RegExp(`[\\p{Cf}\\p{M}${FORMS}${[...LATIN.keys()].join("")}]`, "u");

/** A text as it is read. */
export interface ReadText {
  readonly text: string;
  /** For each of its UTF-16 units where the character behind it begins in the text as it is written; absent where both are the same. */
  readonly ends?: readonly number[];
}

/** Reads look-alike letters as the Latin letters that a reader takes them for; all else stays, but what nobody sees. */
export function readLookAlikes(written: string): ReadText {
  if (!LOOK_ALIKE.test(written)) return { text: written };
  let text = "";
  let end = 0;
  const ends: number[] = [];
  for (const character of written) {
    end += character.length;
    if (character > "\u007f" && UNSEEN.test(character)) {
      if (ends.length > 0) ends[ends.length - 1] = end;
      continue;
    }
    const read = character > "\u007f" ? (latinOf(character) ?? character) : character;
    text += read;
    for (let unit = 0; unit < read.length; unit += 1) ends.push(end);
  }
  return { text, ends };
}

function latinOf(character: string): string | undefined {
  const known = LATIN.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  const row = ROWS.find((first) => code >= first && code < first + ALPHABET);
  if (row !== undefined) return String.fromCharCode("A".charCodeAt(0) + code - row);
  const plain = character.normalize("NFKC");
  return /^[ -~]$/.test(plain) ? plain : undefined;
}
