import { usePage } from "../state/page-state.ts";

/** What has just happened, in a corner; screen readers say it. */
export function Announced() {
  const { all, dismiss } = usePage().news;
  const bad = all.value.filter(({ isBad }) => isBad);
  const good = all.value.filter(({ isBad }) => !isBad);
  return (
    <div class="announced">
      <div role="status">
        {good.map(({ id, text }) => (
          <p key={id}>{text}</p>
        ))}
      </div>
      <div role="alert">
        {bad.map(({ id, text }) => (
          <p key={id} class="bad">
            {text}{" "}
            <button type="button" onClick={() => dismiss(id)}>
              dismiss
            </button>
          </p>
        ))}
      </div>
    </div>
  );
}
