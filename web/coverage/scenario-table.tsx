import { formatDay } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useFigureFormat } from "./scenario-format.ts";
import type { Comparison, ComparisonColumn } from "./scenario-queries.ts";
import { differenceIn, type Row, shownRows } from "./scenario-rows.ts";
import { ROW_TITLES, words } from "./scenario-words.ts";

/** Scenarios side by side: a row a figure, a column a scenario, each held against the register as it is. */
export function ComparisonTable({ comparison }: { comparison: Comparison }) {
  const say = useWords(words);
  const language = useLanguage();
  const { columns } = comparison;
  return (
    <div className="scn-scroll">
      <table className="scn-table">
        <thead>
          <tr>
            <th scope="col">{say.figure}</th>
            {columns.map((column, i) => (
              <Head key={column.scenarioId ?? `base-${i}`} {...{ column, comparison }} />
            ))}
          </tr>
        </thead>
        <tbody>
          {shownRows(columns).map((row) => (
            <tr key={row.id}>
              <th scope="row">{titleIn(language, ROW_TITLES[row.id])}</th>
              {columns.map((column, i) => (
                <FigureCell key={column.scenarioId ?? `base-${i}`} {...{ row, column, columns }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Whose column it is, by which measure, and whether the register has changed since. */
function Head({ column, comparison }: { column: ComparisonColumn; comparison: Comparison }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, day } = useFigureFormat();
  const { asked, saved, differs, failure } = column;
  const radius = asked && count(Math.round(asked.radiusMeters));
  return (
    <th scope="col" data-base={column.scenarioId === null || undefined}>
      {column.name ?? say.asItIs}
      <small>
        {column.scenarioId === null
          ? say.asOf(formatDay(comparison.today, language))
          : saved
            ? say.savedAt(day(saved.at))
            : column.now && say.noFigures}
      </small>
      {asked && radius && (
        <small>
          {asked.lensTitle && `${titleIn(language, asked.lensTitle)} · `}
          {say.basis(asked.profile === "walk" ? say.walk : say.drive, radius)}
        </small>
      )}
      {saved && column.now && (
        <small data-changed={differs.length > 0 || undefined}>
          {differs.length > 0 ? say.registerChanged(count(differs.length)) : say.registerSame}
        </small>
      )}
      {failure && (
        <small role="alert" data-changed="true">
          {say.failed}
        </small>
      )}
    </th>
  );
}

function FigureCell(props: {
  row: Row;
  column: ComparisonColumn;
  columns: readonly ComparisonColumn[];
}) {
  const { row, column, columns } = props;
  const say = useWords(words);
  const format = useFigureFormat();
  const isBase = column.scenarioId === null || undefined;
  const figures = column.now;
  if (!figures) return <td data-base={isBase}>—</td>;
  const cell = row.read(figures);
  const by = differenceIn(row, column, columns);
  const difference = by === null ? null : format.difference(row.unit, by);
  const isBetter = by !== null && row.better !== null && by > 0 === (row.better === "more");
  const wasThen =
    column.saved &&
    column.differs.includes(row.id) &&
    format.value(row.unit, row.read(column.saved));
  const beside = format.beside(row.unit, cell, column.asked?.demand ?? "residents");
  return (
    <td data-base={isBase}>
      <b>{isBase && row.id === "cost" ? "—" : format.value(row.unit, cell)}</b>
      {difference && (
        <span
          className="scn-by"
          data-better={row.better === null ? undefined : isBetter}
          title={row.better === null ? undefined : isBetter ? say.better : say.worse}
        >
          {difference}
        </span>
      )}
      {beside && <small>{beside}</small>}
      {row.id === "sites" && <Tried column={column} />}
      {row.id === "cost" && <Known column={column} />}
      {wasThen && <small data-changed="true">{say.wasThen(wasThen)}</small>}
    </td>
  );
}

/** How many sites are added, moved and closed. */
function Tried({ column: { now, scenarioId } }: { column: ComparisonColumn }) {
  const say = useWords(words);
  const { count } = useFigureFormat();
  if (!now || scenarioId === null) return null;
  const { added, moved, closed } = now.sites;
  const told = [
    ...(added > 0 ? [say.added(count(added))] : []),
    ...(moved > 0 ? [say.moved(count(moved))] : []),
    ...(closed > 0 ? [say.closed(count(closed))] : []),
  ];
  return <small>{told.length > 0 ? told.join(" · ") : say.nothingTried}</small>;
}

/** Of how many tried sites the cost is known. */
function Known({ column: { now, scenarioId } }: { column: ComparisonColumn }) {
  const say = useWords(words);
  const { count } = useFigureFormat();
  if (!now || scenarioId === null) return null;
  const { known, unknown } = now.cost;
  if (known + unknown === 0) return null;
  return (
    <small>{known === 0 ? say.costUnknown : say.known(count(known), count(known + unknown))}</small>
  );
}

/** How many are served in each sub-district. */
export function AreaTable({ comparison }: { comparison: Comparison }) {
  const say = useWords(words);
  const language = useLanguage();
  const { count, percent } = useFigureFormat();
  const { columns } = comparison;
  const areas = comparison.areas.filter(({ level }) => level === "subdistrict");
  if (areas.length === 0) return null;
  const byId = columns.map(
    (column) => new Map(column.areas.map((area) => [area.areaId, area] as const)),
  );
  return (
    <section className="scn-areas">
      <h2>{say.areas}</h2>
      <div className="scn-scroll">
        <table className="scn-table">
          <thead>
            <tr>
              <th scope="col">{say.area}</th>
              {columns.map((column, i) => (
                <th
                  scope="col"
                  key={column.scenarioId ?? `base-${i}`}
                  data-base={column.scenarioId === null || undefined}
                >
                  {column.name ?? say.asItIs}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {areas.map(({ areaId, name, nameEn }) => (
              <tr key={areaId}>
                <th scope="row">{nameIn(language, { name, nameEn })}</th>
                {columns.map((column, i) => {
                  const area = byId[i]!.get(areaId);
                  const base = byId[column.baseline]?.get(areaId);
                  const by = area && base ? Math.round(area.served) - Math.round(base.served) : 0;
                  return (
                    <td
                      key={column.scenarioId ?? `base-${i}`}
                      data-base={column.scenarioId === null || undefined}
                    >
                      {area ? (
                        <>
                          <b>{percent(area.served, area.demand)}</b>
                          {by !== 0 && (
                            <span className="scn-by" data-better={by > 0}>
                              {by > 0 ? "+" : "−"}
                              {count(Math.abs(by))}
                            </span>
                          )}
                          <small>
                            {count(Math.round(area.served))} / {count(Math.round(area.demand))}
                          </small>
                        </>
                      ) : (
                        "—"
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
