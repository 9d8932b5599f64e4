import type { InspectedTableView } from "@tillbook/api/views";
import { useTranslations } from "use-intl";
import "../../../components/data-table.css";

const SHOWN_ROWS = 5;

/** The first rows as they stand in the file: whether the encoding is right shows here. */
export function SampleTable({ table }: { table: InspectedTableView }) {
  const t = useTranslations("importing");
  return (
    <div className="tb-scroll" role="region" aria-label={t("sample")} tabIndex={0}>
      <table className="tb-table tb-table_text">
        <thead>
          <tr>
            {table.header.map((column, at) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns may share a name, and stay in their places
              <th key={at} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.sample.slice(0, SHOWN_ROWS).map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows of a file have no other name than their place
            <tr key={row}>
              {table.header.map((_column, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- as above
                <td key={at}>{cells[at] ?? ""}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
