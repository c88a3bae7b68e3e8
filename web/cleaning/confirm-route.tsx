import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import {
  ConfirmTitle,
  PassChoices,
  useNothingToConfirm,
  useStandingTold,
} from "./confirm-choice.tsx";
import { EntriesOfRoute } from "./confirm-entries.tsx";
import { isWithin, passStanding, passToConfirm, streetKey, toDraft } from "./confirm-pass.ts";
import { ConfirmRound } from "./confirm-round.tsx";
import { ConfirmSection } from "./confirm-section.tsx";
import { ConfirmStreet, useStreetName } from "./confirm-street.tsx";
import { confirmWords } from "./confirm-words.ts";
import { useCleaningLink, useSetCleaningLink } from "./params.ts";
import { type Today, type TodayPass, todayQuery } from "./queries.ts";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

/** The passes of a route today; the one that waits for a word is open. */
export function ConfirmRoute({ routeId }: { routeId: string }) {
  const say = useWords(confirmWords);
  const { districtId } = useView().view.district;
  const today = useQuery(todayQuery(districtId, routeId));
  const set = useSetCleaningLink();
  return (
    <section className="confirm-part">
      <Button
        isQuiet
        icon="left"
        onPress={() => set({ confirmRoute: undefined, confirmPass: undefined }, true)}
      >
        {say.otherRoute}
      </Button>
      <Answer
        to={{ ...today, isFetching: false }}
        isEmpty={({ passes, work }) => passes.length === 0 && work !== "collection"}
        empty={say.noPasses}
      >
        {(known) =>
          known.work === "collection" ? <ConfirmRound today={known} /> : <Route today={known} />
        }
      </Answer>
    </section>
  );
}

function Route({ today }: { today: Today }) {
  const tell = useStandingTold();
  const { confirmPass } = useCleaningLink();
  const set = useSetCleaningLink();
  const chosen =
    today.passes.find(({ passId }) => passId === confirmPass) ??
    passToConfirm(today.passes, (pass) => passStanding(pass).is);
  return (
    <>
      <ConfirmTitle today={today} />
      <PassChoices
        passes={today.passes}
        day={today.day}
        chosen={chosen}
        tell={(pass) => tell(passStanding(pass))}
        onChoose={(passId) => set({ confirmPass: passId })}
      />
      {chosen && <Pass key={chosen.passId} today={today} pass={chosen} />}
      <EntriesOfRoute routeId={today.routeId} day={today.day} />
    </>
  );
}

/** A section of streets: what positions say of it already, and what there is to confirm. */
function Pass({ today, pass }: { today: Today; pass: TodayPass }) {
  const say = useWords(confirmWords);
  const language = useLanguage();
  const { count, km, percent } = useTold();
  const moments = useMoments();
  const nameOf = useStreetName();
  const notOf = useNothingToConfirm();
  const standing = passStanding(pass);
  const { all: meters, byPositions } = standing;
  return (
    <ConfirmSection
      title={say.passTitle(
        nameIn(language, today),
        moments.span(pass.fromAt, pass.toAt, today.day),
      )}
      facts={
        <>
          {say.streets(count(pass.streets.length), km(meters))}
          <small>
            {byPositions > 0 ? say.positionsProve(percent(byPositions, meters)) : say.positionsNone}
          </small>
        </>
      }
      items={pass.streets.map((street) => ({
        ...{ key: streetKey(street), name: nameOf(street), isMine: isWithin(street) },
        show: (props) => <ConfirmStreet street={street} {...props} />,
      }))}
      hint={say.tapHint}
      told={(left) => say.confirmFacts(count(left))}
      onlyMine={(within) => say.onlyWithin(count(within))}
      passId={pass.passId}
      toDraft={(exceptions) => toDraft(pass, exceptions)}
      not={notOf(standing, pass)}
    />
  );
}
