import { useState } from "react";
import { useOwnPosition } from "../map/own-position.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { setOpenPlace, useOpenPlace } from "./open-place.ts";
import { openWords } from "./open-words.ts";

/** Words as they are kept; staff read them so, whatever the page is written in. */
const BESIDE = [
  { zh: "对面", en: "opposite" },
  { zh: "旁边", en: "beside" },
  { zh: "后面", en: "behind" },
  { zh: "门口", en: "at the entrance" },
] as const;

/** The place: on the map, by the device where the browser lets it, or in words. */
export function Where() {
  const say = useWords(openWords);
  const { at } = useOpenPlace();
  const { mayLocate, state, locate } = useOwnPosition((position) =>
    setOpenPlace({ at: position }, true),
  );
  return (
    <fieldset className="open-where">
      <legend>{say.where}</legend>
      <p data-done={at !== null || undefined} role="status">
        {state === "looking"
          ? say.locating
          : state === "failed"
            ? say.notLocated
            : at
              ? say.tapped
              : say.tapMap}
      </p>
      {mayLocate && (
        <Button icon="locate" onPress={locate}>
          {say.here}
        </Button>
      )}
      <input
        className="input"
        name="address"
        aria-label={say.address}
        placeholder={say.address}
        maxLength={300}
      />
      <Beside />
    </fieldset>
  );
}

function Beside() {
  const say = useWords(openWords);
  const isEnglish = document.documentElement.lang === "en";
  const [note, setNote] = useState("");
  return (
    <div className="open-beside">
      <span>{say.beside}</span>
      {BESIDE.map(({ zh, en }) => (
        <Button key={zh} isPressed={note === zh} onPress={() => setNote(note === zh ? "" : zh)}>
          {isEnglish ? en : zh}
        </Button>
      ))}
      <input type="hidden" name="placeNote" value={note} />
    </div>
  );
}
