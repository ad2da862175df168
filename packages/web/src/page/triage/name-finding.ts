import { lineWords, placedOf, type QueueItem } from "../model/queue-item.ts";

/** Where a finding stands and what it quotes, as short as tells it from others that say the same. */
export function placeWords(item: QueueItem, longest: number): string {
  const { quotes } = item.finding;
  const quote = placedOf(item) ?? quotes[0];
  return [quote && lineWords(quote), quote && `“${shorten(quote.text, longest)}”`].filter(Boolean).join(": ");
}

/** A finding in a sentence: what it says, and where. */
export function nameFinding(item: QueueItem): string {
  const place = placeWords(item, 40);
  return `“${shorten(item.finding.message, 80)}” in ${item.entry.notePath}${place && ` (${place})`}`;
}

/** On one line, and cut where it is longer. */
export function shorten(text: string, longest: number): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  return letters.length > longest ? `${letters.slice(0, longest).join("").trimEnd()}…` : letters.join("");
}
