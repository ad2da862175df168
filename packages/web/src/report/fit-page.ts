import type { PageDocument, PageEntry } from "@review/views";

/** Lists of the page that can be cut, the first to be cut first. */
const LISTS = ["waived", "disputed", "gateChanged", "findings"] as const;

/**
 * The page with as many of its findings as there is room for: of each list the failing before the warning; those to be mended go last. It
 * says how many are left out. `bytesOf` tells what a page takes.
 */
export function fitPage(
  page: PageDocument,
  room: number,
  bytesOf: (page: PageDocument) => number,
): PageDocument {
  let fitted = page;
  let left = 0;
  for (const name of LISTS) {
    if (bytesOf(fitted) <= room) break;
    const listed: readonly PageEntry[] = page[name] ?? [];
    const all = listed.toSorted((a, b) => rankOf(a) - rankOf(b));
    const withSome = (amount: number): PageDocument => {
      const kept = new Set(all.slice(0, amount));
      const cut = all.slice(amount).reduce((sum, { findings }) => sum + findings.length, left);
      return { ...fitted, [name]: listed.filter((entry) => kept.has(entry)), cut };
    };
    // As many as fit: that fewer take less is all that is known.
    let [fits, tooMany] = [0, all.length];
    while (tooMany - fits > Math.max(1, all.length / 100)) {
      const middle = Math.floor((fits + tooMany) / 2);
      if (bytesOf(withSome(middle)) <= room) fits = middle;
      else tooMany = middle;
    }
    fitted = withSome(fits);
    left = fitted.cut ?? left;
  }
  return fitted;
}

const rankOf = ({ decision }: { decision: "warn" | "fail" }) => (decision === "fail" ? 0 : 1);
