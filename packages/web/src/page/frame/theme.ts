/** Light or dark, whatever the system says; `auto` follows it. */
export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = "review-theme";

/** What was chosen; a browser that keeps nothing for files forgets it. */
export function chosenTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEPT)) ?? "auto";
  } catch {
    return "auto";
  }
}

export function applyTheme(theme = chosenTheme()): void {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEPT, theme);
  } catch {
    // It holds as long as the page is open.
  }
}
