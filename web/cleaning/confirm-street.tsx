import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { isWithin, type TodayStreet } from "./confirm-pass.ts";
import { ConfirmItem, type ShownItem } from "./confirm-section.tsx";
import { confirmWords } from "./confirm-words.ts";
import { SIGN_OF_PASS } from "./titles.ts";
import { useTold } from "./told.ts";

/** What a street is called to whoever confirms it. */
export function useStreetName() {
  const say = useWords(confirmWords);
  const language = useLanguage();
  return ({ name, nameEn }: TodayStreet) =>
    name === null ? say.noName : nameIn(language, { name, nameEn });
}

/** A street of the section, as wide as the telephone: what is known of it, and whether it is an exception. */
export function ConfirmStreet(props: { street: TodayStreet } & ShownItem) {
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
  return (
    <ConfirmItem
      sign={<i className="clean-sign" data-sign={SIGN_OF_PASS[sign ?? "open"]} />}
      name={nameOf(street)}
      facts={facts.join(" · ")}
      {...{ exception, onPress }}
    />
  );
}
