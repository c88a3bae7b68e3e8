import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { eventsQuery, type FleetEvent } from "./event-queries.ts";
import { eventWords } from "./event-words.ts";
import { EVENT_DAYS, EventList, useEventPeriod } from "./events.tsx";
import { useFleetLink, useSetFleetLink, VEHICLES } from "./params.ts";

/** What somebody must look at, of all vehicles: what nobody has seen to first of all. */
export function EventsPanel() {
  const say = useWords(eventWords);
  const language = useLanguage();
  const { view, change } = useView();
  const isAll = useFleetLink().vehicleEvents === "all";
  const set = useSetFleetLink();
  const period = useEventPeriod();
  const asked = isAll ? period : ({ ...period, acknowledged: "no" } as const);
  const events = useQuery(eventsQuery(view.district.districtId, asked));
  const show = (event: FleetEvent) =>
    change({ selection: { layerId: VEHICLES, id: event.vehicleId } }, true);
  return (
    <>
      <div className="fleet-mode">
        <Segmented
          label={say.which}
          value={isAll ? "all" : "open"}
          options={[
            { value: "open", title: say.open },
            { value: "all", title: say.all },
          ]}
          onChange={(value) => set({ vehicleEvents: value }, true)}
        />
      </div>
      <Answer
        to={events}
        isEmpty={({ events: all }) => all.length === 0}
        empty={isAll ? say.none : say.noneOpen}
      >
        {({ events: all, hasMore }) => (
          <>
            <p className="fleet-read">
              <small role="status">
                {say.count(formatCount(all.length, language), String(EVENT_DAYS))}
                {hasMore && say.youngest}
              </small>
            </p>
            <EventList events={all} onVehicle={show} />
          </>
        )}
      </Answer>
    </>
  );
}
