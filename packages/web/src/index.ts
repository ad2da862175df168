export { type PackedPage, type PackedReport, packReport, unpackPage } from "./api/packed-page.ts";
export type { Decided, OpenRequest, PageAction, SeenPair } from "./api/page-action.ts";
export {
  type EmbeddedPage,
  type PageComparison,
  type PageError,
  type PageEvent,
  ROUTES,
  TOKEN_HASH,
} from "./api/page-source.ts";
export { chooseNotes, type NoteSize, REPORT_BYTES } from "./report/choose-notes.ts";
export { ANSWER_BYTES, chooseRuns } from "./report/choose-runs.ts";
export { LIVE_POLICY } from "./report/content-policy.ts";
export { fitPage } from "./report/fit-page.ts";
export { packedBytes } from "./report/pack.ts";
export { readPageAssets } from "./report/page-assets.ts";
export { PAGE_FILES, renderLivePage } from "./report/render-live-page.ts";
export { type PageAssets, renderReport } from "./report/render-report.ts";
export type { PageHost, PagePlace } from "./server/page-host.ts";
export { type PageServer, startPageServer } from "./server/page-server.ts";
