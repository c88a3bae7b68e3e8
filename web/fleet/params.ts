import { useMemo } from "react";
import { useView } from "../map/view.ts";
import { addDays, isDay } from "../ui/format.ts";
import { useLink, useSetLink } from "../ui/link.ts";
import { SPEEDS, type Span } from "./replay-clock.ts";
import { VEHICLE_STATES, type VehicleState } from "./vehicle-state.ts";
import { instantAt } from "./zoned.ts";

/** What this capability keeps in the link beside the view. */
const LINKED = [
  "vehicleState",
  "vehicleText",
  "follow",
  "untaken",
  "vehicleEvents",
  "replayDay",
  "replayFrom",
  "replayTo",
  "replayAt",
  "replaySpeed",
  "replayColor",
  "replayVehicles",
] as const;
type FleetParam = (typeof LINKED)[number];
type FleetLink = { readonly [K in FleetParam]?: string };

export const useFleetLink = (): FleetLink => useLink(LINKED);
export const useSetFleetLink = useSetLink<FleetParam>;

/** By what a track is coloured. */
export const TRACK_COLORS = ["speed", "working"] as const;
export type TrackColor = (typeof TRACK_COLORS)[number];

/** What the link asks of a replay. */
export type Replay = {
  readonly day: string;
  /** `HH:MM` of the day. */
  readonly from: string;
  readonly to: string;
  /** Where the clock was stopped, `HH:MM:SS`; null is at the beginning. */
  readonly at: string | null;
  readonly speed: number;
  readonly color: TrackColor;
  /** null: every vehicle. */
  readonly vehicleIds: readonly string[] | null;
};

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const timeIn = (text: string | undefined, usual: string) =>
  text !== undefined && (TIME.test(text) || text === "24:00") ? text : usual;

/** Which states are asked for; none is all. What is no state is dropped. */
export const statesOf = (text: string | undefined): readonly VehicleState[] =>
  VEHICLE_STATES.filter((state) => text?.split(",").includes(state));

/** The states after one was pressed, as the link has them. */
export function statesWith(now: readonly VehicleState[], pressed: VehicleState) {
  const next = now.includes(pressed) ? now.filter((one) => one !== pressed) : [...now, pressed];
  return next.length === 0 ? undefined : next.join(",");
}

/** The replay that a link asks for; null where it shows what is now. */
export function replayOf(link: FleetLink, today: string): Replay | null {
  if (link.replayDay === undefined) return null;
  const day = isDay(link.replayDay) && link.replayDay <= today ? link.replayDay : today;
  const [from, to] = [timeIn(link.replayFrom, "00:00"), timeIn(link.replayTo, "24:00")];
  const isPeriod = from < to;
  const at = link.replayAt;
  return {
    day,
    ...(isPeriod ? { from, to } : { from: "00:00", to: "24:00" }),
    at: at !== undefined && /^([01]\d|2[0-3])(:[0-5]\d){2}$/.test(at) ? at : null,
    speed: SPEEDS.find((speed) => String(speed) === link.replaySpeed) ?? 60,
    color: TRACK_COLORS.find((color) => color === link.replayColor) ?? "speed",
    vehicleIds: link.replayVehicles?.split(",").filter((id) => id !== "") ?? null,
  };
}

/** The instants between which a replay runs. */
export function spanOf({ day, from, to }: Replay, timeZone: string): Span {
  const end =
    to === "24:00" ? instantAt(addDays(day, 1), "00:00", timeZone) : instantAt(day, to, timeZone);
  return { fromMs: instantAt(day, from, timeZone), toMs: end };
}

/** The replay the link asks for, and when it runs; null where it shows what is now. */
export function useReplay(): { readonly replay: Replay; readonly span: Span } | null {
  const link = useFleetLink();
  const { today, timeZone } = useView().view.district;
  return useMemo(() => {
    const replay = replayOf(link, today);
    return replay && { replay, span: spanOf(replay, timeZone) };
  }, [link, today, timeZone]);
}

/** What is written for vehicles, in the drawer's and the map's selection. */
export const VEHICLES = "vehicles";

/** The vehicle that is selected; null where none is. */
export function useSelectedVehicle(): string | null {
  const { selection } = useView().view;
  return selection?.layerId === VEHICLES ? selection.id : null;
}
