import { Marker } from "maplibre-gl";
import { useEffect } from "react";
import { useMay } from "../api/session.ts";
import { useAtlas } from "../map/atlas-context.ts";
import type { LngLat } from "../map/geometry.ts";
import { usePin } from "../map/pin.ts";
import { useWords } from "../ui/language.ts";
import { placeMoved } from "./intake-draft.ts";
import { useNear } from "./intake-near.ts";
import { changeDraft, useIntake } from "./intake-session.ts";
import { NearList, useIsWide } from "./intake-side.tsx";
import { intakeWords } from "./intake-words.ts";

/** What belongs to the form and stands over the map: the pin, what is near, and the list of it. */
export function IntakeOverMap() {
  const mayTake = useMay("complaints.take");
  const { saving } = useIntake();
  return mayTake && saving.is !== "saved" ? <OverMap /> : null;
}

function OverMap() {
  const say = useWords(intakeWords);
  const { draft } = useIntake();
  const isWide = useIsWide();
  const at = draft.place?.position ?? null;
  usePin({
    at,
    label: say.pin,
    hasFocus: false,
    onPlace: (position) => changeDraft({ place: placeMoved(draft, position) }),
  });
  useGoingThere(at);
  useNearMarks();
  return isWide ? (
    <aside className="intake-aside" aria-label={say.aside}>
      <NearList />
    </aside>
  ) : null;
}

/** Room around the pin, in pixels. */
const MARGIN_PIXELS = 48;
const NEAR_ZOOM = 16;

/** A place that was found rather than clicked is brought into the middle of what list and form leave free. */
function useGoingThere(at: LngLat | null) {
  const atlas = useAtlas();
  const [lng, lat] = at ?? [null, null];
  useEffect(() => {
    if (!atlas || lng === null || lat === null) return;
    const { map } = atlas;
    const stage = map.getContainer().getBoundingClientRect();
    const { right, bottom } = coveredOf(stage);
    const { x, y } = atlas.project([lng, lat]);
    const isSeen =
      x > MARGIN_PIXELS &&
      y > MARGIN_PIXELS &&
      x < stage.width - right - MARGIN_PIXELS &&
      y < stage.height - bottom - MARGIN_PIXELS;
    if (isSeen && map.getZoom() >= NEAR_ZOOM - 2) return;
    map.easeTo({
      center: [lng, lat],
      zoom: Math.max(NEAR_ZOOM, map.getZoom()),
      offset: [-right / 2, -bottom / 2],
      duration: 500,
    });
  }, [atlas, lng, lat]);
}

/** How much of the map the list covers at the right, and on a telephone the form from below, in pixels. */
function coveredOf(stage: DOMRect): { right: number; bottom: number } {
  const list = document.querySelector(".intake-aside")?.getBoundingClientRect();
  const form = document.querySelector(".work")?.getBoundingClientRect();
  const isOver = form !== undefined && form.left < stage.right && form.right > stage.left;
  return {
    right: list ? Math.max(0, stage.right - list.left) : 0,
    bottom: isOver ? Math.max(0, stage.bottom - form.top) : 0,
  };
}

/** Complaints around as marks: likely duplicates with their place in the list, the others as dots. */
function useNearMarks() {
  const atlas = useAtlas();
  const { near, isEnabled } = useNear();
  const data = isEnabled ? near.data : undefined;
  useEffect(() => {
    if (!atlas || !data) return;
    const ranks = new Map(data.duplicates.map(({ complaintId }, i) => [complaintId, i + 1]));
    const all = new Map(
      [...data.near, ...data.duplicates].map((complaint) => [complaint.complaintId, complaint]),
    );
    const marks = [...all.values()].flatMap(({ complaintId, position, number }) => {
      if (!position) return [];
      const element = document.createElement("div");
      element.className = "intake-mark";
      element.title = number;
      element.textContent = String(ranks.get(complaintId) ?? "");
      const mark = new Marker({ element }).setLngLat([position[0]!, position[1]!]);
      return [mark.addTo(atlas.map)];
    });
    return () => {
      for (const mark of marks) mark.remove();
    };
  }, [atlas, data]);
}
