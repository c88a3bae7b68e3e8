import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import type { LngLat } from "../map/geometry.ts";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { type Draft, type DraftPlace, placeFound, unclearPlace } from "./intake-draft.ts";
import { FieldFault } from "./intake-fault.tsx";
import { type FoundPlace, type Near, placesQuery } from "./intake-queries.ts";
import { intakeWords } from "./intake-words.ts";

const PAUSE_MILLISECONDS = 200;
const UNCLEAR = "unclear";

type BoxProps = {
  place: DraftPlace | null;
  /** What stands in the box and was not picked. */
  text: string;
  hint?: string;
  onChange: (change: Partial<Pick<Draft, "place" | "placeText">>) => void;
  /** Shows a position on the map that is beside the form. */
  onShow?: (position: LngLat) => void;
};

/** One box for whatever is said of a place; what was picked stands in its stead. */
export function PlaceBox(props: BoxProps & { fault?: string | undefined }) {
  const { place, fault } = props;
  const say = useWords(intakeWords);
  const id = useId();
  return (
    <div className="intake-field" data-field="position" data-wrong={fault ? true : undefined}>
      <label htmlFor={id}>{say.place}</label>
      {place ? <Chosen {...props} id={id} place={place} /> : <Search {...props} id={id} />}
      <FieldFault says={fault} />
    </div>
  );
}

function Search({ id, text, hint, onChange }: BoxProps & { id: string }) {
  const say = useWords(intakeWords);
  const { view } = useView();
  const [q, setQ] = useState(text.trim());
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({ ...placesQuery(view.district.districtId, q), enabled: q !== "" });
  const isCurrent = q === text.trim() && !found.isPlaceholderData && !found.isFetching;
  const isWaiting = text.trim() !== "" && !isCurrent && !found.isError;
  const places = q === "" ? [] : (found.data?.places ?? []);
  const note =
    text.trim() === ""
      ? null
      : found.isError
        ? say.placeFailed
        : isWaiting
          ? say.placeSearching
          : places.length === 0
            ? say.placeNone(q)
            : null;
  const unclear = text.trim() ? say.placeUnclearWith(text.trim()) : say.placeUnclear;
  return (
    <>
      <Combobox
        id={id}
        text={text}
        placeholder={say.placeHint}
        note={note}
        isWaiting={isWaiting}
        // an older answer is not what is meant: Enter would pick it
        options={
          isWaiting
            ? []
            : [
                ...places.map((place) => ({ key: place.id, content: <Found place={place} /> })),
                { key: UNCLEAR, content: unclear, isFallback: true },
              ]
        }
        onText={(placeText) => onChange({ placeText })}
        onPick={(key) => {
          const place = places.find((one) => one.id === key);
          onChange({ place: place ? placeFound(place) : unclearPlace(text), placeText: "" });
        }}
      />
      {hint && <small className="intake-hint">{hint}</small>}
    </>
  );
}

function Found({ place }: { place: FoundPlace }) {
  const say = useWords(intakeWords);
  const language = useLanguage();
  const details = [
    place.datum ? say.datum(place.datum) : say.what(place.what),
    place.code,
    place.placeKind === "street" && place.address !== place.name
      ? say.by(place.by, place.neighborNumber)
      : null,
    place.isOutside ? say.outside : null,
  ];
  const isNumbered = place.what === "street" && place.address !== null;
  return (
    <span className="intake-option">
      <span>
        {isNumbered && place.address !== place.name ? place.address : nameIn(language, place)}
        {place.placeNote && ` · ${place.placeNote}`}
      </span>
      <small>{details.filter(Boolean).join(" · ")}</small>
    </span>
  );
}

function Chosen({ id, place, onChange, onShow }: BoxProps & { id: string; place: DraftPlace }) {
  const say = useWords(intakeWords);
  const note = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // a place that was picked by keyboard hands the focus on; a click on the map leaves it where it was
    if (document.activeElement === document.body) note.current?.focus({ preventScroll: true });
  }, []);
  const set = (next: Partial<DraftPlace>) => onChange({ place: { ...place, ...next } });
  const { position } = place;
  const where = position && `${position[0].toFixed(6)}, ${position[1].toFixed(6)}`;
  return (
    <div className="intake-place">
      <p>
        <Icon name="pin" size={16} />
        <span>
          {place.facility?.name ?? (place.address || where || say.placeUnclear)}
          {!position && place.address && <small> {say.placeUnclear}</small>}
        </span>
        {position && onShow && (
          <IconButton icon="locate" label={say.show} tip="left" onPress={() => onShow(position)} />
        )}
        <IconButton
          icon="close"
          label={say.clearPlace}
          tip="left"
          onPress={() => {
            onChange({ place: null, placeText: place.address });
            requestAnimationFrame(() => document.getElementById(id)?.focus());
          }}
        />
      </p>
      {place.by !== "itself" && <small>{say.by(place.by, place.neighborNumber)}</small>}
      {place.street && (
        <p className="intake-street">
          <small>{say.onStreet(place.street.name)}</small>
          {place.isStreetFound && (
            <Button isQuiet onPress={() => set({ street: null, isStreetFound: true })}>
              {say.unlinkStreet}
            </Button>
          )}
        </p>
      )}
      <label>
        <span>{say.beside}</span>
        <input
          id={id}
          ref={note}
          className="input"
          value={place.note}
          placeholder={say.besideHint}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => set({ note: event.target.value })}
        />
      </label>
    </div>
  );
}

/**
 * The street at a position is linked by itself; one that was taken away stays away until the place moves.
 *
 * @param street  The one that is there, once it is known.
 */
export function useStreetThere(
  place: DraftPlace | null,
  street: Near["street"],
  onFound: (place: DraftPlace) => void,
) {
  const latest = useRef(onFound);
  latest.current = onFound;
  const isWanted =
    place !== null && place.position !== null && place.street === null && !place.isStreetFound;
  useEffect(() => {
    if (!isWanted || !place || !street) return;
    latest.current({
      ...place,
      street: { id: street.id, name: street.name },
      isStreetFound: true,
    });
  }, [isWanted, place, street]);
}
