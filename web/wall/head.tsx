import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { useServerTime } from "./clock.ts";
import { stateQuery, type WallState } from "./queries.ts";
import { clockAt, longDayAt, useMoment } from "./times.ts";
import { words } from "./words.ts";
import "./head.css";

/** What stands over every scene: where, what, who is on duty, and the server's time. */
export function WallHead(props: {
  title: string;
  scenes: readonly { readonly sceneId: string; readonly seconds: number }[];
  sceneId: string | null;
  /** How the scene's turn is told: running, standing, or the only one of this screen. */
  turn: "running" | "paused" | "pinned";
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { district } = useView().view;
  return (
    <header className="wall-head">
      <div className="wall-where">
        <p>
          {nameIn(language, district)} · {say.product}
          {district.isDemo && (
            <span className="wall-demo" title={say.demoHint}>
              {say.demo}
            </span>
          )}
        </p>
        <h1>{props.title}</h1>
      </div>
      <Turn {...props} />
      <Duty />
      <Clock />
    </header>
  );
}

/** Where one is in the scenes. */
function Turn(props: Parameters<typeof WallHead>[0]) {
  const say = useWords(words);
  const { scenes, sceneId, turn } = props;
  return (
    <div className="wall-turn">
      {turn === "pinned" ? (
        <p>{say.pinned}</p>
      ) : (
        <ol aria-hidden="true">
          {scenes.map((scene) => (
            <li key={scene.sceneId} data-on={scene.sceneId === sceneId || undefined}>
              {scene.sceneId === sceneId && turn === "running" && (
                <i key={sceneId} style={{ animationDuration: `${scene.seconds}s` }} />
              )}
            </li>
          ))}
        </ol>
      )}
      {turn === "paused" && <p>{say.paused}</p>}
    </div>
  );
}

/** Leader, officer and substitute. */
function Duty() {
  const say = useWords(words);
  const moment = useMoment();
  const { districtId } = useView().view.district;
  const { data } = useQuery({
    ...stateQuery(districtId),
    select: ({ duty, nextDuty }: WallState) => ({ duty, nextDuty }),
  });
  const nowMs = useServerTime(60_000);
  if (!data) return <dl className="wall-duty" />;
  const { duty, nextDuty } = data;
  if (!duty)
    return (
      <dl className="wall-duty" data-none="">
        <div>
          <dt>{say.officer}</dt>
          <dd>{say.nobodyOnDuty}</dd>
          {nextDuty && <dd>{say.next(nextDuty.officer, moment(nextDuty.startsAt, nowMs))}</dd>}
        </div>
      </dl>
    );
  return (
    <dl className="wall-duty">
      <Person role={say.leader} name={duty.leader ?? say.nobody} isMissing={duty.leader === null} />
      <Person role={say.officer} name={duty.officer} isAway={duty.isCovered} />
      <Person
        role={say.substitute}
        name={duty.substitute ?? say.nobody}
        isMissing={duty.substitute === null}
        isHere={duty.isCovered}
      />
    </dl>
  );
}

function Person(props: {
  role: string;
  name: string;
  isMissing?: boolean;
  isAway?: boolean;
  isHere?: boolean;
}) {
  return (
    <div
      data-missing={props.isMissing || undefined}
      data-away={props.isAway || undefined}
      data-here={props.isHere || undefined}
    >
      <dt>{props.role}</dt>
      <dd>{props.name}</dd>
    </div>
  );
}

/** The server's time; the browser's would be a guess. */
function Clock() {
  const say = useWords(words);
  const language = useLanguage();
  const { timeZone } = useView().view.district;
  const nowMs = useServerTime();
  return (
    <p className="wall-clock">
      <time>{nowMs === null ? "--:--:--" : clockAt(nowMs, timeZone)}</time>
      <small>{nowMs === null ? say.clockUnknown : longDayAt(nowMs, timeZone, language)}</small>
    </p>
  );
}
