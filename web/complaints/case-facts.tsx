import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatCamera } from "../map/camera.ts";
import { Button } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { correctionWords } from "./case-correction-words.ts";
import { categoryTitle, titleOf } from "./case-life.ts";
import { CaseMap } from "./case-map.tsx";
import type { CaseRecord, Life } from "./case-queries.ts";
import { useTime } from "./case-time.ts";
import { words } from "./case-words.ts";

const CLOSE_ZOOM = 17;

/** A link within the program, with what the link shows besides. */
export function Inside(props: {
  to: string;
  more?: Readonly<Record<string, string>>;
  children: ReactNode;
}) {
  return (
    // the router's types of paths and search are of every page at once; ours is plain text
    <Link to={props.to} search={((now: object) => ({ ...now, ...props.more })) as never}>
      {props.children}
    </Link>
  );
}

/** Where it is, in words. */
export function usePlaceWords() {
  const say = useWords(words);
  const language = useLanguage();
  return ({ area, street, address, placeNote, placeKind, position }: CaseRecord) => {
    const parts = [area && nameIn(language, area), street && nameIn(language, street)];
    const told = [...parts, address, placeNote].filter(Boolean).join(" · ");
    const isUnclear = placeKind === "unclear" && !position;
    return isUnclear ? [told, say.placeUnclear].filter(Boolean).join(" · ") : told || say.none;
  };
}

/** What was taken down. */
export function CaseFacts(props: { record: CaseRecord; life: Life; onCorrect: () => void }) {
  const { record, life } = props;
  const sayCorrect = useWords(correctionWords);
  const say = useWords(words);
  const language = useLanguage();
  const time = useTime();
  const placeOf = usePlaceWords();
  const { position, facility, unit, satisfaction, isResolved, duplicateOf, duplicates } = record;
  const resolved = isResolved === null ? null : isResolved ? say.resolved : say.notResolved;
  const merged = duplicateOf ? [duplicateOf] : duplicates;
  return (
    <section className="case-card">
      <header className="case-card-head">
        <h3>{say.said}</h3>
        {(record.mayCorrect || (record.mayPlace && position)) && (
          <Button onPress={props.onCorrect}>
            {record.mayCorrect ? sayCorrect.correct : sayCorrect.fix}
          </Button>
        )}
      </header>
      <p className="case-text">{record.text || <em>{say.noText}</em>}</p>
      <dl className="case-facts">
        <Fact title={say.category}>{categoryTitle(language, life, record.category)}</Fact>
        <Fact title={say.channel}>{titleOf(language, life.channels, record.channel)}</Fact>
        <Fact title={say.received}>{time(record.receivedAt)}</Fact>
        <Fact title={say.unit}>{unit ? nameIn(language, unit) : say.noUnit}</Fact>
        <Fact title={say.place}>
          {placeOf(record)}
          {position && (
            <>
              {" "}
              <Inside
                to="/"
                more={{
                  at: formatCamera({
                    center: [position[0]!, position[1]!],
                    zoom: CLOSE_ZOOM,
                    bearing: 0,
                    pitch: 0,
                  }),
                }}
              >
                {say.showOnMap}
              </Inside>
            </>
          )}
          {!position && record.mayPlace && (
            <Button icon="pin" onPress={props.onCorrect}>
              {sayCorrect.fix}
            </Button>
          )}
        </Fact>
        {facility && (
          <Fact title={say.facility}>
            <Inside to={`/facilities/${encodeURIComponent(facility.id)}`}>
              {nameIn(language, facility)}
            </Inside>
          </Fact>
        )}
        {satisfaction && (
          <Fact title={say.satisfaction}>
            {titleOf(language, life.satisfactions, satisfaction)}
            {resolved && ` · ${resolved}`}
          </Fact>
        )}
        {merged.length > 0 && (
          <Fact title={duplicateOf ? say.duplicateOf : say.duplicates}>
            {merged.map((one) => (
              <Inside key={one.complaintId} to={`/complaints/${one.complaintId}`}>
                {one.number}
              </Inside>
            ))}
          </Fact>
        )}
      </dl>
      {position && <CaseMap position={[position[0]!, position[1]!]} />}
    </section>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
