// How much Markdown is read as Markdown, wherever that is: pure, so that the page, which runs in a browser, has it, too.

/**
 * The most characters of Markdown that are parsed as a whole: a few milliseconds for most, and 0.1 to 0.2 s where somebody
 * wanted it slow. Few notes are longer.
 */
export const LONGEST_PARSED = 65_536;

/** Deeper than anybody writes, and less than makes a hostile text slow. */
export const DEEPEST = 20;
