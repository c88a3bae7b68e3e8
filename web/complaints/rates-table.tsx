import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useView } from "../map/view.ts";
import { formatCount, formatPeriod } from "../ui/format.ts";
import { dateFormat, numberFormat } from "../ui/formatters.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { lifeQuery } from "./case-queries.ts";
import type { ListLinkedChange } from "./list-params.ts";
import { groupFilterOf, rateFilter } from "./rates-listed.ts";
import type { RateId, Rates } from "./rates-queries.ts";
import { ratesWords } from "./rates-words.ts";
import "./list-comparison.css";
import "./rates.css";

type Group = Rates["groups"][number];

/** Every rate with the two counts it is of; a count opens what it counts, where the register finds the same. */
export function RatesTable({ rates }: { rates: Rates }) {
  const say = useWords(ratesWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const states = useQuery(lifeQuery(districtId)).data?.states.map(({ id }) => id);
  const { by, definitions, groups, total, from, to } = rates;
  const ids = definitions.map(({ id }) => id as RateId); // each of them is among the rates
  const filterOf = (id?: string | null) => (states ? groupFilterOf(rates, id, states) : null);
  return (
    <>
      <p className="watch-quiet">{formatPeriod({ from, to }, language)}</p>
      <div className="compared-scroller rates-scroller">
        <table className="compared-table rates-table" aria-label={say.table}>
          <thead>
            <tr>
              <th scope="col">{say.byTitle(by)}</th>
              <Head title={say.complaints} definition={say.complaintsHint} />
              {definitions.map(({ id, title, definition }) => (
                <Head
                  key={id}
                  title={titleIn(language, title)}
                  definition={titleIn(language, definition)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={say.total} of={total} ids={ids} filter={filterOf()} isTotal />
            {groups.map((group) => (
              <Row
                key={group.id}
                name={nameOf(group)}
                of={group}
                ids={ids}
                filter={filterOf(group.id)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="watch-quiet rates-note">
        {[titleIn(language, rates.population), say.most, say.opens].join(
          language === "en" ? " " : "",
        )}
      </p>
    </>
  );

  function nameOf({ id, name, nameEn }: Group): string {
    if (by === "month" && id)
      return dateFormat(language, {
        ...{ year: "numeric", month: language === "en" ? "short" : "long", timeZone: "UTC" },
      }).format(new Date(`${id}-01T00:00:00Z`));
    return name ? nameIn(language, { name, nameEn }) : (id ?? say.nobody(by));
  }
}

/** A column's name, and how it is counted while pointed at or focused. */
function Head({ title, definition }: { title: string; definition: string }) {
  const id = useId();
  return (
    <th scope="col">
      <button type="button" className="rates-head" aria-describedby={id}>
        {title}
      </button>
      <span className="compared-definition" role="tooltip" id={id}>
        {definition}
      </span>
    </th>
  );
}

function Row(props: {
  name: string;
  of: Rates["total"];
  ids: readonly RateId[];
  /** Of its complaints in the register; null until it is known. */
  filter: ListLinkedChange | null;
  isTotal?: true;
}) {
  const { filter, name } = props;
  const language = useLanguage();
  const percent = numberFormat(language, {
    ...{ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
  });
  const part = (id: RateId, which: "met" | "of", count: number) => {
    const own = rateFilter(id, which);
    return <Count count={count} filter={own && filter && { ...filter, ...own }} words={name} />;
  };
  return (
    <tr data-total={props.isTotal}>
      <th scope="row">{name}</th>
      <td>
        <Count count={props.of.complaints} filter={filter} words={name} />
      </td>
      {props.ids.map((id) => {
        const { met, of } = props.of.rates[id];
        return (
          <td key={id}>
            {of === 0 ? "–" : percent.format(met / of)}
            <small>
              {part(id, "met", met)}/{part(id, "of", of)}
            </small>
          </td>
        );
      })}
    </tr>
  );
}

/** A count; with a filter it opens the register at what it counts. */
function Count(props: { count: number; filter: ListLinkedChange | null; words: string }) {
  const say = useWords(ratesWords);
  const language = useLanguage();
  const written = formatCount(props.count, language);
  if (props.count === 0 || !props.filter) return written;
  return (
    <Link
      to="/complaints"
      title={say.open(props.words, written)}
      // the router's type of search is of every page at once
      search={((now: object) => ({ ...now, ...props.filter })) as never}
    >
      {written}
    </Link>
  );
}
