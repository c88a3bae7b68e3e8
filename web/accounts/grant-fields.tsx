import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useView } from "../map/view.ts";
import { Segmented, Select } from "../ui/controls.tsx";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { grantAreasQuery, type NewGrant, rolesQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";

/** One role and how far it goes: the whole district, or some of its areas. */
export function GrantFields(props: { grant: NewGrant; onChange: (grant: NewGrant) => void }) {
  const { grant, onChange } = props;
  const say = useWords(adminWords);
  const language = useLanguage();
  const roles = useQuery(rolesQuery());
  return (
    <fieldset className="grant-fields">
      <legend className="visually-hidden">{say.role}</legend>
      <Select
        label={say.role}
        value={grant.role}
        options={(roles.data?.roles ?? []).map(({ role, title }) => ({
          value: role,
          title: titleIn(language, title),
        }))}
        onChange={(role) => onChange({ ...grant, role })}
      />
      <Segmented
        label={say.where}
        value={grant.areaIds === null ? "whole" : "areas"}
        options={[
          { value: "whole", title: say.whole },
          { value: "areas", title: say.onlyAreas },
        ]}
        onChange={(where) => onChange({ ...grant, areaIds: where === "whole" ? null : [] })}
      />
      {grant.areaIds !== null && (
        <AreaPicker
          chosen={grant.areaIds}
          onChange={(areaIds) => onChange({ ...grant, areaIds })}
        />
      )}
    </fieldset>
  );
}

/** Areas by level, with a line to find them in. */
function AreaPicker(props: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const areas = useQuery(grantAreasQuery(view.district.districtId));
  const [q, setQ] = useState("");
  const words = q.trim().toLowerCase();
  const found = (areas.data?.areas ?? []).filter(({ code, name, nameEn }) =>
    [code, name, nameEn ?? ""].some((text) => text.toLowerCase().includes(words)),
  );
  const toggle = (id: string) =>
    props.onChange(
      props.chosen.includes(id)
        ? props.chosen.filter((one) => one !== id)
        : [...props.chosen, id].sort(),
    );
  return (
    <div className="area-picker">
      <input
        type="search"
        aria-label={say.findArea}
        placeholder={`${say.findArea} · ${say.chosen(props.chosen.length)}`}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      <ul aria-label={say.chooseAreas}>
        {found.map((area) => (
          <li key={area.areaId}>
            <label>
              <input
                type="checkbox"
                checked={props.chosen.includes(area.areaId)}
                onChange={() => toggle(area.areaId)}
              />
              {nameIn(language, area)}
              <small>{say.levels(area.level)}</small>
            </label>
          </li>
        ))}
      </ul>
    </div>
  );
}
