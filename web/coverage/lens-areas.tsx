import { titleIn } from "../ui/language.ts";
import { useFigures } from "./lens-figures.ts";
import { LensList } from "./lens-list.tsx";
import type { AreasTold, LensTold } from "./lens-queries.ts";
import { VERDICT_TITLES } from "./lens-words.ts";
import { named } from "./named.ts";

type Figures = AreasTold["district"];

/** Sub-districts against what a clause asks, those that miss most first, and all of them together. */
export function AreasAnswer({ told, result }: { told: LensTold; result: AreasTold }) {
  const { say, language, count, few } = useFigures();
  const { district, areas, elsewhere } = result;
  const each = say.each(told.asked.kind);
  const most = areas[0]?.missing ?? 0;
  const figuresOf = (one: Figures) =>
    [
      one.squareKilometers !== null &&
        `${count(one.count)} ÷ ${few(one.squareKilometers)} km²${
          one.perSquareKilometer === null
            ? ""
            : ` = ${few(one.perSquareKilometer)} ${say.perSquareKilometer}`
        }`,
      one.people !== null &&
        `${say.residents} ${count(Math.round(one.people))} ÷ ${count(one.count)}${
          one.peoplePerFacility === null
            ? ""
            : ` = ${count(Math.round(one.peoplePerFacility))} ${say.perFacility}`
        }`,
    ]
      .filter(Boolean)
      .join(" · ");
  const amountOf = (one: Figures) =>
    one.missing > 0
      ? say.missing(count(one.missing), each)
      : titleIn(language, VERDICT_TITLES[one.verdict]);
  return (
    <>
      <section className="cov-summary">
        <p className="cov-headline">
          <strong data-state={district.verdict}>{amountOf(district)}</strong>
          <span>
            {say.district}
            {district.missing > 0 && ` · ${titleIn(language, VERDICT_TITLES[district.verdict])}`}
            <br />
            <small>{figuresOf(district)}</small>
          </span>
        </p>
      </section>
      <LensList
        label={say.area}
        rows={areas.map((area) => ({
          id: area.areaId,
          title: named(language, area) ?? area.areaId,
          amount: amountOf(area),
          ...(area.missing > 0 ? { bar: area.missing / most } : {}),
          state: area.verdict,
          more:
            area.verdict !== "no-data"
              ? figuresOf(area)
              : area.people === null
                ? say.noSuchLand
                : say.nobodyLives,
        }))}
      />
      <p className="cov-note">
        {[
          say.allTogether,
          elsewhere.otherLand > 0 && say.otherLand(count(elsewhere.otherLand)),
          elsewhere.outside > 0 && say.outside(count(elsewhere.outside)),
          elsewhere.people > 0 && say.peopleOutside(count(Math.round(elsewhere.people))),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </>
  );
}
