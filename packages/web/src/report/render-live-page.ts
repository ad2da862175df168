import { renderDocument } from "./render-document.ts";

/** Where the live page asks for what it is made of. */
export const PAGE_FILES = { script: "/page.js", style: "/page.css" } as const;

/** The live page: its script and style come from `PAGE_FILES`, its policy (`LIVE_POLICY`) from a header. */
export function renderLivePage({ name, isReadOnly }: { name: string; isReadOnly: boolean }): string {
  return renderDocument({
    title: `${name} · review`,
    isReadOnly,
    head: [`<link rel="stylesheet" href="${PAGE_FILES.style}">`],
    body: [`<script type="module" src="${PAGE_FILES.script}"></script>`],
  });
}
