import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { numberFormat } from "../ui/formatters.ts";
import { Icon } from "../ui/icon.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import {
  COMPARED_COLUMNS,
  type ComparedColumn,
  type Group,
  groupFilter,
  type Part,
  sortedGroups,
} from "./list-compared.ts";
import {
  filtersAsked,
  type ListLinked,
  type ListLinkedChange,
  useSetListLinked,
} from "./list-params.ts";
import { type CaseComparison, comparisonQuery } from "./list-queries.ts";
import { useTitles } from "./list-titles.ts";
import { listWords } from "./list-words.ts";
import "./list-comparison.css";

const BY = ["unit", "area", "category", "month"] as const;

/** Units, sub-districts, categories or months beside each other: every rate with the counts it is of. */
export function ListComparison({ linked }: { linked: ListLinked }) {
  const say = useWords(listWords);
  const language = useLanguage();
  const set = useSetListLinked();
  const { districtId } = useView().view.district;
  const by = BY.find((one) => one === linked.by) ?? "unit";
  const lang = language === "en" ? "en" : "zh";
  const answer = useQuery(comparisonQuery(districtId, filtersAsked(linked), by, lang));
  return (
    <section className="compared" aria-label={say.comparison}>
      <div className="compared-by" data-print="hide">
        <Segmented
          label={say.by}
          value={by}
          options={BY.map((value) => ({ value, title: say.byTitle(value) }))}
          onChange={(value) => set({ by: value === "unit" ? undefined : value }, true)}
        />
      </div>
      <Answer to={answer} isEmpty={({ groups }) => groups.length === 0} empty={say.comparisonEmpty}>
        {(data) => <Table data={data} order={linked.order} />}
      </Answer>
    </section>
  );
}

