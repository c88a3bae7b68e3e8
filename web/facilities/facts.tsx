import { formatCount, formatDay, formatNumber, isDay } from "../ui/format.ts";
import { type Language, type Title, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { ColumnInfo, Value } from "./queries.ts";
import { words } from "./words.ts";

/** A label and its value; a value that is not known says so and never looks like one. */
export type Fact = { readonly label: Title; readonly value: Value; readonly shown: Title | null };

/**
 * The facts of a record by its layer's columns, in their order.
 *
 * @param leftOut  Columns that are said elsewhere.
 */
export function factsOf(
  columns: readonly ColumnInfo[],
  properties: Readonly<Record<string, Value>>,
  leftOut: ReadonlySet<string>,
): (Fact & { readonly column: string })[] {
  return columns
    .filter(({ name }) => !leftOut.has(name))
    .map(({ name, title, values }) => {
      const value = properties[name] ?? null;
      return { column: name, label: title, value, shown: values?.[String(value)] ?? null };
    });
}

/** Columns whose absence is no gap in what is known: a day that has not come, and what follows from other columns. */
const MAY_BE_ABSENT: ReadonlySet<string> = new Set(["closedOn", "validTo", "stationClass"]);

/** Whether a fact is worth its line; "unknown" is, an end that has not come is not. */
export const isTelling = ({ column, value }: { column: string; value: Value }) =>
  value !== null || !MAY_BE_ABSENT.has(column);

/** Labels beside values. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const language = useLanguage();
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.label.en}>
          <dt>{titleIn(language, fact.label)}</dt>
          <dd>
            <Shown value={fact.value} shown={fact.shown} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One value as the language writes it. */
export function Shown(props: { value: Value; shown: Title | null | undefined; absent?: string }) {
  const { value, shown } = props;
  const language = useLanguage();
  const say = useWords(words);
  if (shown) return <>{titleIn(language, shown)}</>;
  if (value === null || value === "")
    return <span className="unknown">{props.absent ?? say.unknown}</span>;
  if (typeof value === "boolean") return <>{value ? say.yes : say.no}</>;
  return <>{written(value, language)}</>;
}

/** A number or text as the language writes it; days are written out. */
export function written(value: string | number, language: Language): string {
  if (typeof value === "string") return isDay(value) ? formatDay(value, language) : value;
  return Number.isInteger(value) ? formatCount(value, language) : formatNumber(value, language, 2);
}
