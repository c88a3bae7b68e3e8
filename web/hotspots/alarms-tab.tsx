import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { formatCount, formatPeriod } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { alarmsQuery, type HotspotAlarms } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { useAlarmsAsked, useSetHotLink } from "./params.ts";
import {
  Categories,
  Definition,
  formatP,
  PlaceList,
  type PlaceRow,
  RegisterLink,
  useNames,
} from "./place-list.tsx";
import { Rules } from "./rules.tsx";
import { formatTenths } from "./tenths.ts";
import { Told } from "./told.tsx";

const DAYS = ["3", "7", "14"] as const;

/** What is new: what rules told of, what began lately beyond chance, and the rules. */
export function AlarmsTab() {
  const say = useWords(moreWords);
  const { view } = useView();
  const answer = useQuery(alarmsQuery(view.district.districtId, useAlarmsAsked()));
  return (
    <>
      <Told />
      <Section title={say.scan}>
        <Answer to={answer}>{(told) => <Scanned told={told} />}</Answer>
      </Section>
      <Rules />
    </>
  );
}

function Scanned({ told }: { told: HotspotAlarms }) {
  const say = useWords(moreWords);
  const language = useLanguage();
  const set = useSetHotLink();
  const names = useNames();
  const { asked, strongest } = told;
  const count = (value: number) => formatCount(value, language);
  const number = (value: number) => formatTenths(value, language);
  const greatest = Math.max(...told.alarms.map(({ observed, expected }) => observed - expected));
  const places = told.alarms.map(
    (alarm): PlaceRow => ({
      center: alarm.center,
      name: names.street(alarm.street),
      figure: `+${number(alarm.observed - alarm.expected)}`,
      share: (alarm.observed - alarm.expected) / greatest,
      facts: say.alarmFacts(
        count(alarm.observed),
        number(alarm.expected),
        formatPeriod(alarm.days, language),
      ),
      more: [
        alarm.categories[0] && titleIn(language, alarm.categories[0].title),
        names.unit(alarm.unit),
      ]
        .filter(Boolean)
        .join(" · "),
      detail: (
        <>
          <p>
            p = {formatP(alarm.p)} · {say.recurrence(count(Math.round(alarm.recurrenceDays)))}
          </p>
          <p>
            {say.reporters(count(alarm.reporters))} ·{" "}
            {say.radius(count(Math.round(alarm.radiusMeters)))}
          </p>
          <Categories categories={alarm.categories} />
          <RegisterLink list={alarm.list} count={alarm.complaints} />
        </>
      ),
    }),
  );
  return (
    <>
      <div className="hot-filter-line">
        <span>{say.began}</span>
        <Segmented
          label={say.began}
          value={DAYS.find((each) => each === String(asked.days)) ?? null}
          options={DAYS.map((each) => ({ value: each, title: say.daysOption(each) }))}
          onChange={(days) => set({ alarmDays: days, spot: undefined }, true)}
        />
      </div>
      {places.length === 0 ? (
        <p className="hot-note">
          {say.noAlarms}
          {strongest && (
            <>
              <br />
              <small>{say.strongest(strongest.p.toPrecision(2))}</small>
            </>
          )}
        </p>
      ) : (
        <PlaceList places={places} />
      )}
      <p className="hot-definition">
        <small>{titleIn(language, asked.note)}</small>
      </p>
      <Definition of={asked.definition} />
    </>
  );
}
