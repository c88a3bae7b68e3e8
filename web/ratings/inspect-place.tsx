import { useId, useState } from "react";
import { useOwnPosition } from "../map/own-position.ts";
import { Button } from "../ui/controls.tsx";
import { formatLength, formatNumber } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import { distanceTo, positionOf } from "./inspect-choices.ts";
import type { Draft } from "./inspect-draft.ts";
import type { ChangeDraft } from "./inspect-form.tsx";
import type { Kit } from "./inspect-kit.ts";
import { PhotographButton, Photographs } from "./inspect-photographs.tsx";
import { inspectWords } from "./inspect-words.ts";

/** Where it was inspected, what else there is to say, and photographs of the whole. */
export function InspectPlace(props: { draft: Draft; change: ChangeDraft; kit: Kit | null }) {
  const { draft, change, kit } = props;
  const say = useWords(inspectWords);
  const own = useOwnPosition((position, accuracyMeters) =>
    change((now) => ({ ...now, place: { position, source: "device", accuracyMeters } })),
  );
  const id = useId();
  return (
    <section className="inspect-part">
      <h3>{say.position}</h3>
      <PlaceTold {...{ draft, kit }} />
      {own.mayLocate ? (
        <Button icon="locate" isDisabled={own.state === "looking"} onPress={own.locate}>
          {own.state === "looking"
            ? say.locating
            : draft.place
              ? say.positionAgain
              : say.positionHere}
        </Button>
      ) : (
        <p className="inspect-hint">{say.mayNotLocateHere}</p>
      )}
      {own.state === "failed" && (
        <p className="inspect-hint" role="alert">
          {say.locateFailed}
        </p>
      )}
      <Typed change={change} />
      <h3>
        <label htmlFor={id}>{say.remark}</label>
      </h3>
      <textarea
        id={id}
        className="input"
        rows={4}
        maxLength={2_000}
        value={draft.remark}
        onChange={({ target }) => change((now) => ({ ...now, remark: target.value }))}
      />
      <h3>{say.wholePhotographs}</h3>
      <Photographs draft={draft} itemId={null} title={say.wholePhotographs} />
      <PhotographButton {...{ draft, kit }} itemId={null} title={say.wholePhotographs} />
    </section>
  );
}

/** How far the position is from the subject, as it can be worked out here; the server measures anew. */
export function PlaceTold({ draft, kit }: { draft: Draft; kit: Kit | null }) {
  const say = useWords(inspectWords);
  const language = useLanguage();
  const { place, subject } = draft;
  if (!place) return <p className="inspect-hint">{say.positionNone}</p>;
  const away = distanceTo(subject, place.position);
  const limit = kit?.limits.positionMeters;
  // of a street the middles of its stretches are known here: the server measures to its nearest stretch
  const isFar =
    subject.kind === "facility" &&
    away !== null &&
    limit !== undefined &&
    away - (place.accuracyMeters ?? 0) > limit;
  const facts = [
    place.position.map((value) => formatNumber(value, language, 5)).join(", "),
    place.source === "typed" && say.byTyping,
    place.accuracyMeters !== null && say.accuracy(formatNumber(place.accuracyMeters, language, 0)),
    away !== null && !isFar && say.positionNear(formatLength(away, language)),
  ];
  return (
    <>
      <p className="inspect-place">{facts.filter(Boolean).join(" · ")}</p>
      {isFar && (
        <p className="inspect-told" data-is="warning" role="status">
          {say.positionFar(formatLength(away, language), formatLength(limit, language))}
        </p>
      )}
    </>
  );
}

function Typed({ change }: { change: ChangeDraft }) {
  const say = useWords(inspectWords);
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const id = useId();
  const use = () => {
    const position = positionOf(text);
    setWrong(position === null);
    if (!position) return;
    setText("");
    change((now) => ({ ...now, place: { position, source: "typed", accuracyMeters: null } }));
  };
  return (
    <form
      className="inspect-typed"
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      <input
        className="input"
        aria-label={say.positionTyped}
        aria-describedby={isWrong ? id : undefined}
        aria-invalid={isWrong}
        placeholder={say.positionExample}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <Button isDisabled={text.trim() === ""} onPress={use}>
        {say.positionUse}
      </Button>
      {isWrong && (
        <small id={id} role="alert">
          {say.positionWrong}
        </small>
      )}
    </form>
  );
}
