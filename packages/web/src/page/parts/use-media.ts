import { useEffect, useState } from "preact/hooks";

/** Whether a question about the window, as styles ask it, is true now. */
export function useMedia(query: string): boolean {
  const [isTrue, setTrue] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const asked = matchMedia(query);
    const tell = () => setTrue(asked.matches);
    tell();
    asked.addEventListener("change", tell);
    return () => asked.removeEventListener("change", tell);
  }, [query]);
  return isTrue;
}

/** As the styles have it: a window in which the parts of a view stand below each other. */
export const NARROW = "(width < 40rem)";
export const ONE_COLUMN = "(width < 60rem)";
/** One in which what is known of a note has a column of its own. */
export const FACTS_COLUMN = "(width >= 110rem)";
