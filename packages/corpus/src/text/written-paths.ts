/** A path or URL without the slashes at its end. Of a run of them within it only the first is tried: the time is that of the length. */
export function withoutEndSlashes(text: string): string {
  return text.replace(/(?<!\/)\/+$/, "");
}

/** A text as it is meant where it is written as in a URI; as it stands where it is not. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
