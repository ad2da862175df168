import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { CompareView } from "./compare/compare-view.tsx";
import { Announced } from "./frame/announced.tsx";
import { Help } from "./frame/help.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { UnknownView } from "./frame/unknown-view.tsx";
import { GateView } from "./gate/gate-view.tsx";
import type { View } from "./model/route.ts";
import { NoteView } from "./note/note-view.tsx";
import { OverviewView } from "./overview/overview-view.tsx";
import { Guard } from "./parts/guard.tsx";
import { Message } from "./parts/message.tsx";
import { QueueView } from "./queue/queue-view.tsx";
import { RunView } from "./runs/run-view.tsx";
import { RunsView } from "./runs/runs-view.tsx";
import { usePage } from "./state/page-state.ts";
import { AskDialog } from "./triage/ask-dialog.tsx";
import { useKeys } from "./triage/keys.ts";
import { useLeaving } from "./triage/leaving.ts";
import { NoticeDialog } from "./triage/notice-dialog.tsx";
import { makeTriage, type Triage, TriageContext } from "./triage/triage.ts";

const VIEWS = {
  overview: OverviewView,
  queue: QueueView,
  note: NoteView,
  gate: GateView,
  runs: RunsView,
  run: RunView,
  compare: CompareView,
} satisfies Record<View, unknown>;

/** The whole page: what is at its edges, and the view that the address names. */
export function App() {
  const page = usePage();
  const triage = useMemo(() => makeTriage(page), [page]);
  const [isHelping, setHelping] = useState(false);
  const showHelp = useCallback(() => setHelping(true), []);
  useKeys(page, triage, showHelp);
  useLeaving(triage);
  const { view, names, unknown } = page.route.value;
  const Shown = unknown === undefined ? VIEWS[view] : UnknownView;
  const place = [view, ...names, unknown].join("/");
  useArrival(place, triage);
  return (
    <TriageContext.Provider value={triage}>
      <TopBar showHelp={showHelp} />
      <main class={unknown === undefined ? `view ${view}` : "view"} key={place} tabIndex={-1}>
        <Guard instead={(why) => <Message kind="bad">{`This view could not be shown: ${why}`}</Message>}>
          <Shown />
        </Guard>
      </main>
      <Announced />
      <AskDialog />
      <NoticeDialog />
      {isHelping && <Help close={() => setHelping(false)} />}
    </TriageContext.Provider>
  );
}

/** Whoever comes to another view begins at its top, with the keyboard, too, and is asked no more what was asked in the one before. */
function useArrival(place: string, triage: Triage | undefined): void {
  const before = useRef(place);
  useLayoutEffect(() => {
    if (before.current === place) return;
    before.current = place;
    if (triage) triage.asked.value = undefined;
    document.querySelector("main")?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [place]);
}
