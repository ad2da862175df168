/** Whether an answer to a yes-or-no question is yes; anything else, an empty one too, is no. */
export function isYes(answer: string): boolean {
  return /^\s*y(?:es)?\s*$/i.test(answer);
}
