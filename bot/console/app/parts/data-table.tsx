import type { ReactNode } from 'react';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  /** Shown on a phone as the row's heading. */
  readonly isHead?: boolean;
  readonly className?: string;
  render(row: T): ReactNode;
}

interface DataTableProps<T> {
  /** Read out as the table's name. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  keyOf(row: T): string;
}

/** A table that becomes a list of cards on a phone. The cell that heads a row holds the link that opens it. */
export function DataTable<T>({ label, columns, rows, keyOf }: DataTableProps<T>) {
  return (
    <table className="data-table" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ key, title, className }) => (
            <th key={key} scope="col" className={className}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)}>
            {columns.map(({ key, title, isHead = false, className, render }) => (
              <td key={key} data-label={isHead ? undefined : title} className={className}>
                {render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
