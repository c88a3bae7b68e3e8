import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { addDays } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import {
  ConfirmTitle,
  PassChoices,
  useNothingToConfirm,
  useStandingTold,
} from "./confirm-choice.tsx";
import { EntriesOfRoute } from "./confirm-entries.tsx";
import { passToConfirm } from "./confirm-pass.ts";
import { ConfirmSection } from "./confirm-section.tsx";
import { ConfirmStop } from "./confirm-stop.tsx";
import { confirmWords } from "./confirm-words.ts";
import { useCleaningLink, useSetCleaningLink } from "./params.ts";
import type { Today } from "./queries.ts";
import { type Round, roundsQuery } from "./round-queries.ts";
import { useStopName } from "./round-stops.tsx";
import { roundDraft, roundStanding, roundsOfRoute, stopsShown } from "./rounds.ts";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

/** The rounds of a route that may be confirmed today: one press for all of its stops, exceptions marked. */
export function ConfirmRound({ today }: { today: Today }) {
  const say = useWords(confirmWords);
  const { districtId } = useView().view.district;
  const { routeId, day } = today;
  const moments = useMoments();
  const now = useQuery(roundsQuery(districtId, undefined));
  // of a night shift that began yesterday one still confirms this morning
  const before = useQuery(roundsQuery(districtId, addDays(day, -1)));
  const data =
    now.data &&
    before.data &&
    roundsOfRoute(routeId, now.data.rounds, before.data.rounds, moments.dayOf);
  return (
    <>
      <ConfirmTitle today={today} />
      <Answer
        to={{
          ...{ data, error: now.error ?? before.error, isFetching: false },
          refetch: () => Promise.all([now.refetch(), before.refetch()]),
        }}
        isEmpty={(rounds) => rounds.length === 0}
        empty={say.noPasses}
      >
        {(rounds) => <Rounds rounds={rounds} day={day} />}
      </Answer>
      <EntriesOfRoute routeId={routeId} day={day} />
    </>
  );
}

function Rounds({ rounds, day }: { rounds: readonly Round[]; day: string }) {
  const tell = useStandingTold();
  const { confirmPass } = useCleaningLink();
  const set = useSetCleaningLink();
  const chosen =
    rounds.find(({ passId }) => passId === confirmPass) ??
    passToConfirm(rounds, (round) => roundStanding(round).is);
  return (
    <>
      <PassChoices
        passes={rounds}
        day={day}
        chosen={chosen}
        tell={(round) => tell(roundStanding(round))}
        onChoose={(passId) => set({ confirmPass: passId })}
      />
      {chosen && <Stops key={chosen.passId} round={chosen} day={day} />}
    </>
  );
}

function Stops({ round, day }: { round: Round; day: string }) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const { count } = useTold();
  const moments = useMoments();
  const nameOf = useStopName();
  const notOf = useNothingToConfirm();
  const { stops, code, name, nameEn, passId, fromAt, toAt } = round;
  const proved = stops.filter(({ evidence }) => evidence.includes("positions")).length;
  return (
    <ConfirmSection
      title={say.passTitle(
        name === null ? (code ?? "") : nameIn(language, { name, nameEn }),
        moments.span(fromAt, toAt, day),
      )}
      passId={passId}
      facts={
        <>
          {say.stops(count(stops.length))}
          <small>{proved > 0 ? say.stopsProved(count(proved)) : say.positionsNone}</small>
        </>
      }
      hint={say.tapStop}
      items={stopsShown(round, null, "need").map(({ stop }) => ({
        ...{ key: stop.facilityId, name: nameOf(stop), isMine: stop.mayEnter },
        show: (shown) => <ConfirmStop stop={stop} {...shown} />,
      }))}
      told={(left) => say.stops(count(left))}
      onlyMine={(within) => say.onlyStops(count(within))}
      not={notOf(roundStanding(round), round)}
      toDraft={(exceptions) => roundDraft(round, exceptions)}
    />
  );
}
