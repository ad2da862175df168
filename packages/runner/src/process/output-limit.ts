/** A reviewer that prints, or sends, more than this is ended: no review is that long. */
export const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
