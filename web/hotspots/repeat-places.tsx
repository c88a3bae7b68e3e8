import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { TABLE_FORMATS } from "../ui/file-menu.tsx";
import { formatCount, formatPeriod } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { throughRows } from "../ui/rows.ts";
import { HotFileMenu } from "./exports.tsx";
import { Headline } from "./headline.tsx";
import { useHotLink, useSetHotLink } from "./params.ts";
import { RegisterLink } from "./register-link.tsx";
import { RepeatParameters } from "./repeat-parameters.tsx";
import {
  type RepeatPlace,
  type RepeatPlaces,
  repeatPlacesQuery,
  useRepeatQuestion,
} from "./repeat-question.ts";
import { repeatWords } from "./repeat-words.ts";
import { words } from "./words.ts";

/** Places that are listed before somebody asks for more. */
const FIRST = 20;

/** Places complained of again and again, most complaints first; one of them opened. */
export function RepeatPlacesPart() {
  const say = useWords(repeatWords);
  const { districtId } = useView().view.district;
  const answer = useQuery(repeatPlacesQuery(districtId, useRepeatQuestion().places));
  return (
    <Answer to={answer}>
      {(told) => (
        <>
          <Summary told={told} />
          {told.total === 0 ? (
            <p className="answer-empty">{say.noPlaces(String(told.fewest))}</p>
          ) : (
            <List told={told} />
          )}
          <RepeatParameters
            definition={told.definition}
            asked={{
              ...{ repeatMeters: told.radiusMeters, repeatDays: told.days },
              ...{ repeatReturn: told.returnDays, repeatFewest: told.fewest },
            }}
          />
        </>
      )}
    </Answer>
  );
}

function Summary({ told }: { told: RepeatPlaces }) {
  const say = useWords(repeatWords);
  const language = useLanguage();
  const count = (value: number) => formatCount(value, language);
  return (
    <section className="hot-summary">
      <Headline value={count(told.total)} title={say.placesWord} period={told.period}>
        {told.total > 0 && <Files />}
      </Headline>
      <small>
        {say.placesOf(count(told.inPlaces), count(told.complaints))}
        {told.repeatable < told.complaints &&
          ` · ${say.notRepeatable(count(told.complaints - told.repeatable))}`}
      </small>
    </section>
  );
}

/** The places as a file. */
function Files() {
  const { places } = useRepeatQuestion();
  return (
    <span className="hot-exports" data-print="hide">
      <HotFileMenu files={[{ path: "repeats/places", asked: places }]} formats={TABLE_FORMATS} />
    </span>
  );
}

function List({ told }: { told: RepeatPlaces }) {
  const say = useWords(repeatWords);
  const both = useWords(words);
  const language = useLanguage();
  const { repeatPlace } = useHotLink();
  const chosen = told.places.findIndex(({ placeId }) => placeId === repeatPlace);
  const [isLong, setLong] = useState(false);
  const shown = isLong || chosen >= FIRST ? told.places : told.places.slice(0, FIRST);
  return (
    <>
      <p className="hot-by">
        <small>{say.byCount}</small>
      </p>
      <ol className="hot-list" onKeyDown={step}>
        {shown.map((place, i) => (
          <Row
            key={place.placeId}
            place={place}
            rank={i + 1}
            most={told.places[0]!.count}
            returnDays={told.returnDays}
            isOpen={i === chosen}
          />
        ))}
      </ol>
      {told.places.length > shown.length && (
        <Button isQuiet onPress={() => setLong(true)}>
          {both.more(formatCount(told.places.length - shown.length, language))}
        </Button>
      )}
      {told.total > told.places.length && (
        <small>{say.onlyFirst(formatCount(told.places.length, language))}</small>
      )}
    </>
  );
}

/** Arrow keys go from row to row, Escape closes the open one. */
function step(event: KeyboardEvent<HTMLOListElement>) {
  if (event.key !== "Escape") return throughRows(".hot-row")(event);
  const open = event.currentTarget.querySelector<HTMLElement>('.hot-row[aria-expanded="true"]');
  if (!open) return;
  event.preventDefault();
  open.focus();
  open.click();
}

function Row(props: {
  place: RepeatPlace;
  rank: number;
  most: number;
  returnDays: number;
  isOpen: boolean;
}) {
  const { place, rank, most, returnDays, isOpen } = props;
  const say = useWords(repeatWords);
  const both = useWords(words);
  const language = useLanguage();
  const set = useSetHotLink();
  const count = (value: number) => formatCount(value, language);
  const name = place.street ? nameIn(language, place.street) : both.unnamed;
  const { lists } = place;
  return (
    <li>
      <button
        type="button"
        className="hot-row"
        aria-expanded={isOpen}
        onClick={() => set({ repeatPlace: isOpen ? undefined : place.placeId }, true)}
      >
        <span className="hot-rank">{rank}</span>
        <span className="hot-row-name">
          <strong>{name}</strong>
          <span className="hot-chip">{titleIn(language, place.categoryTitle)}</span>
        </span>
        <span className="hot-row-excess">
          {say.short(count(place.count))}
          <i style={{ inlineSize: `${Math.max(4, (100 * place.count) / most)}%` }} />
        </span>
        <small>
          {say.people(count(place.reporters))}
          {place.mostOfOne !== null &&
            place.mostOfOne > 1 &&
            ` · ${say.mostOfOne(count(place.mostOfOne))}`}
          {place.judged > 0 &&
            ` · ${say.cameBack(count(place.returned), count(place.judged), returnDays)}`}
        </small>
        <small>
          {place.unit ? nameIn(language, place.unit) : both.noUnit}
          {place.area && ` · ${nameIn(language, place.area)}`}
        </small>
      </button>
      {isOpen && (
        <dl className="hot-facts hot-open">
          <Fact title={say.received}>
            {formatPeriod({ from: place.firstDay, to: place.lastDay }, language)}
          </Fact>
          <Fact title={say.inRegister}>
            <RegisterLink list={lists.all}>
              {lists.isExact ? both.complaints(count(place.count)) : say.about(count(place.count))}
            </RegisterLink>
          </Fact>
          <Fact title={say.stillOpen}>
            <RegisterLink list={lists.open}>{count(place.open)}</RegisterLink>
          </Fact>
          <Fact title={say.settledJudged(returnDays)}>
            {count(place.settled)} / {count(place.judged)}
          </Fact>
          <Fact title={say.cameBackWithin(returnDays)}>
            <RegisterLink list={lists.returned}>{count(place.returned)}</RegisterLink>
          </Fact>
        </dl>
      )}
    </li>
  );
}

function Fact(props: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
