import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useServerTime } from "./clock.ts";
import { Big, WallPanel } from "./panel.tsx";
import { STATE_MS, stateQuery, type WallState } from "./queries.ts";
import { Row, Rows } from "./rows.tsx";
import { timeAt, useMoment } from "./times.ts";
import { FEED_TITLES } from "./titles.ts";
import { words } from "./words.ts";

const asOfState = ({ serverTime }: WallState) => serverTime;

function useState() {
  const { districtId, timeZone } = useView().view.district;
  return { state: useQuery(stateQuery(districtId)), timeZone };
}

/** What came in since midnight, what is open, and what of it is late. */
export function ComplaintsPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { state, timeZone } = useState();
  const count = (value: number) => formatCount(value, language);
  return (
    <WallPanel
      title={say.complaintsToday}
      aside={state.data && say.sinceMidnight(timeAt(Date.parse(state.data.serverTime), timeZone))}
      to={state}
      asOf={asOfState}
      everyMs={STATE_MS}
      feed="complaints"
    >
      {({ counters: { complaints } }) => (
        <>
          <div className="wall-bigs">
            <Big value={count(complaints.today)} unit={say.items} caption={say.received} isMain />
            <Big value={count(complaints.open)} unit={say.items} caption={say.open} />
            <Big
              value={count(complaints.late)}
              unit={say.items}
              caption={say.late}
              tone={complaints.late > 0 ? "warn" : "good"}
            />
            <Big
              value={count(complaints.dueSoon)}
              unit={say.items}
              caption={say.dueSoon(complaints.dueHours)}
            />
          </div>
          <p className="wall-note">{say.onlyPlain}</p>
        </>
      )}
    </WallPanel>
  );
}

/** What is late, alone. */
export function LatePanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { state } = useState();
  return (
    <WallPanel
      title={say.lateTitle}
      to={state}
      asOf={asOfState}
      everyMs={STATE_MS}
      feed="complaints"
    >
      {({ counters: { complaints } }) => (
        <div className="wall-bigs">
          <Big
            value={formatCount(complaints.late, language)}
            unit={say.items}
            caption={say.late}
            tone={complaints.late > 0 ? "warn" : "good"}
            isMain
          />
          <Big
            value={formatCount(complaints.dueSoon, language)}
            unit={say.items}
            caption={say.dueSoon(complaints.dueHours)}
          />
        </div>
      )}
    </WallPanel>
  );
}

/** Today's complaints by what they are about. */
export function CategoriesPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const { state } = useState();
  return (
    <WallPanel
      title={say.categories}
      aside={state.data && `n = ${formatCount(state.data.counters.complaints.today, language)}`}
      to={state}
      asOf={asOfState}
      everyMs={STATE_MS}
      feed="complaints"
      isEmpty={({ counters }) => counters.complaints.byCategory.length === 0}
      empty={say.none}
    >
      {({ counters: { complaints } }) => (
        <Rows>
          {complaints.byCategory.map(({ category, n }) => (
            <Row
              key={category?.category ?? "-"}
              title={category ? titleIn(language, category.title) : say.categoryNone}
              value={formatCount(n, language)}
              share={n / Math.max(1, complaints.byCategory[0]!.n)}
            />
          ))}
        </Rows>
      )}
    </WallPanel>
  );
}

/** Where data come from, and when they came last. */
export function FeedsPanel() {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const nowMs = useServerTime(60_000);
  const { state } = useState();
  return (
    <WallPanel
      title={say.feeds}
      aside={say.feedAsOf}
      to={state}
      asOf={asOfState}
      everyMs={STATE_MS}
    >
      {({ feeds }) => (
        <Rows>
          {feeds.map((feed) => (
            <Row
              key={feed.feed}
              mark={<i className="wall-dot" data-tone={feed.isSilent ? "warn" : "good"} />}
              title={titleIn(language, FEED_TITLES[feed.feed])}
              note={
                feed.isSilent && feed.silentSince
                  ? say.silent("") + moment(feed.silentSince, nowMs)
                  : feed.silentMinutes === null
                    ? say.feedBy
                    : feed.isExpected
                      ? null
                      : say.feedOff
              }
              value={feed.asOf ? moment(feed.asOf, nowMs) : say.never}
              tone={feed.isSilent ? "warn" : "quiet"}
            />
          ))}
        </Rows>
      )}
    </WallPanel>
  );
}
