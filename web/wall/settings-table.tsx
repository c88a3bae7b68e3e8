import { titleIn, useLanguage } from "../ui/language.ts";
import type { SettingTable, WallSetting } from "./settings-fields.ts";
import { COLUMN_SAID, ROW_SAID } from "./settings-said.ts";
import { useValue, type ValueProps } from "./settings-value.tsx";

/** Values that are read across: what each is called stands above and beside it. */
export function SettingsTable(props: {
  table: SettingTable;
  title: string;
  propsOf: (setting: WallSetting) => ValueProps;
}) {
  const { id, rows, columns, settingAt } = props.table;
  const language = useLanguage();
  const columnOf = (column: string) => titleIn(language, COLUMN_SAID[column]!.title); // each has one: test/wall/settings-fields.test.ts
  return (
    <table className="wset-table" aria-label={props.title}>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {columnOf(column)}
              <Does text={titleIn(language, COLUMN_SAID[column]!.does)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const { title, does } = ROW_SAID[`${id}.${row}`]!;
          return (
            <tr key={row}>
              <th scope="row">
                {titleIn(language, title)}
                <Does text={titleIn(language, does)} />
              </th>
              {columns.map((column) => (
                <Cell
                  key={column}
                  column={columnOf(column)}
                  {...props.propsOf(settingAt(row, column))}
                />
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const Does = ({ text }: { text: string }) => text !== "" && <small>{text}</small>;

function Cell({ column, ...props }: ValueProps & { column: string }) {
  const { tag, field, note, reset, isChanged } = useValue(props);
  return (
    <td data-column={column} data-changed={isChanged || undefined}>
      <div className="wset-cell">
        {field}
        <span className="set-page-value">{note}</span>
        <span className="wset-cell-acts">
          {tag}
          {reset}
        </span>
      </div>
    </td>
  );
}
