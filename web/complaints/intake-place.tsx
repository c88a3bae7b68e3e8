import { useView } from "../map/view.ts";
import { useWords } from "../ui/language.ts";
import type { Draft } from "./intake-draft.ts";
import { useNear } from "./intake-near.ts";
import { changeDraft, useIntake } from "./intake-session.ts";
import { intakeWords } from "./intake-words.ts";
import { PlaceBox, useStreetThere } from "./place-box.tsx";

/** Where it is: one box for whatever is said of it, or a click on the map. */
export function PlaceField({ draft, fault }: { draft: Draft; fault: string | undefined }) {
  const say = useWords(intakeWords);
  const { view, change } = useView();
  const { place, placeText } = draft;
  const { near, isCurrent } = useNear();
  const isTyping = useIntake().saving.is === "typing";
  const street = isCurrent && isTyping ? (near.data?.street ?? null) : null;
  useStreetThere(place, street, (next) => changeDraft({ place: next }));
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
