import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { configurationQuery } from "../api/configuration.ts";
import { useOwnPosition } from "../map/own-position.ts";
import { PlaceMap } from "../map/place-map.tsx";
import { Button } from "../ui/controls.tsx";
import { formatLength } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { Typed } from "./case-correction.ts";
import { correctionWords } from "./case-correction-words.ts";
import type { CaseRecord, Target } from "./case-queries.ts";
import { type DraftPlace, placeMoved } from "./intake-draft.ts";
import { FieldFault } from "./intake-fault.tsx";
import { nearQuery } from "./intake-queries.ts";
import { PlaceBox, useStreetThere } from "./place-box.tsx";

/** Where it is: by the device, by whatever is said of it, or on the map. */
export function PlaceFields(props: {
  record: CaseRecord;
  target: Target;
  typed: Typed;
  change: (next: Partial<Typed>) => void;
  faults: Readonly<Record<string, string>>;
}) {
  const { record, target, typed, change, faults } = props;
  const say = useWords(correctionWords);
  const language = useLanguage();
  const { place } = typed;
  const [accuracyMeters, setAccuracy] = useState<number | null>(null);
  const basemap = useQuery(configurationQuery()).data?.basemap;
  const move = (position: readonly [number, number]) =>
    change({ place: placeMoved(typed, position), placeText: "" });
  const own = useOwnPosition((position, meters) => {
    setAccuracy(meters);
    move(position);
  });
  const at = place?.position ?? null;
  const asked = { channel: "telephone", position: at ? [at[0], at[1]] : [] };
  const near = useQuery({
    ...nearQuery(target.districtId, asked),
    // those who only fix the place ask nothing of other complaints
    enabled: record.mayCorrect && at !== null && String(at) !== String(record.position),
  });
  const street = near.isPlaceholderData ? null : (near.data?.street ?? null);
  useStreetThere(place, street, (next) => change({ place: next }));
  const edit = (next: Partial<DraftPlace>) => place && change({ place: { ...place, ...next } });
  return (
    <>
      {(record.mayCorrect || place) && (
        <PlaceBox
          place={place}
          text={typed.placeText}
          onChange={change}
          fault={faults.position ?? faults.streetId ?? faults.facilityId ?? faults.placeNote}
        />
      )}
      {place && (
        <div className="intake-field">
          <label htmlFor="case-correct-address">{say.address}</label>
          <input
            id="case-correct-address"
            className="input"
            maxLength={300}
            value={place.address}
            onChange={({ target: { value } }) => edit({ address: value })}
          />
          <FieldFault says={faults.address} />
        </div>
      )}
      {place?.facility && (
        <p className="intake-street">
          <small>{say.ofFacility(place.facility.name)}</small>
          <Button isQuiet onPress={() => edit({ facility: null })}>
            {say.unlink}
          </Button>
        </p>
      )}
      <div className="intake-field">
        <p className="case-card-head">
          <span className="case-correct-label">{say.onMap}</span>
          {own.mayLocate && (
            <Button icon="locate" onPress={own.locate} isDisabled={own.state === "looking"}>
              {own.state === "looking" ? say.locating : say.here}
            </Button>
          )}
        </p>
        {own.state === "failed" && <p role="alert">{say.notLocated}</p>}
        {own.state === "idle" && accuracyMeters !== null && (
          <small role="status">{say.accuracy(formatLength(accuracyMeters, language))}</small>
        )}
        {basemap !== undefined && (
          <PlaceMap basemap={basemap} at={at} label={say.pin} onPlace={move} />
        )}
      </div>
    </>
  );
}
