import { useState } from "react";
import { formatLength } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { throughRows } from "../ui/rows.ts";
import { useSetCleaningLink, useStandingAsked } from "./params.ts";
import { StreetSign } from "./sign.tsx";
import type { Standing, StreetStanding } from "./standing.ts";
import { useMoments } from "./times.ts";
import type { StreetState } from "./titles.ts";
import { useHours, useTold } from "./told.ts";
import { words } from "./words.ts";

/** Streets that are listed before somebody asks for more. */
const FIRST = 8;

/** The streets one must do something about: those behind, then apart those nobody knows of; others where one asks for them. */
export function StandingList(props: { standing: Standing; lookBackDays: number }) {
  const say = useWords(words);
  const { count } = useTold();
  const { shown } = useStandingAsked();
  const { streets } = props.standing;
  const isOther = (state: StreetState) => state !== "behind" && state !== "no_data";
  const parts = [
    { title: say.listBehind, of: (state: StreetState) => state === "behind", isUsual: true },
    { title: say.listNoData, of: (state: StreetState) => state === "no_data", isUsual: true },
    { title: say.listOthers, of: isOther, isUsual: false },
  ].map(({ of, ...part }) => ({
    ...part,
    list: streets.filter(({ state }) => of(state) && (shown === null || shown.has(state))),
  }));
  const told = parts.filter(({ list, isUsual }) => list.length > 0 && (isUsual || shown !== null));
  if (told.length === 0) return shown && <p className="answer-empty">{say.listNone}</p>;
  return told.map(({ title, list }) => (
    <Section key={title} title={title} aside={count(list.length)}>
      <Streets list={list} lookBackDays={props.lookBackDays} />
    </Section>
  ));
}

function Streets(props: { list: readonly StreetStanding[]; lookBackDays: number }) {
  const say = useWords(words);
  const { count } = useTold();
  const [most, setMost] = useState(FIRST);
  const left = props.list.length - most;
  return (
    <>
      <ul className="clean-streets" onKeyDown={throughRows("button")}>
        {props.list.slice(0, most).map((street) => (
          <li key={street.streetId}>
            <Street street={street} lookBackDays={props.lookBackDays} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <button type="button" className="clean-link" onClick={() => setMost(props.list.length)}>
          {say.more(count(left))}
        </button>
      )}
    </>
  );
}

function Street(props: { street: StreetStanding; lookBackDays: number }) {
  const { street } = props;
  const say = useWords(words);
  const language = useLanguage();
  const { work, count } = useTold();
  const hours = useHours();
  const moments = useMoments();
  const { streetId } = useStandingAsked();
  const set = useSetCleaningLink();
  const isChosen = streetId === street.streetId;
  const title = street.work ? work(street.work) : "";
  const by =
    street.evidence === null
      ? null
      : street.evidence === "positions"
        ? (street.servicedBy?.plate ?? null)
        : street.evidence === "confirmed"
          ? say.by_confirmed
          : say.by_completed;
  return (
    <button
      type="button"
      className="clean-row clean-street"
      aria-pressed={isChosen}
      onClick={() => set({ cleanStreet: isChosen ? undefined : street.streetId }, true)}
    >
      <StreetSign state={street.state} />
      <strong>{nameIn(language, street)}</strong>
      <span>{formatLength(street.meters, language)}</span>
      <em>
        {street.hours === null
          ? say.never(count(props.lookBackDays), title)
          : say.since(hours(street.hours), title)}
        {street.requiredHours !== null && (
          <small> {say.required(hours(street.requiredHours))}</small>
        )}
      </em>
      <small>
        {[
          by,
          street.route ? `${street.route.code} ${nameIn(language, street.route)}` : say.order,
          street.route?.team,
          street.dueUntilSeconds !== null &&
            say.dueUntil(moments.clock(new Date(street.dueUntilSeconds * 1000).toISOString())),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
    </button>
  );
}
