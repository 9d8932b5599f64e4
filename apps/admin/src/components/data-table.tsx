import { type ColumnDef, flexRender, getCoreRowModel, type RowData, useReactTable } from "@tanstack/react-table";
import type { MouseEvent, ReactNode } from "react";
import { useIsPhone } from "../lib/media.ts";
import "./data-table.css";

declare module "@tanstack/react-table" {
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Figures stand to the right, so that their digits line up. */
    isFigure?: boolean;
  }
}

type DataTableProps<T> = {
  caption: string;
  rows: readonly T[];
  // The value type differs a column, so the list as a whole cannot name one.
  columns: ColumnDef<T, never>[];
  rowKey: (row: T) => string;
  /** The same row as a two-line cell, for narrow screens. */
  cell: (row: T) => ReactNode;
  selectedKey?: string | undefined;
};

/** A table on the desk, two-line cells on a phone. A row opens by the link of class `tb-row-link` that stands in it. */
export function DataTable<T>({ caption, rows, columns, rowKey, cell, selectedKey }: DataTableProps<T>) {
  const isPhone = useIsPhone();
  if (isPhone) {
    return (
      <ul className="tb-cells" aria-label={caption}>
        {rows.map((row) => (
          <li key={rowKey(row)} className={`tb-cell ${rowKey(row) === selectedKey ? "tb-row_on" : ""}`}>
            {cell(row)}
          </li>
        ))}
      </ul>
    );
  }
  return <DeskTable {...{ caption, rows, columns, rowKey, selectedKey }} />;
}

function DeskTable<T>({ caption, rows, columns, rowKey, selectedKey }: Omit<DataTableProps<T>, "cell">) {
  // The table keeps no state of its own to reset: left on, each new array of rows would set state and ask for the next render, for ever.
  const table = useReactTable<T>({ data: [...rows], columns, getRowId: rowKey, getCoreRowModel: getCoreRowModel(), autoResetAll: false });
  const side = (isFigure: boolean | undefined) => (isFigure ? "tb-figure" : undefined);
  return (
    // Focusable, because a region that scrolls must be reachable with the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="tb-table__frame" role="region" aria-label={caption} tabIndex={0}>
      <table className="tb-table">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map((header) => (
                <th key={header.id} scope="col" className={side(header.column.columnDef.meta?.isFigure)}>
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={row.id === selectedKey ? "tb-row_on" : undefined} onClick={followRowLink}>
              {row.getVisibleCells().map((each) => (
                <td key={each.id} className={side(each.column.columnDef.meta?.isFigure)}>
                  {flexRender(each.column.columnDef.cell, each.getContext())}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A click anywhere in a row follows its link; the link itself serves keyboard and screen reader. */
function followRowLink(event: MouseEvent<HTMLTableRowElement>): void {
  const isOnControl = event.target instanceof Element && event.target.closest("a, button") !== null;
  if (!isOnControl) event.currentTarget.querySelector<HTMLAnchorElement>("a.tb-row-link")?.click();
}
