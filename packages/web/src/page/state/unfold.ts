/** Unfolds all that is folded in the view, as paper cannot be; answers with what folds it again. */
export function unfoldAll(): () => void {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
  for (const each of folded) each.open = true;
  return () => {
    for (const each of folded) each.open = false;
  };
}
