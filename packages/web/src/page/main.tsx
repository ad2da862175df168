import { render } from "preact";
import { App } from "./app.tsx";
import { applyTheme } from "./frame/theme.ts";
import { Message } from "./parts/message.tsx";
import { findSource } from "./source/find-source.ts";
import { makeState, PageContext } from "./state/page-state.ts";

applyTheme();
const root = document.getElementById("review-page");
if (root) {
  try {
    const state = await makeState(await findSource());
    root.replaceChildren();
    render(
      <PageContext.Provider value={state}>
        <App />
      </PageContext.Provider>,
      root,
    );
  } catch (error) {
    root.replaceChildren();
    render(
      <main class="view">
        <h1>review</h1>
        <Message kind="bad">{`The page could not be shown: ${error instanceof Error ? error.message : error}`}</Message>
      </main>,
      root,
    );
  }
}
