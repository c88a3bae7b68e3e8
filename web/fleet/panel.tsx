import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton, Segmented } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import { EmptyFleet } from "./empty.tsx";
import { useFleet } from "./fleet-now.ts";
import { LivePanel } from "./live-panel.tsx";
import { useFleetLink, useReplay, useSetFleetLink } from "./params.ts";
import "./fleet.css";
import { words } from "./words.ts";

const ReplayPanel = lazy(() =>
  import("./replay-panel.tsx").then((module) => ({ default: module.ReplayPanel })),
);
const EventsPanel = lazy(() =>
  import("./events-panel.tsx").then((module) => ({ default: module.EventsPanel })),
);
const AddVehicle = lazy(() =>
  import("./add.tsx").then((module) => ({ default: module.AddVehicle })),
);

type Mode = "now" | "events" | "replay";

/** Where every vehicle is and how it stands, or where it was. */
export function FleetPanel() {
  const say = useWords(words);
  const { today } = useView().view.district;
  const replay = useReplay();
  const set = useSetFleetLink();
  const { register } = useFleet();
  const mayEdit = useMay("fleet.edit");
  const [isAdding, setAdding] = useState(false);
  const add = () => setAdding(true);
  const { vehicleEvents } = useFleetLink();
  const mode: Mode = replay ? "replay" : vehicleEvents !== undefined ? "events" : "now";
  const choose = (next: Mode) =>
    set(
      {
        ...{
          replayDay: undefined,
          replayAt: undefined,
          replayFrom: undefined,
          replayTo: undefined,
        },
        vehicleEvents: undefined,
        ...(next === "replay" ? { replayDay: today } : {}),
        ...(next === "events" ? { vehicleEvents: "open" } : {}),
      },
      true,
    );
  return (
    <Panel
      title={say.title}
      tools={
        <>
          {mayEdit && <IconButton icon="plus" label={say.add} tip="below" onPress={add} />}
          <Link
            className="icon-button"
            to="/fleet/settings"
            // the router's type of search is of every page at once; the link's own is kept
            search={((now: object) => now) as never}
            aria-label={say.settings}
            data-tip={say.settings}
            data-tip-side="below"
          >
            <Icon name="gear" />
          </Link>
        </>
      }
    >
      <Answer
        // what moves every second does not fade as it is asked again
        to={{ ...register, isFetching: false }}
        isEmpty={({ vehicles }) => vehicles.length === 0}
        empty={<EmptyFleet onAdd={add} />}
      >
        {() => (
          <>
            <div className="fleet-mode">
              <Segmented
                label={say.mode}
                value={mode}
                options={[
                  { value: "now", title: say.now },
                  { value: "events", title: say.events },
                  { value: "replay", title: say.replay },
                ]}
                onChange={choose}
              />
            </div>
            <Suspense>
              {replay ? (
                <ReplayPanel replay={replay.replay} />
              ) : mode === "events" ? (
                <EventsPanel />
              ) : (
                <LivePanel />
              )}
            </Suspense>
          </>
        )}
      </Answer>
      {isAdding && (
        <Suspense>
          <AddVehicle onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </Panel>
  );
}
