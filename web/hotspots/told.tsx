import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { type HotspotRuleAlarms, ruleAlarmsQuery, seeAlarm } from "./more-queries.ts";
import { moreWords } from "./more-words.ts";
import { useSetHotLink } from "./params.ts";
import { placeKey, useNames } from "./place-list.tsx";
import { AllInRegister } from "./register-link.tsx";
import { formatTenths } from "./tenths.ts";

type Told = HotspotRuleAlarms["alarms"][number];

/** Instants as the district's clocks show them. */
export function useTime() {
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const format = dateFormat(language, {
    ...{ month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", timeZone },
  });
  return (at: string) => format.format(new Date(at));
}

/** New hotspots that one's roles were told of, unseen first. */
export function Told() {
  const say = useWords(moreWords);
  const language = useLanguage();
  const { view } = useView();
  const answer = useQuery(ruleAlarmsQuery(view.district.districtId));
  const unseen = answer.data?.unseen ?? 0;
  return (
    <Section
      title={say.told}
      aside={unseen > 0 ? say.unseen(formatCount(unseen, language)) : undefined}
    >
      <Answer to={answer} isEmpty={({ alarms }) => alarms.length === 0} empty={say.nothingTold}>
        {({ alarms }) => (
          <ul className="hot-told">
            {alarms.slice(0, 20).map((alarm) => (
              <One key={alarm.alarmId} alarm={alarm} />
            ))}
          </ul>
        )}
      </Answer>
    </Section>
  );
}

function One({ alarm }: { alarm: Told }) {
  const say = useWords(moreWords);
  const language = useLanguage();
  const { view } = useView();
  const names = useNames();
  const time = useTime();
  const set = useSetHotLink();
  const client = useQueryClient();
  const { districtId } = view.district;
  const see = useMutation({
    mutationFn: () => seeAlarm(districtId, alarm.alarmId),
    onSettled: () => client.invalidateQueries(ruleAlarmsQuery(districtId)),
  });
  const { category, street, unit, observed, expected, complaints, seenAt } = alarm;
  return (
    <li data-new={seenAt === null || undefined}>
      <span className="hot-told-head">
        <button
          type="button"
          className="hot-link"
          onClick={() => set({ spot: placeKey(alarm.center) }, true)}
        >
          {names.street(street)}
        </button>
        <small>{say.foundAt(time(alarm.foundAt))}</small>
      </span>
      <small>
        {say.observedExpected(formatCount(observed, language), formatTenths(expected, language))}
        {category && ` · ${titleIn(language, category.title)}`} · {names.unit(unit)}
      </small>
      <small>{alarm.ruleName}</small>
      <span className="hot-told-foot">
        <AllInRegister list={alarm.list} count={alarm.isListExact ? complaints : null} />
        {seenAt === null ? (
          <Button isQuiet isDisabled={see.isPending} onPress={() => see.mutate()}>
            {say.markSeen}
          </Button>
        ) : (
          <small>{say.seen}</small>
        )}
      </span>
    </li>
  );
}
