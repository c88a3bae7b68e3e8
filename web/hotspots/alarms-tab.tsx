import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { formatCount, formatPeriod } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { Exports, OnPaper, useLook } from "./exports.tsx";
import { alarmsQuery, type HotspotAlarms, ruleAlarmsQuery } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { useAlarmsAsked, useSetHotLink } from "./params.ts";
import {
  Categories,
  Definition,
  formatP,
  PlaceList,
  type PlaceRow,
  useNames,
} from "./place-list.tsx";
import { AllInRegister } from "./register-link.tsx";
import { Rules } from "./rules.tsx";
import { alarmsSheet, type HotSheet } from "./sheet.ts";
import { formatTenths } from "./tenths.ts";
import { Told } from "./told.tsx";

const DAYS = ["3", "7", "14"] as const;

/** What is new: what rules told of, what began lately beyond chance, and the rules. */
export function AlarmsTab() {
  const say = useWords(moreWords);
  const { districtId } = useView().view.district;
  const look = useLook();
  const answer = useQuery(alarmsQuery(districtId, useAlarmsAsked()));
  const unseen = useQuery(ruleAlarmsQuery(districtId)).data?.unseen ?? 0;
  const sheet =
    answer.data && !answer.isPlaceholderData ? alarmsSheet(answer.data, unseen, look) : null;
  return (
    <>
      <OnPaper sheet={sheet} />
      <Told />
      <Section title={say.scan}>
        <Answer to={answer}>{(told) => <Scanned told={told} sheet={sheet} />}</Answer>
      </Section>
      <div data-print="hide">
        <Rules />
      </div>
    </>
  );
}

function Scanned({ told, sheet }: { told: HotspotAlarms; sheet: HotSheet | null }) {
  const question = useAlarmsAsked();
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
          <AllInRegister list={alarm.list} count={alarm.isListExact ? alarm.complaints : null} />
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
      <div className="hot-summary-row">
        <p className="hot-by">
          <small>{say.heldAgainst(formatPeriod(told.baseline, language))}</small>
        </p>
        <Exports sheet={sheet} files={[{ path: "alarms/file", asked: question }]} />
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
