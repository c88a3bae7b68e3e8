import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { formatCount, formatNumber } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Exports, OnPaper, useLook } from "./exports.tsx";
import { areasQuery, type HotspotAreas } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { useHotLink, usePlainQuestion, useSetHotLink } from "./params.ts";
import { Definition, formatP } from "./place-list.tsx";
import { AllInRegister } from "./register-link.tsx";
import { areasSheet } from "./sheet.ts";
import { formatTenths } from "./tenths.ts";
import { words } from "./words.ts";

type Area = HotspotAreas["areas"][number];

/** Sub-districts beside each other; those too small for it are told last, without a rank. */
export function AreasTab() {
  const say = useWords(words);
  const sayMore = useWords(moreWords);
  const language = useLanguage();
  const { view } = useView();
  const look = useLook();
  const asked = usePlainQuestion();
  const answer = useQuery(areasQuery(view.district.districtId, asked));
  const count = (value: number) => formatCount(value, language);
  const sheetOf = (told: HotspotAreas) =>
    answer.isPlaceholderData ? null : areasSheet(told, look);
  return (
    <Answer to={answer} isEmpty={({ totals }) => totals.complaints === 0} empty={say.noComplaints}>
      {(told) => (
        <>
          <OnPaper sheet={sheetOf(told)} />
          <section className="hot-summary">
            <div className="hot-summary-row">
              <p>
                {say.complaints(count(told.totals.complaints))}
                <small>
                  {told.totals.withoutArea > 0 &&
                    ` · ${sayMore.withoutArea(count(told.totals.withoutArea))}`}
                  {told.totals.otherArea > 0 &&
                    ` · ${sayMore.otherArea(count(told.totals.otherArea))}`}
                </small>
              </p>
              <Exports sheet={sheetOf(told)} files={[{ path: "areas/file", asked }]} />
            </div>
            <p className="hot-by">
              <small>
                {say.rankedBy} · {sayMore.scale}
              </small>
            </p>
          </section>
          <ol className="hot-areas">
            {told.areas.map((area) => (
              <Row key={area.areaId} area={area} unit={titleIn(language, told.asked.unit)} />
            ))}
          </ol>
          <Definition of={told.asked.definition} />
        </>
      )}
    </Answer>
  );
}

function Row({ area, unit }: { area: Area; unit: string }) {
  const say = useWords(words);
  const sayMore = useWords(moreWords);
  const language = useLanguage();
  const { spot } = useHotLink();
  const set = useSetHotLink();
  const count = (value: number) => formatCount(value, language);
  const number = (value: number) => formatNumber(value, language, 2);
  const { areaId, state, rank, tooFew, low, high, before } = area;
  const isChosen = spot === areaId;
  const verdict =
    tooFew !== null
      ? { events: sayMore.tooFewEvents, residents: sayMore.tooFewResidents }[tooFew]
      : state === 1
        ? sayMore.above
        : state === -1
          ? sayMore.below
          : sayMore.asExpected;
  return (
    <li
      className="hot-area hot-place"
      data-state={state}
      data-few={tooFew ?? undefined}
      data-open={isChosen || undefined}
    >
      <span className="hot-rank">{rank ?? "–"}</span>
      <strong>
        <button
          type="button"
          className="hot-link"
          aria-expanded={isChosen}
          onClick={() => set({ spot: isChosen ? undefined : areaId }, true)}
        >
          {nameIn(language, area)}
        </button>
      </strong>
      <span>{area.ratio === null ? "–" : `× ${number(area.ratio)}`}</span>
      {tooFew === null && <Ratio area={area} />}
      <small>
        {say.observedOf(count(area.events), formatTenths(area.expected, language), unit)}
        {before !== null && ` · ${say.change(count(before), count(area.complaints))}`}
      </small>
      <small>{verdict}</small>
      {isChosen && (
        <small>
          {low !== null && high !== null && sayMore.interval(number(low), number(high))}
          {area.p !== null && ` · ${say.pWord} ${formatP(area.p)}`}
          <br />
          <AllInRegister list={area.list} count={area.complaints} />
        </small>
      )}
    </li>
  );
}

/** The scale goes from a quarter to four times what is expected. */
const GREATEST = 4;
const placeOf = (ratio: number) =>
  (
    50 *
    (1 + Math.log(Math.min(GREATEST, Math.max(1 / GREATEST, ratio))) / Math.log(GREATEST))
  ).toFixed(1);

/** The ratio and its interval on a scale on which half and twice are as far from 1. */
function Ratio({ area: { ratio, low, high, state } }: { area: Area }) {
  if (ratio === null || low === null || high === null) return null;
  const [from, to] = [Number(placeOf(low)), Number(placeOf(high))];
  return (
    <span className="hot-ratio" data-state={state} aria-hidden="true">
      <i style={{ insetInlineStart: `${from}%`, inlineSize: `${to - from}%` }} />
      <b style={{ insetInlineStart: `${placeOf(ratio)}%` }} />
    </span>
  );
}
