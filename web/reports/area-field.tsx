import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { IconButton } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { monthQuery, type ReportArea } from "./queries.ts";
import { useTold } from "./told.ts";
import { words } from "./words.ts";

const OFFERED = 8;

/** Areas whose name, code or parent's name holds what was typed. */
export function areasFound(
  areas: readonly ReportArea[],
  text: string,
  nameOf: (area: Pick<ReportArea, "name" | "nameEn">) => string,
): readonly ReportArea[] {
  const wanted = text.trim().toLowerCase();
  const said = (area: ReportArea) =>
    [nameOf(area), area.name, area.code, area.parent ? nameOf(area.parent) : ""].join(" ");
  return areas.filter((area) => said(area).toLowerCase().includes(wanted)).slice(0, OFFERED);
}

/** Chooses the area whose records are listed; nothing chosen is all of them. */
export function AreaField(props: {
  areaId: string | null;
  onPick: (areaId: string | null) => void;
}) {
  const say = useWords(words);
  const language = useLanguage();
  const { district } = useView().view;
  const told = useTold();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  // the areas of today are those of the month's ranking
  const month = useQuery(monthQuery(district.districtId, district.today.slice(0, 7))).data;
  const areas = month?.current.groups.flatMap((group) => group.areas.map(({ area }) => area)) ?? [];
  const chosen = areas.find(({ areaId }) => areaId === props.areaId);
  const text = typed ?? (chosen ? nameIn(language, chosen) : "");
  return (
    <span className="rep-area">
      <label className="visually-hidden" htmlFor={id}>
        {say.area}
      </label>
      <Combobox
        id={id}
        text={text}
        placeholder={say.allAreas}
        options={areasFound(areas, text, told.area).map((area) => ({
          key: area.areaId,
          content: <AreaOption area={area} />,
        }))}
        onText={(next) => {
          setTyped(next);
          if (next.trim() === "") props.onPick(null);
        }}
        onPick={(areaId) => {
          props.onPick(areaId);
          setTyped(null);
        }}
        isTabPicking
      />
      {props.areaId !== null && (
        <IconButton
          icon="close"
          label={say.allAreas}
          onPress={() => {
            setTyped(null);
            props.onPick(null);
          }}
        />
      )}
    </span>
  );
}

export function AreaOption({ area }: { area: ReportArea }) {
  const told = useTold();
  return (
    <span>
      {told.area(area)} {area.parent && <small>{told.area(area.parent)}</small>}
    </span>
  );
}
