const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

/**
 * Where the units of a text that Markdown was read into stand in its source: escapes, character references and what begins
 * the lines of a quote or list are in the source alone. `start` is where the source begins in the note.
 */
export function alignWithSource(text: string, source: string, start: number): (at: number) => number {
  if (text === source) return (at) => start + at;
  const offsets = new Uint32Array(text.length);
  let at = 0;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text[place];
    REFERENCE.lastIndex = at;
    const reference =
      source[at] === "&" && !text.startsWith("&", place) ? REFERENCE.exec(source)?.[0] : undefined;
    if (reference) {
      offsets[place] = at;
      at += reference.length;
      continue;
    }
    const found = source.indexOf(unit ?? "", at);
    // What came from a reference of two units, or from nowhere, stands where the reading has got to.
    if (found < 0) offsets[place] = Math.max(0, Math.min(at, source.length) - 1);
    else {
      offsets[place] = found;
      at = found + 1;
    }
  }
  return (place) => start + (offsets[place] ?? 0);
}
