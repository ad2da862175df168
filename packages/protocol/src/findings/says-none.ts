const NOTHING_FOUND =
  /^(?:[-*+] )?(?:none|nothing|no (?:findings|issues|problems)|n\/a|0|[-–—])(?: (?:found|identified|noted))?\.?$/i;

/** Whether an item of findings says of itself that it is none. */
export const saysNone = (text: string): boolean => NOTHING_FOUND.test(text.trim());
