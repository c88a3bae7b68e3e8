import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { type NewGrant, rolesQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { AreaChoices, AreaList } from "./area-list.tsx";

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
        isBoxed
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

/** Areas to limit a role to; one is needed. */
function AreaPicker(props: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const { chosen, onChange } = props;
  const say = useWords(adminWords);
  const toggle = (id: string) =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].sort());
  return (
    <div className="area-picker">
      <AreaList note={say.chosen(chosen.length)}>
        {(areas) => (
          <AreaChoices areas={areas} chosen={chosen} onPick={({ areaId }) => toggle(areaId)} />
        )}
      </AreaList>
      {chosen.length === 0 && <small className="form-wrong">{say.atLeastOneArea}</small>}
    </div>
  );
}

/** Whether a role goes somewhere: one that is limited to areas needs an area. */
export const reachesSomewhere = ({ areaIds }: NewGrant) => areaIds === null || areaIds.length > 0;
