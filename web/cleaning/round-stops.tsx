import { useEffect, useRef } from "react";
import { useView } from "../map/view.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import type { RoundStop } from "./round-queries.ts";
import { roundWords } from "./round-words.ts";
import { isEnterable, layerOfStop, type NumberedStop } from "./rounds.ts";
import { STOP_TITLES } from "./route-titles.ts";
import { EvidenceMark } from "./sign.tsx";
import { StopMark } from "./stop-sign.tsx";
import { useMoments } from "./times.ts";
import { STOP_REASON_TITLES } from "./titles.ts";

/** The stops of a round; pressing one opens its record and shows it on the map. */
export function RoundStops(props: {
  stops: readonly NumberedStop[];
  day: string;
  /** Left out: one may not enter anything. */
  onEnter?: (stop: RoundStop) => void;
}) {
  const say = useWords(roundWords);
  const { onEnter } = props;
  if (props.stops.length === 0) return <p className="answer-empty">{say.stopsOther}</p>;
  return (
    <ol className="rnd-stops" onKeyDown={throughRows(".rnd-stop")}>
      {props.stops.map(({ stop, number }) => (
        <li key={stop.facilityId}>
          <Stop {...{ stop, number }} day={props.day} />
          {onEnter && isEnterable(stop) && <Enter stop={stop} onPress={() => onEnter(stop)} />}
        </li>
      ))}
    </ol>
  );
}

function Enter({ stop, onPress }: { stop: RoundStop; onPress: () => void }) {
  const say = useWords(roundWords);
  const nameOf = useStopName();
  return (
    <button
      type="button"
      className="clean-link"
      aria-label={say.enterOf(nameOf(stop))}
      onClick={onPress}
    >
      {say.enterStop}
    </button>
  );
}

/** What a stop is called. */
export function useStopName() {
  const language = useLanguage();
  return ({ name, nameEn, code, facilityId }: RoundStop) =>
    (language === "en" ? (nameEn ?? name) : name) ?? code ?? facilityId;
}

/** The kind of a stop and its code; that it is in the register no more where it is not. */
export function useStopKind() {
  const say = useWords(roundWords);
  const language = useLanguage();
  return ({ kind, code }: RoundStop) =>
    kind === null
      ? say.noPlace
      : [titleIn(language, STOP_TITLES[kind] ?? { zh: kind, en: kind }), code].join(" ");
}

/** Why a stop was not emptied, as far as anybody knows; null where it was, or there is time. */
export function useWhyNot() {
  const say = useWords(roundWords);
  const language = useLanguage();
  return ({ words, reason }: RoundStop) =>
    words !== null ? say.because(words) : reason && titleIn(language, STOP_REASON_TITLES[reason]);
}

function Stop({ stop, number, day }: NumberedStop & { day: string }) {
  const say = useWords(roundWords);
  const moments = useMoments();
  const nameOf = useStopName();
  const kindOf = useStopKind();
  const whyNot = useWhyNot()(stop);
  const { view, change } = useView();
  const { facilityId: id, kind, state, evidence, emptiedAt, plate } = stop;
  const layerId = layerOfStop(kind);
  const isChosen = view.selection?.id === id;
  const button = useRef<HTMLButtonElement>(null);
  // one that was pressed on the map
  useEffect(() => {
    if (isChosen) button.current?.scrollIntoView?.({ block: "nearest" });
  }, [isChosen]);
  const isOtherDay = emptiedAt !== null && moments.dayOf(emptiedAt) !== day;
  return (
    <button
      ref={button}
      type="button"
      className="clean-row rnd-stop"
      aria-pressed={isChosen}
      disabled={layerId === null}
      onClick={() => layerId && change({ selection: isChosen ? null : { layerId, id } }, true)}
    >
      <span className="rnd-number">{number}</span>
      <strong>{nameOf(stop)}</strong>
      <StopMark state={state} />
      <small>{kindOf(stop)}</small>
      {(evidence.length > 0 || emptiedAt !== null) && (
        <span className="rnd-proof">
          {emptiedAt !== null &&
            say.emptiedAt(isOtherDay ? moments.stamp(emptiedAt) : moments.clock(emptiedAt))}
          {plate !== null && <b>{plate}</b>}
          {evidence.map((one) => (
            <EvidenceMark key={one} evidence={one} />
          ))}
        </span>
      )}
      {whyNot && <span className="rnd-why">{whyNot}</span>}
    </button>
  );
}
