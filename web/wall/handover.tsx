import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useAlarmWords } from "./alarm-words.ts";
import { Big, WallPanel } from "./panel.tsx";
import { type HandoverLot, handoverQuery, type WallHandover } from "./queries.ts";
import { Row, Rows } from "./rows.tsx";
import { useMoment } from "./times.ts";
import { FACILITY_STATUS_TITLES } from "./titles.ts";
import { words } from "./words.ts";

const EVERY_MS = 60_000;

function Handover(props: {
  title: (data: WallHandover | undefined) => string;
  /** The time it tells of. */
  span: (data: WallHandover) => readonly [from: string, until: string] | null;
  children: (data: WallHandover) => ReactNode;
}) {
  const { districtId } = useView().view.district;
  const moment = useMoment();
  const handover = useQuery(handoverQuery(districtId));
  const { data } = handover;
  const span = data && props.span(data);
  const atMs = data ? Date.parse(data.at) : null;
  return (
    <WallPanel
      title={props.title(data)}
      aside={span && `${moment(span[0], atMs)} – ${moment(span[1], atMs)}`}
      to={handover}
      asOf={({ at }) => at}
      everyMs={EVERY_MS}
      feed="complaints"
    >
      {props.children}
    </WallPanel>
  );
}

/** What changed: counts, and what a person must know one by one. */
export function HandoverChanged() {
  const say = useWords(words);
  const language = useLanguage();
  const count = (n: number) => formatCount(n, language);
  return (
    <Handover title={(data) => say.changed(data?.hours ?? 8)} span={({ from, at }) => [from, at]}>
      {({ at, changed }) => (
        <>
          <div className="wall-bigs" data-many="">
            <Big
              value={count(changed.received.n)}
              unit={say.items}
              caption={say.receivedIn}
              isMain
            />
            <Big
              value={count(changed.settled.n)}
              unit={say.items}
              caption={say.settledIn}
              tone="good"
            />
            <Big value={count(changed.reopened.n)} unit={say.items} caption={say.reopenedIn} />
          </div>
          <h3>{say.receivedBy}</h3>
          <Rows>
            {changed.received.byCategory.map(({ category, n }) => (
              <Row
                key={category?.category ?? "-"}
                title={category ? titleIn(language, category.title) : say.categoryNone}
                value={count(n)}
                share={n / Math.max(1, changed.received.byCategory[0]!.n)}
              />
            ))}
          </Rows>
          <h3>{say.facilitiesChanged}</h3>
          <Facilities changed={changed} atMs={Date.parse(at)} />
          <h3>{say.alarmsChanged}</h3>
          <Alarms changed={changed} atMs={Date.parse(at)} />
        </>
      )}
    </Handover>
  );
}

type Changed = WallHandover["changed"];

function Facilities({ changed, atMs }: { changed: Changed; atMs: number }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  const { facilities, ratings } = changed;
  if (facilities.length + ratings.length === 0) return <p className="wall-empty">{say.none}</p>;
  const status = (value: string | null) => {
    const title = FACILITY_STATUS_TITLES[value ?? ""];
    return title ? titleIn(language, title) : (value ?? "—");
  };
  const stars = (value: number | null) => (value === null ? say.starNone : say.starOf(value));
  return (
    <Rows>
      {facilities.map((one) => (
        <Row
          key={`${one.facility?.facilityId} ${one.at}`}
          title={nameIn(language, one.facility ?? { name: say.placeUnknown })}
          note={moment(one.at, atMs)}
          value={`${status(one.before)} → ${status(one.after)}`}
        />
      ))}
      {ratings.map((one) => (
        <Row
          key={`${one.facility?.facilityId ?? one.street?.streetId} ${one.on}`}
          title={nameIn(language, one.facility ?? one.street ?? { name: say.placeUnknown })}
          note={`${one.on}${one.isTrial ? ` · ${say.trial}` : ""}`}
          value={`${stars(one.before)} → ${stars(one.after)}`}
        />
      ))}
    </Rows>
  );
}

function Alarms({ changed, atMs }: { changed: Changed; atMs: number }) {
  const say = useWords(words);
  const moment = useMoment();
  const alarmWords = useAlarmWords();
  if (changed.alarms.length === 0) return <p className="wall-empty">{say.none}</p>;
  return (
    <Rows>
      {changed.alarms.map((alarm) => (
        <Row
          key={alarm.alarmId}
          title={alarmWords(alarm).title}
          note={[
            moment(alarm.happenedAt, atMs),
            alarm.acknowledged &&
              say.alarmSeen(alarm.acknowledged.by, moment(alarm.acknowledged.at, atMs)),
          ]
            .filter(Boolean)
            .join(" · ")}
          tone={alarm.state === "new" ? "warn" : "quiet"}
        />
      ))}
    </Rows>
  );
}

/** What is open, by who has it. */
export function HandoverOpen() {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <Handover title={() => say.handoverOpen} span={() => null}>
      {({ open, late }) => (
        <>
          <div className="wall-bigs">
            <Big value={formatCount(open.n, language)} unit={say.items} caption={say.open} isMain />
            <Big
              value={formatCount(late.n, language)}
              unit={say.items}
              caption={say.lateNow}
              tone={late.n > 0 ? "warn" : "good"}
            />
          </div>
          <h3>{say.byUnit}</h3>
          <ByUnit lot={open} />
        </>
      )}
    </Handover>
  );
}

function ByUnit({ lot }: { lot: HandoverLot }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <Rows>
      {lot.byUnit.map(({ unit, n }) => (
        <Row
          key={unit?.unitId ?? "-"}
          title={unit ? nameIn(language, unit) : say.unitUnknown}
          value={formatCount(n, language)}
          share={n / Math.max(1, lot.byUnit[0]!.n)}
        />
      ))}
    </Rows>
  );
}

/** Single ones: what, where, whose, and when each is or was due. */
function Cases({ lot, atMs }: { lot: HandoverLot; atMs: number }) {
  const say = useWords(words);
  const language = useLanguage();
  const moment = useMoment();
  return (
    <Rows>
      {lot.entries.map(({ key, category, street, unit, at }) => (
        <Row
          key={key}
          title={`${category ? titleIn(language, category.title) : say.categoryNone} · ${
            street ? nameIn(language, street) : say.placeUnknown
          }`}
          note={unit ? nameIn(language, unit) : say.unitUnknown}
          value={moment(at, atMs)}
        />
      ))}
    </Rows>
  );
}

/** What will be late before the next eight hours are over. */
export function HandoverLate() {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <Handover
      title={(data) => say.handoverLate(data?.hours ?? 8)}
      span={({ at, until }) => [at, until]}
    >
      {({ at, soonLate, late }) => (
        <>
          <div className="wall-bigs">
            <Big
              value={formatCount(soonLate.n, language)}
              unit={say.items}
              caption={say.handoverLate(8)}
              tone={soonLate.n > 0 ? "warn" : "good"}
              isMain
            />
          </div>
          <Cases lot={soonLate} atMs={Date.parse(at)} />
          {late.n > 0 && <h3>{`${say.lateNow} ${formatCount(late.n, language)}`}</h3>}
          {late.n > 0 && <Cases lot={late} atMs={Date.parse(at)} />}
        </>
      )}
    </Handover>
  );
}
