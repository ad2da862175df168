const GAP = 8;

/** Where cards go that want to be beside their places: one below the other, only the one that is looked at just where it wants to be. */
export function placeCards(cards: readonly { wanted: number; height: number; isFixed: boolean }[]): {
  tops: number[];
  height: number;
} {
  const tops: number[] = [];
  let free = 0;
  for (const { wanted, height } of cards) {
    const top = Math.max(wanted, free);
    tops.push(top);
    free = top + height + GAP;
  }
  const fixed = cards.findIndex(({ isFixed }) => isFixed);
  // What is above the fixed one moves up as far as it must; it never leaves the page.
  const lifted = (tops[fixed] ?? 0) - (cards[fixed]?.wanted ?? 0);
  let below = (tops[fixed] ?? 0) - Math.max(0, lifted);
  if (lifted > 0 && roomAbove(cards, fixed) <= below) {
    tops[fixed] = below;
    for (let at = fixed - 1; at >= 0; at -= 1) {
      below = Math.min(tops[at] ?? 0, below - GAP - (cards[at]?.height ?? 0));
      tops[at] = below;
    }
    free = (tops[fixed] ?? 0) + (cards[fixed]?.height ?? 0) + GAP;
    for (let at = fixed + 1; at < cards.length; at += 1) {
      const top = Math.max(cards[at]?.wanted ?? 0, free);
      tops[at] = top;
      free = top + (cards[at]?.height ?? 0) + GAP;
    }
  }
  return { tops, height: free };
}

const roomAbove = (cards: readonly { height: number }[], at: number) =>
  cards.slice(0, at).reduce((sum, { height }) => sum + height + GAP, 0);
