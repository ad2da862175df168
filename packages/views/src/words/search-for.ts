/** Whether all words of a search are somewhere in some texts, whatever their case. */
export function searchFor(text = ""): (...texts: string[]) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return (...texts) => {
    const all = texts.join("\n").toLowerCase();
    return words.every((word) => all.includes(word));
  };
}
