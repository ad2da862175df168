/** Light or dark, whatever the system says; `system` follows it. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEPT = "review-theme";

/** What was chosen; a browser that keeps nothing for files forgets it. */
export function chosenTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEPT)) ?? "system";
  } catch {
    return "system";
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
