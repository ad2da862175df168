/** How wide help is at most, and off a terminal, in characters. */
export const HELP_WIDTH = 100;
