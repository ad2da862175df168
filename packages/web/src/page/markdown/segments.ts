/** A part of a note's text that some findings quote; in UTF-16 offsets, the end behind the last unit. */
export interface Segment {
  start: number;
  end: number;
  ids: readonly string[];
}

export interface QuotedPart {
  start: number;
  end: number;
  id: string;
}

/** Cuts parts that may overlap into ones that do not, each with all findings that quote it, in their order in the text. */
export function toSegments(parts: readonly QuotedPart[]): Segment[] {
  const real = parts.filter(({ start, end }) => end > start);
  const edges = [...new Set(real.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((start, at) => {
    const end = edges[at + 1] ?? start;
    const ids = [
      ...new Set(real.filter((part) => part.start <= start && part.end >= end).map(({ id }) => id)),
    ];
    return ids.length === 0 ? [] : [{ start, end, ids }];
  });
}

/** A piece of what is shown, and which findings quote it. */
export interface Piece {
  text: string;
  ids: readonly string[];
}

/** Cuts a text, whose units stand at `offsetOf` in the note, where what is quoted begins and ends. */
export function cutPieces(
  text: string,
  offsetOf: (at: number) => number,
  segments: readonly Segment[],
): Piece[] {
  if (text === "") return [];
  const [first, last] = [offsetOf(0), offsetOf(text.length - 1)];
  const near = segments.filter(({ start, end }) => start <= last && end > first);
  if (near.length === 0) return [{ text, ids: [] }];
  const pieces: { text: string; ids: readonly string[]; segment: Segment | undefined }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const offset = offsetOf(at);
    const segment = near.find(({ start, end }) => start <= offset && offset < end);
    const piece = pieces.at(-1);
    if (piece && piece.segment === segment) piece.text += text[at];
    else pieces.push({ text: text[at] ?? "", ids: segment?.ids ?? [], segment });
  }
  return pieces.map(({ text: part, ids }) => ({ text: part, ids }));
}
