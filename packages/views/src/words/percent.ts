/**
 * A share (0 to 1) as people are shown it, e.g. `56 %` of 5/9: to the nearest whole percent. Only nothing is 0 %, and only all is 100 %:
 * what would round to one of these without being it is `< 1 %` or `> 99 %`.
 */
export function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return "< 1 %";
  if (rounded === 100 && share < 1) return "> 99 %";
  return `${rounded} %`;
}

/** The bounds of an interval of shares, `84 to 100 %`. It never begins at all of it nor ends at nothing, unless it is exactly that. */
export function percentRange(low: number, high: number): string {
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)];
  return `${low < 1 ? Math.min(from, 99) : from} to ${high > 0 ? Math.max(to, 1) : to} %`;
}