function Table({ data, order }: { data: CaseComparison; order: string | undefined }) {
  const say = useWords(listWords);
  const language = useLanguage();
  const titleOf = useTitles();
  const { by, repetition } = data;
  const nameOf = ({ value, title }: Group) =>
    title ?? (value === null ? titleOf(by === "month" ? "unit" : by, "none") : String(value));
  return (
    <>
      <div className="compared-scroller">
        <table className="compared-table">
          <thead>
            <tr>
              <th scope="col">{say.byTitle(by)}</th>
              {COMPARED_COLUMNS.map((column) => (
                <Head key={column} column={column} order={order} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sortedGroups(data.groups, order).map((group) => (
              <Row key={String(group.value)} group={group} by={by} name={nameOf(group)} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="cases-note">
        {say.repeatedWithin(
          formatNumber(repetition.radiusMeters, language, 0),
          formatCount(repetition.days, language),
        )}
      </p>
    </>
  );
}

/** A column's name, how it is counted while pointed at or focused, and sorting by it. */
function Head({ column, order }: { column: ComparedColumn; order: string | undefined }) {
  const say = useWords(listWords);
  const set = useSetListLinked();
  const id = useId();
  const isDown = order === `-${column}`;
  const isUp = order === column;
  const next = isDown ? column : isUp ? undefined : `-${column}`;
  return (
    <th
      scope="col"
      data-column={column}
      aria-sort={isDown ? "descending" : isUp ? "ascending" : undefined}
    >
      <button
        type="button"
        className="cases-sort"
        aria-describedby={id}
        onClick={() => set({ order: next })}
      >
        {say.column(column)}
        {(isDown || isUp) && <Icon name={isDown ? "down" : "up"} size={12} />}
      </button>
      <span className="compared-definition" role="tooltip" id={id}>
        {say.definition(column)}
      </span>
    </th>
  );
}

function Row({ group, by, name }: { group: Group; by: CaseComparison["by"]; name: string }) {
  const say = useWords(listWords);
  const language = useLanguage();
  const own = groupFilter(by, group.value);
  const count = (column: ComparedColumn, amount: number, filter: ListLinkedChange) => (
    <Listed filter={{ ...own, ...filter }} words={`${name} ${say.column(column)}`} count={amount} />
  );
  const { daysToSettle } = group;
  const days = (amount: number | null) =>
    amount === null ? "–" : formatNumber(amount, language, amount < 10 ? 1 : 0);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{count("count", group.count, {})}</td>
      <td>{count("open", group.open, { open: "true" })}</td>
      <td data-late={group.lateNow > 0 || undefined}>
        {count("lateNow", group.lateNow, { due: "late,late-3" })}
      </td>
      <td>{count("settled", group.settled, { state: "settled" })}</td>
      <td>
        <Rate part={group.settledOnTime} />
      </td>
      <td>
        {daysToSettle.count > 0 && (
          <>
            {say.daysOf(days(daysToSettle.median), days(daysToSettle.p90))}
            <small>{say.settledCount(formatCount(daysToSettle.count, language))}</small>
          </>
        )}
      </td>
      <td>
        <Rate part={group.reopened} filter={{ ...own, reopened: "true" }} words={name} />
      </td>
      <td>
        <Rate part={group.responded} />
      </td>
      <td>
        <Rate part={group.resolved} filter={{ ...own, resolved: "true" }} words={name} />
      </td>
      <td>
        <Satisfaction group={group} own={own} name={name} />
      </td>
      <td>
        <Rate part={group.repeated} />
      </td>
    </tr>
  );
}

/** A count that opens the list of what it counts. */
function Listed(props: { filter: ListLinkedChange; words: string; count: number }) {
  const say = useWords(listWords);
  const language = useLanguage();
  const { filter, words, count } = props;
  const written = formatCount(count, language);
  if (count === 0) return written;
  return (
    <Link
      to="."
      title={say.openThem(words)}
      // the router's type of search is of every page at once
      search={((now: object) => ({ ...now, tab: undefined, ...filter })) as never}
    >
      {written}
    </Link>
  );
}

/** A share and the counts it is of; nothing where there is nothing to have a share of. */
function Rate(props: { part: Part; filter?: ListLinkedChange; words?: string }) {
  const say = useWords(listWords);
  const language = useLanguage();
  const { count, of } = props.part;
  if (of === 0) return <span className="cases-quiet">–</span>;
  const share = numberFormat(language, { style: "percent" }).format(count / of);
  return (
    <>
      {share}
      <small>
        {props.filter ? (
          <>
            <Listed filter={props.filter} words={props.words ?? ""} count={count} />/
            {formatCount(of, language)}
          </>
        ) : (
          say.ofCount(formatCount(count, language), formatCount(of, language))
        )}
      </small>
    </>
  );
}

/** What the call-back found, as parts of a bar, each in words when pointed at. */
function Satisfaction(props: { group: Group; own: ListLinkedChange; name: string }) {
  const language = useLanguage();
  const titleOf = useTitles();
  const said = props.group.satisfaction.filter(
    ({ value }) => value !== null && value !== "not-asked",
  );
  const of = said.reduce((sum, { count }) => sum + count, 0);
  if (of === 0) return <span className="cases-quiet">–</span>;
  return (
    <span className="compared-bar">
      {["satisfied", "fair", "dissatisfied"].map((value) => {
        const count = said.find((one) => one.value === value)?.count ?? 0;
        if (count === 0) return null;
        const words = `${titleOf("satisfaction", value)} ${formatCount(count, language)}/${formatCount(of, language)}`;
        return (
          <Link
            key={value}
            to="."
            className="compared-part"
            data-satisfaction={value}
            style={{ flexGrow: count }}
            title={words}
            aria-label={`${props.name} ${words}`}
            // as above
            search={
              ((now: object) => ({
                ...now,
                ...props.own,
                tab: undefined,
                satisfaction: value,
              })) as never
            }
          >
            {count / of >= 0.25 && formatCount(count, language)}
          </Link>
        );
      })}
    </span>
  );
}
