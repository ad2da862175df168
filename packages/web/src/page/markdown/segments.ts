/** A part of a note's text that some findings quote; in UTF-16 offsets, the end behind the last unit. */
export interface Segment {
  start: number;
  end: number;
  ids: readonly string[];
  /** All that is quoted there is gone: it stood about there. */
  isGone?: boolean;
}

export interface QuotedPart {
  start: number;
  end: number;
  id: string;
  /** Its words are gone, and others stand in their place. */
  isGone?: boolean;
}

/** Cuts parts that may overlap into ones that do not, each with all findings that quote it, in their order in the text. */
export function toSegments(parts: readonly QuotedPart[]): Segment[] {
  const real = parts.filter(({ start, end }) => end > start);
  const edges = [...new Set(real.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((start, at) => {
    const end = edges[at + 1] ?? start;
    const here = real.filter((part) => part.start <= start && part.end >= end);
    const ids = [...new Set(here.map(({ id }) => id))];
    const isGone = here.every((part) => part.isGone);
    return ids.length === 0 ? [] : [{ start, end, ids, ...(isGone && { isGone }) }];
  });
}

/** A piece of what is shown, and which findings quote it. */
export interface Piece {
  text: string;
  ids: readonly string[];
  isGone?: boolean;
  /** Whether what is quoted begins with it, and ends: of two quotes side by side it is seen where one ends. */
  begins: boolean;
  ends: boolean;
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
  if (near.length === 0) return [{ text, ids: [], begins: false, ends: false }];
  const pieces: (Piece & { segment: Segment | undefined })[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const offset = offsetOf(at);
    const segment = near.find(({ start, end }) => start <= offset && offset < end);
    const piece = pieces.at(-1);
    const ends = segment !== undefined && offset + 1 >= segment.end;
    if (piece && piece.segment === segment) {
      piece.text += text[at];
      piece.ends = ends;
    } else {
      const begins = segment !== undefined && offset <= segment.start;
      const isGone = segment?.isGone === true;
      pieces.push({
        ...{ text: text[at] ?? "", ids: segment?.ids ?? [], begins, ends, segment },
        ...(isGone && { isGone }),
      });
    }
  }
  return pieces.map(({ segment: _, ...piece }) => piece);
}
