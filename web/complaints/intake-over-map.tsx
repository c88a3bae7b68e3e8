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

/** A place that was found rather than clicked is brought into sight. */
function useGoingThere(at: LngLat | null) {
  const atlas = useAtlas();
  const [lng, lat] = at ?? [null, null];
  useEffect(() => {
    if (!atlas || lng === null || lat === null) return;
    const { x, y } = atlas.project([lng, lat]);
    const { clientWidth, clientHeight } = atlas.map.getContainer();
    const isSeen = x > 24 && y > 48 && x < clientWidth - 24 && y < clientHeight - 24;
    if (!isSeen || atlas.map.getZoom() < 14) atlas.goTo([lng, lat]);
  }, [atlas, lng, lat]);
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
