import type { ComponentChildren } from "preact";

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
  return (
    <div class="table-box" tabIndex={0} data-own-arrows>
      <table class="numbers" aria-label={label}>
        <thead>
          <tr>
            {[named, ...columns].map(({ name, meaning }) => (
              <th scope="col" key={name} title={meaning}>
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
  );
}
