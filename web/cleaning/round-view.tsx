import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { Section } from "../ui/panel.tsx";
import { EntriesOfRoute } from "./confirm-entries.tsx";
import { mayConfirm } from "./confirm-pass.ts";
import { confirmWords } from "./confirm-words.ts";
import { EntryUndo, type UndoTarget } from "./entry-undo.tsx";
import { RoundsLegend, StopBar } from "./round-legend.tsx";
import { useRoundsAsked, useSetRoundLink } from "./round-link.ts";
import { useHeardTold } from "./round-list.tsx";
import type { Round, RoundStop, Rounds } from "./round-queries.ts";
import { RoundStops } from "./round-stops.tsx";
import { roundWords } from "./round-words.ts";
import { allIn, roundStanding, stopsShown } from "./rounds.ts";
import { routeQuery } from "./route-queries.ts";
import { Age } from "./standing-head.tsx";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

const StopEntry = lazy(() =>
  import("./round-entry.tsx").then((module) => ({ default: module.StopEntry })),
);
const RoundConfirmation = lazy(() =>
  import("./round-entry.tsx").then((module) => ({ default: module.RoundConfirmation })),
);

/** One round: what is known of it, its stops, and where one says what became of them. */
export function RoundView({ rounds, round }: { rounds: Rounds; round: Round }) {
  const say = useWords(roundWords);
  const sayConfirm = useWords(confirmWords);
  const { count } = useTold();
  const maySay = useMay("cleaning.confirm") !== null;
  const [entering, setEntering] = useState<RoundStop | "round" | null>(null);
  const [undo, setUndo] = useState<UndoTarget | null>(null);
  const set = useSetRoundLink();
  const { shown, order } = useRoundsAsked();
  const { counts, routeId, stops } = round;
  const standing = roundStanding(round);
  const dialog = {
    ...{ round, day: rounds.day, onClose: () => setEntering(null) },
    onEntered: (entry: UndoTarget) => {
      setEntering(null);
      setUndo(entry);
    },
  };
  return (
    <>
      <Age at={rounds.asOf} />
      <Facts round={round} day={rounds.day} />
      <StopBar counts={counts} />
      {maySay && mayConfirm(standing) && (
        <div className="clean-acts">
          <Button icon="check" onPress={() => setEntering("round")}>
            {say.confirm}
          </Button>
        </div>
      )}
      {maySay && standing.isElsewhere && <p className="clean-quiet">{sayConfirm.elsewhere}</p>}
      {undo && <EntryUndo key={undo.entryId} entry={undo} onGone={() => setUndo(null)} />}
      <Section title={say.stops} aside={count(stops.length)}>
        {stops.length === 0 ? (
          <p className="answer-empty">{say.stopsNone}</p>
        ) : (
          <>
            <div className="clean-works">
              <Segmented
                label={say.order}
                value={order}
                options={[
                  { value: "round", title: say.byRound },
                  { value: "need", title: say.byNeed },
                ]}
                onChange={(value) => set({ roundOrder: value === "need" ? value : undefined })}
              />
            </div>
            <RoundStops
              stops={stopsShown(round, shown, order)}
              day={rounds.day}
              {...(maySay ? { onEnter: setEntering } : {})}
            />
          </>
        )}
      </Section>
      <Legend round={round} />
      {routeId !== null && <EntriesOfRoute routeId={routeId} day={round.day} />}
      <Suspense>
        {entering === "round" && <RoundConfirmation {...dialog} />}
        {entering !== null && entering !== "round" && <StopEntry {...dialog} stop={entering} />}
      </Suspense>
    </>
  );
}

function Facts({ round, day }: { round: Round; day: string }) {
  const say = useWords(roundWords);
  const { count } = useTold();
  const moments = useMoments();
  const heard = useHeardTold()(round);
  const { counts, of, ordinal, team, vehicles, suspension, routeId } = round;
  return (
    <>
      {suspension && <p className="clean-suspended">{say.suspended(suspension.reason)}</p>}
      <p className="rnd-done">
        <b>{say.roundFacts(count(counts.done), count(allIn(counts)))}</b>
        {counts.not_done > 0 && (
          <b data-is="behind"> · {say.missedFacts(count(counts.not_done))}</b>
        )}
        {counts.not_recorded > 0 && <b> · {say.unknownFacts(count(counts.not_recorded))}</b>}
      </p>
      <dl className="rnd-facts">
        <dt>{say.time}</dt>
        <dd>
          {moments.span(round.fromAt, round.toAt, day)}
          {of > 1 && <small>{say.ordinal(count(ordinal), count(of))}</small>}
        </dd>
        <dt>{say.team}</dt>
        <dd>{team ?? say.noTeam}</dd>
        <dt>{say.vehicles}</dt>
        <dd>
          {vehicles.length === 0 && say.none}
          {vehicles.map(({ vehicleId, plate }) => (
            <VehicleLink key={vehicleId} {...{ vehicleId, plate }} />
          ))}
          {heard && <small>{heard}</small>}
        </dd>
        {routeId !== null && (
          <>
            <dt>{say.route}</dt>
            <dd>
              <Link
                to={"/cleaning/routes" as never}
                // the router's type of search is of every page at once; the link's own is kept
                search={((now: object) => ({ ...now, route: routeId })) as never}
              >
                {say.toRoute}
              </Link>
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

/** A vehicle, opened among those of the fleet. */
function VehicleLink({ vehicleId, plate }: Round["vehicles"][number]) {
  return (
    <Link
      to={"/fleet" as never}
      // the router's type of search is of every page at once; the link's own is kept
      search={((now: object) => ({ ...now, select: `vehicles:${vehicleId}` })) as never}
    >
      {plate}
    </Link>
  );
}

function Legend({ round }: { round: Round }) {
  const say = useWords(roundWords);
  const { districtId } = useView().view.district;
  const { routeId, counts } = round;
  const route = useQuery({ ...routeQuery(districtId, routeId ?? ""), enabled: routeId !== null });
  const isCourse = (route.data?.edgeIds.length ?? 0) > 0;
  return (
    <RoundsLegend
      counts={counts}
      {...(route.data
        ? { line: { isCourse, title: isCourse ? say.courseLine : say.orderLine } }
        : {})}
    />
  );
}
