import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { formatCount, formatLength, formatNumber } from "../ui/format.ts";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type Group, groupsQuery, type Reading, type RepairAsked } from "./queries.ts";
import { RepairPreview } from "./repair-preview.tsx";
import { Repairs } from "./repairs.tsx";
import { KIND_TITLES, READING_TITLES, words } from "./words.ts";

/** The readings that stand side by side; the two others are shown only where one of them is the verdict. */
const SIDE_BY_SIDE = ["wgs84", "gcj02", "bd09"] as const;

/** Which lists of positions were stored in another datum, and the way to put each right. */
export function Doctor() {
  const say = useWords(words);
  const { view } = useView();
  const { districtId } = view.district;
  const groups = useQuery(groupsQuery(districtId));
  const mayRepair = useMay("quality.repair")?.isWhole === true;
  const [asked, setAsked] = useState<(RepairAsked & { name: string }) | null>(null);
  return (
    <>
      <header className="quality-head">
        <h2>{say.doctor}</h2>
        <p>{say.doctorIntro}</p>
      </header>
      <Answer to={groups} isEmpty={(data) => data.groups.length === 0} empty={say.groupsNone}>
        {(data) => (
          <>
            {data.unknown ? (
              <p className="quality-empty">{say[data.unknown]}</p>
            ) : (
              !data.groups.some(({ isWrong }) => isWrong) && (
                <p className="quality-empty" data-well="true">
                  {say.allWell}
                </p>
              )
            )}
            <div className="doctor-scroll">
              <table className="doctor">
                <thead>
                  <tr>
                    <th scope="col">{say.group}</th>
                    <th scope="col" className="doctor-number">
                      {say.records}
                    </th>
                    {SIDE_BY_SIDE.map((reading) => (
                      <th key={reading} scope="col" className="doctor-number">
                        {titleOf(reading).en}
                        <small>
                          {say.inside} · {say.toStreet}
                        </small>
                      </th>
                    ))}
                    <th scope="col">{say.verdict}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.groups.map((group) => (
                    <GroupRow
                      key={group.groupId}
                      group={group}
                      isOpen={asked?.groupId === group.groupId}
                      onPreview={mayRepair ? setAsked : null}
                    />
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Answer>
      {asked && (
        <RepairPreview
          key={`${asked.groupId} ${asked.reading}`}
          asked={{ groupId: asked.groupId, reading: asked.reading }}
          name={asked.name}
          onClose={() => setAsked(null)}
        />
      )}
      <Repairs mayUndo={mayRepair} />
    </>
  );
}

const titleOf = (reading: Reading) => READING_TITLES[reading] ?? { zh: reading, en: reading };

function GroupRow(props: {
  group: Group;
  isOpen: boolean;
  onPreview: ((asked: RepairAsked & { name: string }) => void) | null;
}) {
  const { group, isOpen, onPreview } = props;
  const { origin, kind, reading } = group;
  const say = useWords(words);
  const language = useLanguage();
  const known = kind && KIND_TITLES[kind];
  const what = known ? titleIn(language, known) : say.complaints;
  const from = origin.name ?? say.byHand;
  return (
    <tr data-wrong={group.isWrong || undefined} aria-current={isOpen || undefined}>
      <th scope="row">
        {what}
        <small>{from}</small>
      </th>
      <td className="doctor-number">
        {formatCount(group.count, language)}
        {group.points < group.count && group.points > 0 && (
          <small>{say.sample(formatCount(group.points, language))}</small>
        )}
      </td>
      {SIDE_BY_SIDE.map((each) => (
        <Fit key={each} group={group} reading={each} />
      ))}
      <td className="doctor-verdict">
        <Verdict group={group} />
        {group.canRepair && reading && reading !== "wgs84" && onPreview && (
          <Button
            isPressed={isOpen}
            onPress={() =>
              onPreview({ groupId: group.groupId, reading, name: origin.name ?? what })
            }
          >
            {say.preview}
          </Button>
        )}
        {group.isWrong && !group.canRepair && <small>{say.atSource}</small>}
      </td>
    </tr>
  );
}

/** How well a group fits under one reading: the best one stands out. */
function Fit({ group, reading }: { group: Group; reading: Reading }) {
  const language = useLanguage();
  const fit = group.fits.find((each) => each.reading === reading);
  if (!fit)
    return (
      <td className="doctor-number quality-quiet" data-title={titleOf(reading).en}>
        —
      </td>
    );
  const percent = (100 * fit.inside) / Math.max(1, group.points);
  return (
    <td
      className="doctor-number"
      data-title={titleOf(reading).en}
      data-best={group.reading === reading || undefined}
    >
      {formatNumber(percent, language, 0)}%<small>{formatLength(fit.medianMeters, language)}</small>
    </td>
  );
}

function Verdict({ group }: { group: Group }) {
  const { outcome, reading, margin } = group;
  const say = useWords(words);
  const language = useLanguage();
  if (outcome !== "clear" || reading === null)
    return <span className="quality-quiet">{say[outcome === "clear" ? "unclear" : outcome]}</span>;
  const title = titleIn(language, titleOf(reading));
  const isTwice = reading === "wgs84-as-gcj02" || reading === "wgs84-as-bd09";
  return (
    <span
      title={
        margin
          ? say.chance(
              String(margin.better),
              String(margin.worse),
              titleIn(language, titleOf(margin.rival)),
            )
          : undefined
      }
      className={group.isWrong ? "doctor-wrong" : undefined}
    >
      {group.isWrong ? (isTwice ? title : say.wrong(title)) : say.right}
    </span>
  );
}
