import { packReport } from "../api/packed-page.ts";
import type { EmbeddedPage } from "../api/page-source.ts";
import { reportPolicy } from "./content-policy.ts";
import { escapeHtml } from "./escape-html.ts";
import { pack } from "./pack.ts";
import { renderDocument } from "./render-document.ts";

/** The texts of the built page: `page.js` and `page.css` of `@review/web/page`. */
export interface PageAssets {
  script: string;
  style: string;
}

/** One file with all of the page in it, which asks nobody for anything. */
export function renderReport(embedded: EmbeddedPage, assets: PageAssets): string {
  const script = closeNothing(assets.script);
  const style = assets.style.replaceAll("</", "<\\/");
  return renderDocument({
    title: `${embedded.page.name} · review`,
    head: [
      `<meta http-equiv="Content-Security-Policy" content="${escapeHtml(reportPolicy({ script, style }))}">`,
      `<style>${style}</style>`,
    ],
    body: [
      `<script type="application/octet-stream" id="review-data">${pack(packReport(embedded))}</script>`,
      `<script type="module">${script}</script>`,
    ],
  });
}

/** Script that ends no element of the page and begins no comment, whatever its strings say. */
function closeNothing(script: string): string {
  return script.replaceAll(/<(?=\/script|script|!--)/gi, "\\x3C");
}
