/** The order of two texts by code units: of UTC times the order of time. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
