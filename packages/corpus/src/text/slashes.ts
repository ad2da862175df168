/** A path or URL without the slashes at its end. Of a run of them within it only the first is tried: the time is that of the length. */
export function withoutEndSlashes(text: string): string {
  return text.replace(/(?<!\/)\/+$/, "");
}
