import { useBlocker } from "@tanstack/react-router";
import { useWords } from "../ui/language.ts";
import { editWords } from "./edit-words.ts";

type Place = { readonly pathname: string; readonly search: unknown };

/** Where a record's form is: on the page of the record that is selected. */
const ofRecord = ({ pathname, search }: Place) =>
  `${pathname} ${(search as { select?: unknown }).select}`;

/** Where a new facility is entered: in a district, beside whatever panel, until another record is selected. */
export const ofDistrict = ({ search }: Place) => {
  const { select, district } = search as { select?: unknown; district?: unknown };
  return `${district} ${select}`;
};

/**
 * Asks before what was typed is lost: by leaving the record, the page or the browser.
 *
 * @param isUnsaved  Asked when one leaves.
 * @param placeOf  What has to stay the same for the form to stay.
 */
export function useUnsaved(isUnsaved: () => boolean, placeOf: (at: Place) => string = ofRecord) {
  const say = useWords(editWords);
  useBlocker({
    enableBeforeUnload: isUnsaved,
    shouldBlockFn: ({ current, next }) =>
      isUnsaved() && placeOf(current) !== placeOf(next) && !confirm(say.leaveAsk),
  });
}
