import { type AcceptedEntry, isAccepted, type LockEntry } from "./lock-entry.ts";
import { renderEntry } from "./render-lock-file.ts";

/** The longest entry that is read, in UTF-16 units. Our choice: what thousands of findings take. */
export const LONGEST = 1_000_000;

/** What stands around an entry on its line. */
const AROUND = 2;

/**
 * An entry as long as readers take it: of a longer one the longest findings are left out, and how many is told. Its decision stands,
 * whatever it has of findings.
 */
export function fitEntry(entry: LockEntry, onCut: (findings: number) => void): LockEntry {
  if (!isAccepted(entry) || longestOf(entry) <= LONGEST) return entry;
  let over = renderEntry(entry).length + AROUND - LONGEST;
  if (over <= 0) return entry;
  const without = renderEntry({ ...entry, findings: [] }).length;
  const lengths = entry.findings.map(
    (finding) => renderEntry({ ...entry, findings: [finding] }).length - without,
  );
  const longestFirst = [...lengths.keys()].sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0));
  const left = new Set<number>();
  for (const index of longestFirst) {
    if (over <= 0) break;
    left.add(index);
    over -= lengths[index] ?? 0;
  }
  onCut(left.size);
  return { ...entry, findings: entry.findings.filter((_, index) => !left.has(index)) };
}

/** What an entry has at most, without writing it: a character takes up to six, names and keys up to a thousand. */
const longestOf = ({ findings }: AcceptedEntry): number =>
  findings.reduce((sum, { message, quote = "", waived, unwaived, disputed }) => {
    const texts = [
      message,
      quote,
      waived?.reason,
      waived?.author,
      unwaived?.reason,
      unwaived?.author,
      disputed?.reason,
    ];
    return sum + 1_000 + 6 * texts.reduce((length, text = "") => length + text.length, 0);
  }, 10_000);
