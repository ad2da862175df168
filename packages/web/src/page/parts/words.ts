/** `2026-11-29 01:14`, in UTC. */
export const time = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

export const amount = (count: number): string => count.toLocaleString("en");

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${amount(count)} ${count === 1 ? one : many}`;

/** Milliseconds as people say them. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What is shown where nobody told a figure: that is not nothing. */
export const NOT_KNOWN = "–";

export const dollars = (usd: number): string => `$${usd.toFixed(usd > 0 && usd < 1 ? 4 : 2)}`;
export const shortSha = (sha: string): string => sha.slice(0, 8);

/** Keys that were typed, one after another. */
export const showKeys = (keys: readonly string[]): string =>
  keys.map((key) => (key.length === 1 ? key : key === "Enter" ? "⏎" : ` ${key} `)).join("");
