import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { Select, Toggle } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useLens } from "./lens-choice.ts";
import {
  questionOf,
  SERVING_KINDS,
  type ServingKind,
  useCoverageLink,
  useSetCoverageLink,
} from "./params.ts";
import type { CoverageAnswer } from "./queries.ts";
import { KIND_TITLES, MEASURE_TITLES, words } from "./words.ts";

type Asked = CoverageAnswer["asked"];

/** A link names no lens: the radius is one's own. */
const OWN = "own";
const FIRST_RADIUS = 300;

/** What is asked: which facilities, by which standard, for whom. */
export function Asking({ asked }: { asked: Asked | null }) {
  const say = useWords(words);
  const language = useLanguage();
  const linked = useCoverageLink();
  const set = useSetCoverageLink();
  const { kind, radiusMeters, demand } = questionOf(linked);
  const { offered, first, chosen: lens, measured } = useLens();
  const chosen = lens?.id ?? OWN;
  const seesComplaints = useMay("complaints.all");
  // what one may not read is no choice; a link that asks for it is told so by the server
  const demands = (["residents", "daytime", "complaints"] as const).filter(
    (each) => each !== "complaints" || seesComplaints || demand === each,
  );
  return (
    <div className="cov-asking">
      <div className="cov-asking-row" data-single={measured ? true : undefined}>
        <Select
          label={say.kind}
          isBoxed
          value={kind as (typeof SERVING_KINDS)[number]}
          options={SERVING_KINDS.map((each) => ({
            value: each,
            title: titleIn(language, KIND_TITLES[each]),
          }))}
          onChange={(next: ServingKind) =>
            set(
              {
                serves: next === "toilet" ? undefined : next,
                ...{ lens: undefined, tries: undefined, site: undefined, gap: undefined },
                ...{ reach: undefined, capacity: undefined },
              },
              true,
            )
          }
        />
        {!measured && (
          <Select
            label={say.demand}
            isBoxed
            value={demand ?? "residents"}
            options={demands.map((each) => ({
              value: each,
              title: say[each],
            }))}
            onChange={(next) => set({ demand: next === "residents" ? undefined : next }, true)}
          />
        )}
      </div>
      <Select
        label={say.lens}
        isBoxed
        value={chosen}
        options={[
          ...offered.map(({ id, title, measure }) => ({
            ...{ value: id, title: titleIn(language, title) },
            group: titleIn(language, MEASURE_TITLES[measure.type]),
          })),
          { value: OWN, title: say.ownRadius },
        ]}
        onChange={(id) =>
          set(
            id === OWN
              ? {
                  lens: undefined,
                  gap: undefined,
                  reach: String(asked?.radiusMeters ?? FIRST_RADIUS),
                }
              : { lens: id === first?.id ? undefined : id, gap: undefined, reach: undefined },
            true,
          )
        }
      />
      {chosen === OWN ? (
        <Radius meters={radiusMeters ?? FIRST_RADIUS} />
      ) : (
        asked && <Clause asked={asked} />
      )}
      {measured ? <Planned /> : <Options />}
    </div>
  );
}

/** The clause beside the number: whether it is law, and how sure we are of it. */
function Clause({ asked: { basis, isOwn } }: { asked: Asked }) {
  const say = useWords(words);
  if (!basis) return null;
  return (
    <p className="cov-clause">
      <span data-law={basis.isLaw || undefined}>
        {isOwn ? say.own : basis.isLaw ? say.law : say.notLaw}
      </span>
      {!isOwn && (
        <>
          {basis.standard} {basis.clause}
          {!basis.isLaw && <small> · {say.unsure(basis.confidence)}</small>}
        </>
      )}
      {isOwn && <small> · {basis.clause}</small>}
      <Link to={"/coverage/settings" as never} className="cov-settings">
        {say.standards}
      </Link>
    </p>
  );
}

function Radius({ meters }: { meters: number }) {
  const say = useWords(words);
  const set = useSetCoverageLink();
  const [text, setText] = useState(String(meters));
  const keep = () => {
    const value = Number(text);
    if (value >= 1 && value <= 20_000) set({ reach: String(Math.round(value)) }, true);
    else setText(String(meters));
  };
  return (
    <label className="cov-radius">
      {say.radius}
      <input
        className="input"
        type="number"
        min={1}
        max={20_000}
        step={10}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && keep()}
      />
    </label>
  );
}

/** Which facilities count, folded until somebody wants it. */
function Options() {
  const say = useWords(words);
  const language = useLanguage();
  const linked = useCoverageLink();
  const set = useSetCoverageLink();
  const { kind, demand, profile } = questionOf(linked);
  const isPlanned = (linked.statuses ?? "").includes("planned");
  const given = [
    linked.minStars,
    linked.accessible,
    linked.openAt,
    linked.capacity,
    linked.travel,
    isPlanned ? "planned" : undefined,
  ].filter((value) => value !== undefined).length;
  const hasRoom = kind === "toilet" || kind === "transfer_station";
  return (
    <details className="cov-options" open={given > 0 || undefined}>
      <summary>
        <Icon name="down" size={12} />
        {given > 0 ? say.optionsSet(formatCount(given, language)) : say.options}
      </summary>
      <div className="cov-option-grid">
        {hasRoom && (
          <div>
            {say.minStars}
            <Select
              label={say.minStars}
              isBoxed
              value={linked.minStars ?? ""}
              options={[
                { value: "", title: say.anyStars },
                ...["1", "2", "3", "4", "5"].map((stars) => ({
                  value: stars,
                  title: say.starsUp(stars),
                })),
              ]}
              onChange={(stars) => set({ minStars: stars || undefined }, true)}
            />
          </div>
        )}
        <div>
          {say.travel}
          <Select
            label={say.travel}
            isBoxed
            value={profile ?? ""}
            options={[
              { value: "", title: say.asLens },
              { value: "walk", title: say.walk },
              { value: "vehicle", title: say.vehicle },
            ]}
            onChange={(travel) => set({ travel: travel || undefined }, true)}
          />
        </div>
        {kind === "toilet" && (
          <label>
            {say.openAt}
            <input
              className="input"
              type="time"
              value={linked.openAt ?? ""}
              onChange={(event) => set({ openAt: event.target.value || undefined })}
            />
          </label>
        )}
        {kind === "toilet" && (
          <Toggle
            isOn={linked.accessible === "on"}
            onChange={(isOn) => set({ accessible: isOn ? "on" : undefined }, true)}
          >
            {say.accessible}
          </Toggle>
        )}
        {hasRoom && demand !== "complaints" && (
          <Toggle
            isOn={linked.capacity === "on"}
            onChange={(isOn) => set({ capacity: isOn ? "on" : undefined }, true)}
          >
            {say.capacity}
          </Toggle>
        )}
        <Planned />
      </div>
    </details>
  );
}

/** Whether what is not built yet counts as there. */
function Planned() {
  const say = useWords(words);
  const { statuses } = useCoverageLink();
  const set = useSetCoverageLink();
  return (
    <Toggle
      isOn={(statuses ?? "").includes("planned")}
      onChange={(isOn) => set({ statuses: isOn ? "open,building,planned" : undefined }, true)}
    >
      {say.planned}
    </Toggle>
  );
}
