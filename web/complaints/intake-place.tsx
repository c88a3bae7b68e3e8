import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import type { Draft } from "./intake-draft.ts";
import { useNear } from "./intake-near.ts";
import { changeDraft } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";
import { PlaceBox, useStreetThere } from "./place-box.tsx";

/** Where it is: one box for whatever is said of it, or a click on the map. */
export function PlaceField({ draft, fault }: { draft: Draft; fault: string | undefined }) {
  const say = useWords(intakeWords);
  const { view, change } = useView();
  const { place, placeText } = draft;
  const { near, isCurrent } = useNear();
  useStreetThere(place, isCurrent ? (near.data?.street ?? null) : null, (next) =>
    changeDraft({ place: next }),
  );
  return (
    <PlaceBox
      {...{ place, fault }}
      text={placeText}
      hint={placeText.trim() ? say.placeLoose : say.placeUnset}
      onChange={changeDraft}
      onShow={(center) =>
        change({ camera: { bearing: 0, pitch: 0, ...view.camera, center, zoom: 17 } })
      }
    />
  );
}
