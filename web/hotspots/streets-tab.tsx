import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { CellsLegend } from "./cells-legend.tsx";
import { Exports, OnPaper, useLook } from "./exports.tsx";
import { type HotspotStreets, streetsQuery } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { usePlainQuestion } from "./params.ts";
import {
  Categories,
  Definition,
  formatP,
  PlaceList,
  type PlaceRow,
  useNames,
} from "./place-list.tsx";
import { AllInRegister } from "./register-link.tsx";
import { type HotSheet, streetsSheet } from "./sheet.ts";
import { formatTenths } from "./tenths.ts";
import { words } from "./words.ts";

/** Hot streets, the greatest excess first. */
export function StreetsTab() {
  const say = useWords(words);
  const { view } = useView();
  const look = useLook();
  const answer = useQuery(streetsQuery(view.district.districtId, usePlainQuestion()));
  const sheetOf = (streets: HotspotStreets) =>
    answer.isPlaceholderData ? null : streetsSheet(streets, look);
  return (
    <Answer to={answer} isEmpty={({ totals }) => totals.complaints === 0} empty={say.noComplaints}>
      {(streets) => (
        <>
          <OnPaper sheet={sheetOf(streets)} />
          <Summary streets={streets} sheet={sheetOf(streets)} />
          <List streets={streets} />
          <CellsLegend />
          <Definition of={streets.asked.definition} />
        </>
      )}
    </Answer>
  );
}

function Summary(props: { streets: HotspotStreets; sheet: HotSheet | null }) {
  const { totals, hot, studied } = props.streets;
  const say = useWords(moreWords);
  const asked = usePlainQuestion();
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  return (
    <section className="hot-summary hot-summary-row">
      <p>
        {say.onStreets(count(totals.onStreet))}
        <small>
          {" "}
          {say.stretches(count(hot), count(studied))}
          {totals.offStreet > 0 && ` · ${say.offStreet(count(totals.offStreet))}`}
          {totals.withoutPosition > 0 && ` · ${say.withoutPosition(count(totals.withoutPosition))}`}
        </small>
      </p>
      <Exports
        sheet={props.sheet}
        files={[
          { path: "streets/file", asked: { ...asked, rows: "streets" }, title: say.hotStreets },
          { path: "streets/file", asked, title: say.allStretches },
        ]}
      />
    </section>
  );
}

function List({ streets }: { streets: HotspotStreets }) {
  const say = useWords(words);
  const sayMore = useWords(moreWords);
  const language = useLanguage();
  const names = useNames();
  const count = (value: number) => formatCount(value, language);
  const number = (value: number) => formatTenths(value, language);
  const { streets: hot, asked } = streets;
  if (hot.length === 0) return <p className="answer-empty">{sayMore.noneHot}</p>;
  const places = hot.map((street): PlaceRow => {
    const [most] = street.categories;
    return {
      center: street.center,
      name: names.street(street.name === null ? null : { ...street, name: street.name }),
      figure: say.excess(number(street.excess)),
      share: street.excess / hot[0]!.excess,
      facts: (
        <>
          {say.observedOf(
            count(street.observed),
            number(street.expected),
            titleIn(language, asked.unit),
          )}
          {" · "}
          {sayMore.meters(count(street.meters))}
        </>
      ),
      more: [most && titleIn(language, most.title), names.unit(street.unit)]
        .filter(Boolean)
        .join(" · "),
      detail: (
        <>
          <p>
            {sayMore.per100m(formatNumber((street.complaints * 100) / street.meters, language))}
            {" · "}
            {sayMore.reporters(count(street.reporters))}
            {street.before !== null &&
              ` · ${say.change(count(street.before), count(street.complaints))}`}
          </p>
          <Categories categories={street.categories} />
          <p>
            {say.zWord} {street.z ?? "–"} · {say.pWord} {formatP(street.p)}
          </p>
          <AllInRegister list={street.list} count={street.isListExact ? street.complaints : null} />
        </>
      ),
    };
  });
  return (
    <>
      <p className="hot-by">
        <small>{say.rankedBy}</small>
      </p>
      <PlaceList places={places} />
    </>
  );
}
