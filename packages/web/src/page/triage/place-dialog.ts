/** A box in the window, in pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** How far a dialog stays from the edges of the window, and from what it must not cover. */
const GAP = 16;

/**
 * Where a dialog goes in a window: into its middle, unless that covers some of `shown`; else beside it, where there is room; else where it
 * covers the least.
 */
export function placeDialog(
  size: Pick<Box, "width" | "height">,
  room: Pick<Box, "width" | "height">,
  shown: readonly Box[],
): Pick<Box, "left" | "top"> {
  const most = { left: room.width - size.width, top: room.height - size.height };
  const within = (at: number, last: number) => Math.max(0, Math.min(at, last));
  const lefts = [
    most.left / 2,
    GAP,
    most.left - GAP,
    ...shown.flatMap(({ left, width }) => [left - GAP - size.width, left + width + GAP]),
  ];
  const tops = [
    most.top / 2,
    GAP,
    most.top - GAP,
    ...shown.flatMap(({ top, height }) => [top - GAP - size.height, top + height + GAP]),
  ];
  const places = tops.flatMap((top) =>
    lefts.map((left) => ({ left: within(left, most.left), top: within(top, most.top) })),
  );
  const covered = places.map((place) => coveredBy({ ...place, ...size }, shown));
  const best = covered.indexOf(Math.min(...covered));
  return places[best] ?? { left: 0, top: 0 };
}

function coveredBy(box: Box, shown: readonly Box[]): number {
  return shown.reduce((sum, other) => sum + commonArea(box, other), 0);
}

function commonArea(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}
