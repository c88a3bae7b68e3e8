import { useState } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { isWithin, type TodayStreet } from "./confirm-pass.ts";
import { confirmWords } from "./confirm-words.ts";
import { QUICK_REASONS } from "./entry-words.ts";
import { ReasonField } from "./reason-field.tsx";
import { SIGN_OF_PASS } from "./titles.ts";
import { useTold } from "./told.ts";

function useStreetName() {
  const say = useWords(confirmWords);
  const language = useLanguage();
  return ({ name, nameEn }: TodayStreet) =>
    name === null ? say.noName : nameIn(language, { name, nameEn });
}

/** A street of the section, as wide as the telephone: what is known of it, and whether it is an exception. */
export function ConfirmStreet(props: {
  street: TodayStreet;
  /** Why it could not be done; null where it is confirmed with the others. */
  exception: string | null;
  onPress?: () => void;
}) {
  const { street, exception, onPress } = props;
  const say = useWords(confirmWords);
  const nameOf = useStreetName();
  const { count, percent } = useTold();
  const { edges, meters, doneMeters } = street;
  const byPositions = edges.reduce(
    (sum, edge) => (edge.evidence.includes("positions") ? sum + edge.lengthMeters : sum),
    0,
  );
  const bySaying = doneMeters - byPositions > 1;
  const couldNot = edges.find(({ state }) => state === "could_not");
  const sign = couldNot ? "could_not" : doneMeters >= meters - 0.5 ? "done" : edges[0]?.state;
  const facts = [
    say.street(count(meters)),
    !isWithin(street) && say.notMine,
    byPositions > 0 &&
      (byPositions >= meters - 0.5
        ? say.byPositions
        : say.byPositionsPart(percent(byPositions, meters))),
    bySaying && say.saidDone,
    couldNot && say.couldNot(couldNot.words ?? ""),
  ].filter(Boolean);
  const inside = (
    <>
      <i
        className="clean-sign"
        data-sign={exception === null ? SIGN_OF_PASS[sign ?? "open"] : "could-not"}
      />
      <strong>{nameOf(street)}</strong>
      <small>{exception === null ? facts.join(" · ") : say.exception(exception)}</small>
    </>
  );
  if (!onPress) return <div className="confirm-street">{inside}</div>;
  return (
    <button
      type="button"
      className="confirm-street"
      aria-pressed={exception !== null}
      onClick={onPress}
    >
      {inside}
    </button>
  );
}

/** Why a street could not be done; or that it was after all. */
export function ConfirmException(props: {
  street: TodayStreet;
  reason: string | null;
  onClose: () => void;
  /** null: it is confirmed with the others. */
  onReason: (reason: string | null) => void;
}) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const nameOf = useStreetName();
  const [reason, setReason] = useState(props.reason ?? "");
  return (
    <Dialog
      title={say.exceptionTitle(nameOf(props.street))}
      onClose={props.onClose}
      onSubmit={() => props.onReason(reason.trim() === "" ? null : reason.trim())}
      buttons={
        <>
          <button type="button" className="button" onClick={() => props.onReason(null)}>
            {say.asDone}
          </button>
          <button type="submit" className="button button-main" disabled={reason.trim() === ""}>
            {say.keep}
          </button>
        </>
      }
    >
      <ReasonField
        quick={QUICK_REASONS.map((title) => titleIn(language, title))}
        value={reason}
        onChange={setReason}
      />
    </Dialog>
  );
}
