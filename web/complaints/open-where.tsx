import { useEffect, useState } from "react";
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
  const mayLocate = useMayLocate();
  const [found, setFound] = useState<"no" | "looking" | "failed">("no");
  function locate() {
    setFound("looking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFound("no");
        setOpenPlace({ at: [coords.longitude, coords.latitude] }, true);
      },
      () => setFound("failed"),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  }
  return (
    <fieldset className="open-where">
      <legend>{say.where}</legend>
      <p data-done={at !== null || undefined} role="status">
        {found === "looking"
          ? say.locating
          : found === "failed"
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

/** Whether the browser may be asked where it is: not without HTTPS, and not once it was refused. */
function useMayLocate(): boolean {
  const [may, setMay] = useState(false);
  useEffect(() => {
    if (!isSecureContext || !("geolocation" in navigator)) return;
    let isHere = true;
    const asked = navigator.permissions?.query({ name: "geolocation" });
    if (!asked) return setMay(true);
    asked.then(
      ({ state }) => isHere && setMay(state !== "denied"),
      () => isHere && setMay(true),
    );
    return () => {
      isHere = false;
    };
  }, []);
  return may;
}
