import { useState } from "react";
import { Segmented } from "../ui/controls.tsx";
import { formatCount } from "../ui/format.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import type { CoverageAnswer } from "./queries.ts";
import { useAmounts } from "./units.ts";
import { STATE_TITLES, words } from "./words.ts";

type Level = "subdistrict" | "community";

/** Areas beside each other, the most people beyond reach first. */
export function AreasTab({ coverage }: { coverage: CoverageAnswer }) {
  const say = useWords(words);
  const language = useLanguage();
  const [level, setLevel] = useState<Level>("subdistrict");
  const { amount, percent, meters, unit } = useAmounts(coverage.asked.demand);
  const rows = coverage.areas
    .filter((area) => area.level === level)
    .toSorted((a, b) => b.outside + b.withoutRoom - (a.outside + a.withoutRoom));
  return (
    <>
      <div className="cov-tabs">
        <Segmented
          label={say.area}
          value={level}
          options={(["subdistrict", "community"] as const).map((value) => ({
            value,
            title: say[value],
          }))}
          onChange={setLevel}
        />
      </div>
      <table className="cov-table">
        <thead>
          <tr>
            <th scope="col">{say.area}</th>
            <th scope="col">
              {titleIn(language, STATE_TITLES.outside!)}
              <small> {unit}</small>
            </th>
            <th scope="col">{say.share}</th>
            <th scope="col">
              {say.median}
              <small> m</small>
            </th>
            <th scope="col">{say.siteCount}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((area) => (
            <tr key={area.areaId}>
              <th scope="row">{nameIn(language, area)}</th>
              <td>{amount(area.outside)}</td>
              <td>
                {percent(area.served, area.demand)}
                <small> n={amount(area.demand)}</small>
              </td>
              <td>{area.medianMeters === null ? "—" : meters(area.medianMeters)}</td>
              <td>{formatCount(area.sites, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
