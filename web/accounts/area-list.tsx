import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Segmented } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { grantAreasQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";

export type GrantArea = {
  readonly areaId: string;
  readonly level: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
};

/** From the largest to the smallest. */
const LEVELS = ["district", "subdistrict", "community", "grid", "responsibility", "fee"];
const ALL = "all";

/**
 * The district's areas, found by name or code and by level.
 *
 * @param props.note  what stands in the search line besides.
 * @param props.children  shows those that fit.
 */
export function AreaList(props: {
  note?: string;
  children: (areas: readonly GrantArea[]) => ReactNode;
}) {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const areas = useQuery(grantAreasQuery(view.district.districtId));
  const [q, setQ] = useState("");
  const [level, setLevel] = useState(ALL);
  const words = q.trim().toLowerCase();
  return (
    <div className="area-list">
      <Answer to={areas} isEmpty={(known) => known.areas.length === 0} empty={say.areasEmpty}>
        {(known) => {
          const counts = new Map(LEVELS.map((one) => [one, 0]));
          for (const area of known.areas) counts.set(area.level, (counts.get(area.level) ?? 0) + 1);
          const present = [...counts].filter(([, count]) => count > 0);
          const found = known.areas.filter(
            (area) =>
              (level === ALL || area.level === level) &&
              [area.code, area.name, area.nameEn ?? ""].some((text) =>
                text.toLowerCase().includes(words),
              ),
          );
          return (
            <>
              <div className="admin-tools" data-print="hide">
                <input
                  className="input"
                  type="search"
                  aria-label={say.findArea}
                  placeholder={[say.findArea, props.note].filter(Boolean).join(" · ")}
                  value={q}
                  onChange={(event) => setQ(event.target.value)}
                />
                {present.length > 1 && (
                  <Segmented
                    label={say.level}
                    value={level}
                    options={[
                      { value: ALL, title: say.everyLevel },
                      ...present.map(([value, count]) => ({
                        value,
                        title: `${say.levels(value)} ${formatCount(count, language)}`,
                      })),
                    ]}
                    onChange={setLevel}
                  />
                )}
              </div>
              {found.length === 0 ? (
                <p className="answer-empty">{say.noArea}</p>
              ) : (
                props.children(found)
              )}
            </>
          );
        }}
      </Answer>
    </div>
  );
}

/** Areas to choose among: several, or one. */
export function AreaChoices(props: {
  areas: readonly GrantArea[];
  isOne?: boolean;
  chosen: readonly string[];
  onPick: (area: GrantArea) => void;
}) {
  const say = useWords(adminWords);
  const language = useLanguage();
  return (
    <ul className="area-choices" aria-label={say.chooseAreas}>
      {props.areas.map((area) => (
        <li key={area.areaId}>
          <label>
            <input
              type={props.isOne ? "radio" : "checkbox"}
              name="area"
              checked={props.chosen.includes(area.areaId)}
              onChange={() => props.onPick(area)}
            />
            <span>{nameIn(language, area)}</span>
            <small>{say.levels(area.level)}</small>
          </label>
        </li>
      ))}
    </ul>
  );
}
