import { useQuery } from "@tanstack/react-query";
import { useEffect, useId, useRef, useState } from "react";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Button, IconButton } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { type Draft, type DraftPlace, placeFound, unclearPlace } from "./intake-draft.ts";
import { useNear } from "./intake-near.ts";
import { type FoundPlace, placesQuery } from "./intake-queries.ts";
import { changeDraft } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";

const PAUSE_MILLISECONDS = 200;
const UNCLEAR = "unclear";

/** Where it is: one box for whatever is said of it, or a click on the map. */
export function PlaceField({ draft, fault }: { draft: Draft; fault: string | undefined }) {
  const say = useWords(intakeWords);
  const id = useId();
  useStreetThere(draft.place);
  return (
    <div className="intake-field" data-field="position" data-wrong={fault ? true : undefined}>
      <label htmlFor={id}>{say.place}</label>
      {draft.place ? (
        <Chosen id={id} place={draft.place} />
      ) : (
        <Search id={id} text={draft.placeText} />
      )}
      {fault && (
        <small className="intake-fault" role="alert">
          {fault}
        </small>
      )}
    </div>
  );
}

function Search({ id, text }: { id: string; text: string }) {
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
        onText={(placeText) => changeDraft({ placeText })}
        onPick={(key) => {
          const place = places.find((one) => one.id === key);
          changeDraft({ place: place ? placeFound(place) : unclearPlace(text), placeText: "" });
        }}
      />
      <small className="intake-hint">{text.trim() ? say.placeLoose : say.placeUnset}</small>
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

function Chosen({ id, place }: { id: string; place: DraftPlace }) {
  const say = useWords(intakeWords);
  const { view, change } = useView();
  const note = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // a place that was picked by keyboard hands the focus on; a click on the map leaves it where it was
    if (document.activeElement === document.body) note.current?.focus({ preventScroll: true });
  }, []);
  const set = (next: Partial<DraftPlace>) => changeDraft({ place: { ...place, ...next } });
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
        {position && (
          <IconButton
            icon="locate"
            label={say.show}
            tip="left"
            onPress={() =>
              change({
                camera: { bearing: 0, pitch: 0, ...view.camera, center: position, zoom: 17 },
              })
            }
          />
        )}
        <IconButton
          icon="close"
          label={say.clearPlace}
          tip="left"
          onPress={() => {
            changeDraft({ place: null, placeText: place.address });
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

/** The street at a position is linked by itself; one that was taken away stays away until the place moves. */
function useStreetThere(place: DraftPlace | null) {
  const { near, isCurrent } = useNear();
  const street = isCurrent ? (near.data?.street ?? null) : null;
  const isWanted =
    place !== null && place.position !== null && place.street === null && !place.isStreetFound;
  useEffect(() => {
    if (!isWanted || !place || !street) return;
    changeDraft({
      place: { ...place, street: { id: street.id, name: street.name }, isStreetFound: true },
    });
  }, [isWanted, place, street]);
}
