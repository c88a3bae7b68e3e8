import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { serverNow, useServerTime } from "./clock.ts";
import { useFeed } from "./feeds.ts";
import { ageOf } from "./freshness.ts";
import { type TickerEntry, tickerQuery } from "./queries.ts";
import { useMoment } from "./times.ts";
import { FEED_TITLES } from "./titles.ts";
import { words } from "./words.ts";
import "./ticker.css";

/** A complaint is new to whoever looks up for so long. */
const NEW_MS = 60_000;
/** More than fit on the widest wall. */
const SHOWN = 12;

/** The latest complaints at the foot, the newest first: what comes in slides in from the left. */
export function Ticker() {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const { districtId } = useView().view.district;
  const { data } = useQuery(tickerQuery(districtId));
  const feed = useFeed("complaints");
  const nowMs = useServerTime(5000);
  return (
    <section
      className="wall-ticker"
      aria-label={say.ticker}
      data-dead={feed?.isSilent || undefined}
    >
      <h2>
        {say.ticker}
        <small>
          {feed?.isSilent && feed.silentSince
            ? say.feedSilent(
                titleIn(language, FEED_TITLES.complaints),
                moment(feed.silentSince, nowMs),
              )
            : data && nowMs !== null
              ? say.ago(ageOf(nowMs - Date.parse(data.asOf)))
              : "—"}
        </small>
      </h2>
      {data && data.entries.length === 0 && <p className="wall-empty">{say.tickerNone}</p>}
      <ol>
        {data?.entries.slice(0, SHOWN).map((entry) => (
          <Entry key={entry.key} entry={entry} nowMs={nowMs} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ entry, nowMs }: { entry: TickerEntry; nowMs: number | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const { category, street, unit, receivedAt, stateTitle } = entry;
  const isNew = (serverNow() ?? 0) - Date.parse(receivedAt) < NEW_MS;
  return (
    <li data-new={isNew || undefined}>
      <time>{moment(receivedAt, nowMs)}</time>
      <strong>{category ? titleIn(language, category.title) : say.categoryNone}</strong>
      <span>{street ? nameIn(language, street) : say.placeUnknown}</span>
      <small>
        {unit ? nameIn(language, unit) : say.unitUnknown} · {titleIn(language, stateTitle)}
      </small>
    </li>
  );
}
