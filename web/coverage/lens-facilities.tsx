import { titleIn } from "../ui/language.ts";
import { useFigures } from "./lens-figures.ts";
import { LensList } from "./lens-list.tsx";
import type { FacilitiesTold, LensTold } from "./lens-queries.ts";
import { CHECK_TITLES, KEPT_FROM_TITLES, REASON_TITLES, VERDICT_TITLES } from "./lens-words.ts";
import { named } from "./named.ts";

type Check = FacilitiesTold["facilities"][number]["checks"][number];

const STATES = ["fails", "no-data", "above", "ok"] as const;
const COUNTS = { fails: "fails", "no-data": "noData", above: "above", ok: "ok" } as const;

/** Each facility that a clause asks of, with what was checked; failing ones first. */
export function FacilitiesAnswer({ result }: { told: LensTold; result: FacilitiesTold }) {
  const { say, language, count, few } = useFigures();
  const { counts, facilities, unchecked } = result;
  const told = useCheckTold();
  const reasonOf = (reason: string) =>
    titleIn(language, REASON_TITLES[reason] ?? { zh: reason, en: reason });
  const partOf = (id: string) =>
    titleIn(language, KEPT_FROM_TITLES[id] ?? CHECK_TITLES[id] ?? { zh: id, en: id });
  return (
    <>
      <section className="cov-summary">
        <p className="cov-headline">
          <strong>{say.failing(count(counts.fails), count(counts.asked))}</strong>
        </p>
        <div className="lens-bar" aria-hidden>
          {STATES.map((state) => (
            <i key={state} data-state={state} style={{ flexGrow: counts[COUNTS[state]] }} />
          ))}
        </div>
        <ul className="cov-states">
          {STATES.filter((state) => counts[COUNTS[state]] > 0).map((state) => (
            <li key={state}>
              <i className="lens-mark" data-state={state} />
              {titleIn(language, VERDICT_TITLES[state])} <b>{count(counts[COUNTS[state]])}</b>
            </li>
          ))}
        </ul>
        {counts.others > 0 && <p className="cov-note">{say.others(count(counts.others))}</p>}
        {unchecked.length > 0 && (
          <p className="cov-note">
            <i data-state="rejected" className="lens-swatch" />
            <b>{say.unchecked}</b>{" "}
            {unchecked.map(({ id, reason }) => `${partOf(id)}: ${reasonOf(reason)}`).join("; ")}
          </p>
        )}
      </section>
      {facilities.length === 0 ? (
        <p className="answer-empty">{say.noneAsked}</p>
      ) : (
        <LensList
          label={say.rows}
          rows={facilities.map((facility) => ({
            id: facility.id,
            title: named(language, facility) ?? facility.id,
            amount: (
              <span data-state={facility.state}>
                {titleIn(language, VERDICT_TITLES[facility.state])}
              </span>
            ),
            state: facility.state,
            more: [
              facility.tonnesPerDay !== null && say.tonnes(few(facility.tonnesPerDay)),
              ...facility.checks
                // what no facility can be told of is said once above
                .filter(({ from, id }) => !unchecked.some((part) => part.id === (from ?? id)))
                .map(told),
            ]
              .filter(Boolean)
              .join(" · "),
          }))}
        />
      )}
      {result.isFromPosition && <p className="cov-note">{say.fromPosition}</p>}
    </>
  );
}

/** One check in words: the figure, what is asked, and why none is known. */
function useCheckTold() {
  const { say, language, few, meters, count } = useFigures();
  return (check: Check): string => {
    const { id, unit, value, least, most, reason, from, near } = check;
    const withUnit = (figure: number) =>
      unit === "meters"
        ? meters(figure)
        : unit === "square_meters"
          ? say.squareMeters(count(Math.round(figure)))
          : say.class(String(figure));
    const title = from
      ? say.awayFrom(titleIn(language, KEPT_FROM_TITLES[from] ?? { zh: from, en: from }))
      : titleIn(language, CHECK_TITLES[id] ?? { zh: id, en: id });
    if (reason !== null)
      return `${title}: ${titleIn(language, REASON_TITLES[reason] ?? { zh: reason, en: reason })}`;
    // nothing is so near: the distance is kept
    if (value === null) return `${title}: ${say.nothingNear(few(least ?? 0))}`;
    const range =
      unit === "class"
        ? say.classAtLeast(String(most))
        : least !== null && most !== null
          ? say.between(count(least), withUnit(most))
          : least !== null
            ? say.atLeast(withUnit(least))
            : most === null
              ? null
              : say.atMost(withUnit(most));
    const nearBy = near && named(language, near);
    return `${title} ${withUnit(value)}${nearBy ? ` (${nearBy})` : ""}${range ? `, ${say.required(range)}` : ""}`;
  };
}
