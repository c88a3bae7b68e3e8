import { useEffect, useMemo, useRef } from "react";
import { useAtlas, useDrawing, useHit } from "../map/atlas-context.ts";
import { useFlavor } from "../map/flavor.ts";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { useDrawnSubjects } from "./asked.ts";
import { RATING_SIGNS, RATING_STREETS, ratingsDrawing, subjectKey } from "./map-layers.ts";
import { tabOf, useRatingLink } from "./params.ts";
import type { Subject } from "./queries.ts";
import { drawRatingSign } from "./sign-painter.ts";
import { RATING_SIGN } from "./signs.ts";
import { layerOf, markedOf } from "./standing.ts";
import { words } from "./words.ts";

/** Where stars are; a press opens the file of a subject, and one that was opened elsewhere comes into sight. */
export function RatingsDrawing() {
  const { view, change } = useView();
  const { districtId } = view.district;
  const { date, selection } = view;
  const flavor = useFlavor();
  const atlas = useAtlas();
  atlas?.painters.set(RATING_SIGN, drawRatingSign); // before an effect draws: an image is asked for once
  const subjects = useDrawnSubjects();
  const chosen = selection && keyOfSelection(selection);
  const say = useWords(words);
  const language = useLanguage();
  // where stars meet complaints, how many there are is what one looks for
  const isMeeting = tabOf(useRatingLink()) === "meeting";
  const marked = useMemo(
    () =>
      subjects.map((one) => ({
        ...markedOf(one),
        ...(isMeeting ? { label: say.complaints(formatCount(one.complaints.n, language)) } : {}),
      })),
    [subjects, isMeeting, say, language],
  );
  useDrawing(
    "stars-of-subjects", // after the record that is opened
    useMemo(
      () =>
        ratingsDrawing(marked, {
          ...{ origin: location.origin, districtId, date, flavor, chosen },
        }),
      [marked, districtId, date, flavor, chosen],
    ),
  );
  // what was pressed on the map is in sight already
  const pressed = useRef<string | null>(null);
  useHit((hit) => {
    const key =
      hit?.layerId === RATING_SIGNS
        ? hit.id
        : hit?.layerId === RATING_STREETS
          ? `street:${hit.id}`
          : null;
    const subject = subjects.find((one) => subjectKey(one) === key);
    if (!subject) return;
    pressed.current = key;
    change({ selection: { layerId: layerOf(subject.kind), id: subject.subjectId } }, true);
  });
  useInSight(
    subjects.find((one) => subjectKey(one) === chosen),
    pressed,
  );
  usePrinted();
  return null;
}

/** Puts the map on paper: its own canvas prints empty, its buffer being gone by then. */
function usePrinted() {
  const atlas = useAtlas();
  useEffect(() => {
    if (!atlas) return;
    const before = () => {
      const place = document.querySelector(".st-paper-map");
      if (place instanceof HTMLImageElement) place.src = atlas.picture();
    };
    addEventListener("beforeprint", before);
    return () => removeEventListener("beforeprint", before);
  }, [atlas]);
}

const keyOfSelection = ({ layerId, id }: { layerId: string; id: string }) =>
  `${layerId === "streets" ? "street" : "facility"}:${id}`;

/** The drawer that covers a part of the map is not there at once. */
const DRAWER_MS = 200;

/** Comes near to a subject that is opened in a list, but for one that was pressed on the map. */
function useInSight(subject: Subject | undefined, pressed: React.RefObject<string | null>) {
  const atlas = useAtlas();
  const seen = useRef<string | null>(null);
  const key = subject ? subjectKey(subject) : null;
  const [lng, lat] = subject?.position ?? [null, null];
  const zoom = subject?.subjectKind === "street" ? 14.6 : 15.6;
  useEffect(() => {
    if (!atlas || key === seen.current) return;
    seen.current = key;
    const isPressed = pressed.current === key;
    pressed.current = null;
    if (key === null || isPressed || lng == null || lat == null) return;
    const timer = setTimeout(() => atlas.goTo([lng, lat], zoom), DRAWER_MS);
    return () => clearTimeout(timer);
  }, [atlas, key, lng, lat, zoom, pressed]);
}
