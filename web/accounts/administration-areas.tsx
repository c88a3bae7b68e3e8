import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { formatCount } from "../ui/format.ts";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { useSetAdminLink } from "./administration-link.ts";
import { accountsQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { AreaList } from "./area-list.tsx";

/** The district's areas, and who is limited to each. */
export function AreasTab() {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId } = view.district;
  const accounts = useQuery(accountsQuery(districtId));
  const set = useSetAdminLink();
  const namesIn = (areaId: string) =>
    (accounts.data?.accounts ?? [])
      .filter(({ grants }) => grants.some((one) => one.areas?.some((a) => a.areaId === areaId)))
      .map(({ displayName }) => displayName);
  return (
    <AreaList>
      {(areas) => (
        <>
          <p className="form-hint" role="status">
            {say.areaCount(formatCount(areas.length, language))}
          </p>
          <div className="admin-scroll">
            <table className="admin-table admin-stacked">
              <thead>
                <tr>
                  <th>{say.areaName}</th>
                  <th>{say.level}</th>
                  <th>{say.code}</th>
                  <th>{say.limited}</th>
                </tr>
              </thead>
              <tbody>
                {areas.map((area) => {
                  const names = namesIn(area.areaId);
                  return (
                    <tr key={area.areaId}>
                      <td>{nameIn(language, area)}</td>
                      <td>{say.levels(area.level)}</td>
                      <td>{area.code}</td>
                      <td>
                        {names.length === 0 ? (
                          <span className="unknown">{say.none}</span>
                        ) : (
                          <button
                            type="button"
                            className="admin-name"
                            onClick={() => set({ tab: "users", within: area.areaId })}
                          >
                            {names.join(language === "en" ? ", " : "、")}
                          </button>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      )}
    </AreaList>
  );
}
