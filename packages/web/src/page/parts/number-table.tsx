import type { ComponentChildren } from "preact";
import { Meanings } from "./meanings.tsx";

/** A column: its name, what it means, and what stands in it. */
export interface NumberColumn<T> {
  name: string;
  meaning?: string;
  of(row: T): ComponentChildren;
}

/** Rows of numbers, each behind its name; in a narrow window each row stands below its name, so that no column is cut off. */
export function NumberTable<T>({
  label,
  named,
  rows,
  columns,
}: {
  label: string;
  /** What is named in the first column, and how. */
  named: NumberColumn<T>;
  rows: readonly T[];
  columns: readonly NumberColumn<T>[];
}) {
  if (rows.length === 0) return null;
  const explained = columns.filter(({ meaning }) => meaning !== undefined);
  return (
    <div class="number-table">
      <div class="table-box" tabIndex={0} data-own-arrows>
        <table class="numbers">
          <caption>{label}</caption>
          <thead>
            <tr>
              {[named, ...columns].map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">{named.of(row)}</th>
                {columns.map(({ name, of }) => (
                  <td key={name} data-column={name}>
                    {of(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {explained.length > 0 && (
        <details class="meanings">
          <summary>What the columns mean</summary>
          <Meanings all={explained.map(({ name, meaning }) => [name, meaning ?? ""])} />
        </details>
      )}
    </div>
  );
}
