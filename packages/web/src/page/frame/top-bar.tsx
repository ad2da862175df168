import { useState } from "preact/hooks";
import { hrefOf, type View } from "../model/route.ts";
import { amount, plural, time } from "../parts/words.ts";
import { usePage } from "../state/page-state.ts";
import { applyTheme, chosenTheme, THEMES } from "./theme.ts";

const LINKS: readonly { view: View; words: string; also: readonly View[] }[] = [
  { view: "overview", words: "Overview", also: [] },
  { view: "queue", words: "Queue", also: [] },
  { view: "runs", words: "Runs", also: ["run"] },
  { view: "compare", words: "Compare", also: [] },
];

export function TopBar({ showHelp }: { showHelp(): void }) {
  const { known, route, source } = usePage();
  const { name, madeAt, findings } = known.value.document;
  const open = findings.reduce((sum, entry) => sum + entry.findings.length, 0);
  const { view, unknown } = route.value;
  return (
    <header class="top">
      <p class="name">
        <b>{name}</b>{" "}
        <span class="made">
          {source.listen ? <Live isReadOnly={!source.deciding} /> : `report of ${time(madeAt)} UTC`}
        </span>
      </p>
      <nav aria-label="views">
        {LINKS.map((link) => (
          <a
            key={link.view}
            href={hrefOf({ view: link.view })}
            aria-current={unknown === undefined && isAt(link, view) ? "page" : undefined}
          >
            {link.words}
            {link.view === "queue" && <span class="count">{amount(open)}</span>}
          </a>
        ))}
      </nav>
      <Reading />
      <Cut />
      <Progress />
      <div class="tools">
        <ThemeButton />
        <button type="button" onClick={showHelp} aria-label="help: keys, words and signs">
          help
        </button>
      </div>
    </header>
  );
}

/** Whether what is shown is what there is. */
function Live({ isReadOnly }: { isReadOnly: boolean }) {
  if (usePage().isConnected.value) return isReadOnly ? "live, to look at alone (read-only)" : "live";
  return (
    <span class="cut-off" role="status">
      not live: <code>review-nested ui</code> has ended, or was started anew: open the address that it prints
    </span>
  );
}

const isAt = ({ view, also }: (typeof LINKS)[number], now: View) => view === now || also.includes(now);

/** That more is to come, or that what is shown is of before. */
function Reading() {
  const { known, isBehind } = usePage();
  const { reading } = known.value.document;
  if (!reading && !isBehind.value) return null;
  return (
    <p class="progress" role="status">
      {reading
        ? `still reading: what is shown and counted is of ${amount(reading.read)} of ${plural(reading.all, "note")} so far`
        : "something has changed and is being read: what is shown is of before"}
    </p>
  );
}

/** What a report has no room for. */
function Cut() {
  const { cut } = usePage().known.value.document;
  if (!cut) return null;
  return (
    <p class="progress">
      {plural(cut, "finding")} {cut === 1 ? "is" : "are"} left out, for which this report has no room:{" "}
      <code>review-nested ui</code> shows all
    </p>
  );
}

/** What a sweep is doing now. */
function Progress() {
  const progress = usePage().progress.value;
  if (!progress) return null;
  const { running, ended, failed } = progress;
  const [first] = running;
  return (
    <p class="progress" role="status">
      {first ? `${plural(running.length, "run")} running: ${first.notePath}` : "no run is running"}
      {ended > 0 && `; since this page was opened ${ended} ended`}
      {failed > 0 && `, ${failed} of them failed`}
    </p>
  );
}

/** The first is that of the system. */
const SHOWN_THEMES = { auto: "system colours", light: "light", dark: "dark" };

function ThemeButton() {
  const [theme, setTheme] = useState(chosenTheme);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "auto";
  return (
    <button
      type="button"
      aria-label={`${SHOWN_THEMES[theme]}; change to ${SHOWN_THEMES[next]}`}
      onClick={() => {
        applyTheme(next);
        setTheme(next);
      }}
    >
      {SHOWN_THEMES[theme]}
    </button>
  );
}
