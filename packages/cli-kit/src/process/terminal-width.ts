/** How wide a terminal is taken to be that does not know it itself. */
export const USUAL_WIDTH = 80;

/** Fewer columns than this no window has: a terminal without a size says 0, others some small number. */
const NARROWEST = 20;

/** The width of a terminal by what it says of it, in columns. */
export function terminalWidth(said: number | undefined): number {
  return said !== undefined && said >= NARROWEST ? said : USUAL_WIDTH;
}
