import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { addDays, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { eventsQuery, type FleetEvent, useAcknowledge } from "./event-queries.ts";
import { eventWords } from "./event-words.ts";
import { EVENT_TITLES } from "./titles.ts";
import { clockAt, dayAt, instantAt, momentAt } from "./zoned.ts";

/** So far back one looks. */
export const EVENT_DAYS = 7;

/** The last days up to the end of today, as the district's clocks have them. */
export function useEventPeriod() {
  const { today, timeZone } = useView().view.district;
  return useMemo(() => {
    const at = (day: string) => new Date(instantAt(day, "00:00", timeZone)).toISOString();
    return { from: at(addDays(today, 1 - EVENT_DAYS)), to: at(addDays(today, 1)) };
  }, [today, timeZone]);
}

/** What happened with a vehicle in the last days, and who saw to it. */
export function VehicleEvents({ vehicleId, most }: { vehicleId: string; most?: number }) {
  const say = useWords(eventWords);
  const { districtId } = useView().view.district;
  const events = useQuery(eventsQuery(districtId, { ...useEventPeriod(), vehicleId }));
  return (
    <Section title={say.events} aside={say.lastDays(String(EVENT_DAYS))}>
      <Answer to={events} isEmpty={({ events: all }) => all.length === 0} empty={say.none}>
        {({ events: all }) => <EventList events={all.slice(0, most)} />}
      </Answer>
    </Section>
  );
}

/** Events one under the other, each to be acknowledged by whom may. */
export function EventList(props: {
  events: readonly FleetEvent[];
  /** Their plates stand there and lead to their vehicles; left out where all are of one. */
  onVehicle?: (event: FleetEvent) => void;
}) {
  const [seen, setSeen] = useState<FleetEvent | null>(null);
  return (
    <>
      <ul className="fleet-events">
        {props.events.map((event) => (
          <Event
            key={event.eventId}
            event={event}
            onVehicle={props.onVehicle}
            onSee={() => setSeen(event)}
          />
        ))}
      </ul>
      {seen && <Acknowledge event={seen} onClose={() => setSeen(null)} />}
    </>
  );
}

function Event(props: {
  event: FleetEvent;
  onVehicle: ((event: FleetEvent) => void) | undefined;
  onSee: () => void;
}) {
  const { event, onVehicle } = props;
  const say = useWords(eventWords);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const may = useMay("fleet.acknowledge");
  const { acknowledgedAt, acknowledgedBy, note, to } = event;
  const from = Date.parse(event.from);
  const end = to === null ? null : Date.parse(to);
  const isSameDay = end !== null && dayAt(end, timeZone) === dayAt(from, timeZone);
  const until =
    end === null
      ? say.goesOn
      : isSameDay
        ? clockAt(end, timeZone).slice(0, 5)
        : momentAt(end, timeZone, language);
  const about = [event.streetName, event.routeName, useDetail()(event)].filter(Boolean);
  return (
    <li data-open={acknowledgedAt === null || undefined}>
      <b>
        {titleIn(language, EVENT_TITLES[event.kind])}
        {onVehicle && (
          <button type="button" className="fleet-event-vehicle" onClick={() => onVehicle(event)}>
            {event.plate}
          </button>
        )}
      </b>
      <span>
        {momentAt(from, timeZone, language)}
        {end !== from && ` – ${until}`}
      </span>
      {about.length > 0 && <span>{about.join(" · ")}</span>}
      {acknowledgedAt !== null ? (
        <small>
          {say.seenBy(acknowledgedBy ?? say.somebody)}
          {note && ` · ${note}`}
        </small>
      ) : (
        may && (
          <Button isQuiet icon="check" onPress={props.onSee}>
            {say.acknowledge}
          </Button>
        )
      )}
    </li>
  );
}

/** What an event says in figures. */
function useDetail() {
  const say = useWords(eventWords);
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language, 0);
  return ({ detail }: FleetEvent): string => {
    const { isNeverHeard, mostMeters, meters, backMeters, mostKmh, allowedKmh } = detail;
    if (isNeverHeard) return say.neverHeard;
    if (mostMeters !== undefined) return say.farthest(number(mostMeters));
    if (meters !== undefined) return say.long(number(meters));
    if (backMeters !== undefined) return say.back(number(backMeters));
    if (mostKmh !== undefined && allowedKmh !== undefined)
      return say.fast(number(mostKmh), number(allowedKmh));
    return "";
  };
}

function Acknowledge({ event, onClose }: { event: FleetEvent; onClose: () => void }) {
  const say = useWords(eventWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const acknowledge = useAcknowledge(districtId);
  const id = useId();
  return (
    <Dialog
      title={`${titleIn(language, EVENT_TITLES[event.kind])} · ${event.plate}`}
      onClose={onClose}
      onSubmit={(form) =>
        acknowledge.mutate(
          { eventId: event.eventId, note: String(form.get("note") ?? "").trim() },
          { onSuccess: onClose },
        )
      }
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={acknowledge.isPending}>
            {say.acknowledge}
          </button>
        </>
      }
    >
      <label className="fleet-field" htmlFor={id}>
        {say.note}
        <input id={id} name="note" className="input" maxLength={200} autoComplete="off" />
      </label>
      {acknowledge.error && (
        <p role="alert" className="fleet-warn">
          {acknowledge.error.message}
        </p>
      )}
    </Dialog>
  );
}
