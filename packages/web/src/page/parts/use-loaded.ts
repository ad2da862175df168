import { useEffect, useState } from "preact/hooks";

/** What was asked for: what there was before stays until the new is there. */
export interface Loaded<T> {
  isLoading: boolean;
  value?: T | undefined;
  error?: Error;
}

/** Asks again when one of `about` or `version` changes; of another `about`, nothing old is shown. */
export function useLoaded<T>(load: () => Promise<T>, about: string, version: unknown): Loaded<T> {
  const [state, setState] = useState<{ about: string; loaded: Loaded<T> }>({
    about,
    loaded: { isLoading: true },
  });
  useEffect(() => {
    let isWanted = true;
    const set = (loaded: Loaded<T>) => {
      if (isWanted) setState({ about, loaded });
    };
    load().then(
      (value) => set({ isLoading: false, value }),
      (error: Error) => set({ isLoading: false, error }),
    );
    return () => {
      isWanted = false;
    };
  }, [about, version]);
  return state.about === about ? state.loaded : { isLoading: true };
}
