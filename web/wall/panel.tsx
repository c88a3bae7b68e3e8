import type { ReactNode } from "react";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Guard } from "../ui/panel.tsx";
import { serverNow, useServerTime } from "./clock.ts";
import { useFeed } from "./feeds.ts";
import { ageOf, freshnessOf } from "./freshness.ts";
import type { WallFeed } from "./queries.ts";
import { useMoment } from "./times.ts";
import { FEED_TITLES } from "./titles.ts";
import { words } from "./words.ts";
import "./panel.css";

/** The part of a query's result a panel tells. */
export type Told<T> = {
  readonly data: T | undefined;
  readonly error: unknown;
  /** When the answer came, by `Date.now()`. */
  readonly dataUpdatedAt: number;
};

type Props<T> = {
  title: string;
  aside?: ReactNode;
  to: Told<T>;
  /** When what it answers was so, as the server says it; left out: when it came. */
  asOf?: (data: T) => string | null;
  /** How often it is asked. */
  everyMs: number;
  /** The feed its data come from: where that is silent, they are grey. */
  feed?: WallFeed["feed"];
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
};

/** A panel of the wall: what it says, how old that is, and since when nothing came if nothing comes. */
export function WallPanel<T>(props: Props<T>) {
  const asOfMs = useAsOf(props);
  const nowMs = useServerTime(5000);
  const feed = useFeed(props.feed);
  const freshness = nowMs === null ? "unknown" : freshnessOf(asOfMs, nowMs, props.everyMs);
  const isSilent = feed?.isSilent === true;
  return (
    <section
      className="wall-panel"
      aria-label={props.title}
      data-dead={isSilent || freshness === "dead" || undefined}
    >
      <header>
        <h2>{props.title}</h2>
        {props.aside && <p className="wall-aside">{props.aside}</p>}
        <Stamp asOfMs={asOfMs} nowMs={nowMs} isOld={freshness !== "fresh"} />
      </header>
      {isSilent && <Silent feed={feed} nowMs={nowMs} />}
      {!isSilent && freshness === "dead" && asOfMs !== null && (
        <Dead sinceMs={asOfMs} nowMs={nowMs} />
      )}
      <div className="wall-panel-body">
        <Guard>
          <Body {...props} />
        </Guard>
      </div>
    </section>
  );
}

/** When what is shown was so, by the server's clock. */
function useAsOf<T>({ to, asOf }: Pick<Props<T>, "to" | "asOf">): number | null {
  if (to.data === undefined) return null;
  const said = asOf?.(to.data);
  if (said) return Date.parse(said);
  const now = serverNow();
  return now === null ? null : now - (Date.now() - to.dataUpdatedAt);
}

function Stamp(props: { asOfMs: number | null; nowMs: number | null; isOld: boolean }) {
  const say = useWords(words);
  const { asOfMs, nowMs } = props;
  if (asOfMs === null || nowMs === null) return <p className="wall-age">—</p>;
  return (
    <p className="wall-age" data-old={props.isOld || undefined}>
      {say.ago(ageOf(nowMs - asOfMs))}
    </p>
  );
}

function Silent({ feed, nowMs }: { feed: WallFeed; nowMs: number | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const title = titleIn(language, FEED_TITLES[feed.feed]);
  return (
    <p className="wall-dead" role="status">
      {feed.silentSince
        ? say.feedSilent(title, moment(feed.silentSince, nowMs))
        : say.feedNever(title)}
    </p>
  );
}

function Dead({ sinceMs, nowMs }: { sinceMs: number; nowMs: number | null }) {
  const say = useWords(words);
  const moment = useMoment();
  return (
    <p className="wall-dead" role="status">
      {say.deadSince(moment(sinceMs, nowMs))}
    </p>
  );
}

function Body<T>({ to, isEmpty, empty, children }: Props<T>) {
  const say = useWords(words);
  if (to.data === undefined)
    return to.error ? (
      <p className="wall-failed" role="alert">
        {say.failed}
        <small>{to.error instanceof Error ? to.error.message : String(to.error)}</small>
      </p>
    ) : (
      <p className="wall-waiting" role="status">
        {say.waiting}
      </p>
    );
  if (isEmpty?.(to.data)) return <p className="wall-empty">{empty}</p>;
  return children(to.data);
}

/** One number that is read from across the room. */
export function Big(props: {
  value: string;
  unit?: string;
  caption: string;
  tone?: "warn" | "good" | "quiet" | undefined;
  isMain?: boolean;
}) {
  return (
    <div className="wall-big" data-tone={props.tone} data-main={props.isMain || undefined}>
      <p>
        {props.value}
        {props.unit && <small>{props.unit}</small>}
      </p>
      <p className="wall-caption">{props.caption}</p>
    </div>
  );
}
