import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { IconButton } from "../ui/controls.tsx";
import { FILE_FORMATS, FileMenu } from "../ui/file-menu.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { Panel } from "../ui/panel.tsx";
import "./cleaning.css";
import "./round.css";
import { fileUrl } from "./queries.ts";
import { RoundDay } from "./round-day.tsx";
import { RoundsHead } from "./round-head.tsx";
import { RoundsLegend } from "./round-legend.tsx";
import { useRoundsAsked, useSetRoundLink } from "./round-link.ts";
import { RoundList } from "./round-list.tsx";
import { RoundsPaper } from "./round-paper.tsx";
import { type Rounds, roundsQuery } from "./round-queries.ts";
import { RoundView } from "./round-view.tsx";
import { roundWords } from "./round-words.ts";
import { keyOf, stopsIn } from "./rounds.ts";
import { StandingColors } from "./sign.tsx";
import { Age } from "./standing-head.tsx";
import { SuspensionBanner } from "./suspension-banner.tsx";
import { useTold } from "./told.ts";
import { To } from "./tools.tsx";

/** Collection rounds of a day: what was missed first, what nobody can know apart; and one of them stop by stop. */
export function RoundsPanel() {
  const say = useWords(roundWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { day, open } = useRoundsAsked();
  const rounds = useQuery(roundsQuery(districtId, day));
  const one = rounds.data?.rounds.find((round) => keyOf(round) === open);
  const wasList = useRef(false);
  if (rounds.data && !one) wasList.current = true;
  const title = one?.name
    ? `${one.code} ${nameIn(language, { ...one, name: one.name })}`
    : say.title;
  return (
    <Panel title={title} tools={<Tools />}>
      <StandingColors />
      {one && <Back key={keyOf(one)} isNext={wasList.current} />}
      <RoundDay shown={rounds.data?.day ?? ""} />
      {/* it is asked again every minute and does not fade for that */}
      <Answer
        to={{ ...rounds, isFetching: false }}
        isEmpty={(known) => known.rounds.length === 0}
        empty={<Empty />}
      >
        {(known) =>
          one ? (
            <RoundView key={keyOf(one)} rounds={known} round={one} />
          ) : (
            <AllRounds known={known} />
          )
        }
      </Answer>
      {rounds.data && <RoundsPaper rounds={rounds.data} />}
    </Panel>
  );
}

/** To all rounds. @param isNext  somebody came here from them and goes on from here by the keyboard. */
function Back({ isNext }: { isNext: boolean }) {
  const say = useWords(roundWords);
  const set = useSetRoundLink();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.closest(".panel-body")?.scrollTo?.(0, 0);
    if (isNext) button.current?.focus({ preventScroll: true });
  }, [isNext]);
  return (
    <button
      ref={button}
      type="button"
      className="clean-link rnd-back"
      onClick={() => set({ round: undefined }, true)}
    >
      ‹ {say.closeRound}
    </button>
  );
}

function AllRounds({ known }: { known: Rounds }) {
  const say = useWords(roundWords);
  const language = useLanguage();
  const { count } = useTold();
  const { open } = useRoundsAsked();
  const counts = stopsIn(known.rounds);
  const { meters, seconds } = known.stand;
  return (
    <>
      <Age at={known.asOf} />
      {open !== null && <p className="answer-empty">{say.gone}</p>}
      <SuspensionBanner works={["collection"]} />
      <RoundsHead counts={counts} />
      <RoundList rounds={known.rounds} day={known.day} />
      <RoundsLegend counts={counts} />
      <Ways />
      <p className="clean-note">
        {titleIn(language, known.definition)} {say.standRule(count(meters), count(seconds))}
      </p>
    </>
  );
}

/** The day's stops as a file, and on paper. */
function Tools() {
  const say = useWords(roundWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { day } = useRoundsAsked();
  return (
    <>
      <IconButton icon="print" label={say.print} onPress={() => print()} />
      <FileMenu label={say.files}>
        {FILE_FORMATS.map(({ format, title }) => (
          <li key={format}>
            <a
              href={fileUrl(districtId, "rounds", {
                ...{ day, format, lang: language === "en" ? "en" : "zh" },
              })}
              download
            >
              {title}
            </a>
          </li>
        ))}
      </FileMenu>
    </>
  );
}

function Empty() {
  const say = useWords(roundWords);
  return (
    <>
      {say.empty} <To page="/cleaning/routes">{say.toRoutes}</To>
    </>
  );
}

/** Pages beside this one. */
function Ways() {
  const say = useWords(roundWords);
  return (
    <div className="clean-ways">
      <To page="/cleaning">{say.toStreets}</To>
      <To page="/cleaning/routes">{say.toRoutes}</To>
    </div>
  );
}
