import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { useSetAdminLink } from "./administration-link.ts";
import { accountsQuery, grantAreasQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";

/** The district's areas, and who is limited to each. */
export function AreasTab() {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId } = view.district;
  const areas = useQuery(grantAreasQuery(districtId));
  const accounts = useQuery(accountsQuery(districtId));
  const set = useSetAdminLink();
  const namesIn = (areaId: string) =>
    (accounts.data?.accounts ?? [])
      .filter(({ grants }) => grants.some((one) => one.areas?.some((a) => a.areaId === areaId)))
      .map(({ displayName }) => displayName);
  return (
    <Answer to={areas} isEmpty={(known) => known.areas.length === 0} empty={say.areasEmpty}>
      {(known) => (
        <div className="admin-scroll">
          <table className="admin-table">
            <thead>
              <tr>
                <th>{say.areaName}</th>
                <th>{say.level}</th>
                <th>{say.code}</th>
                <th>{say.limited}</th>
              </tr>
            </thead>
            <tbody>
              {known.areas.map((area) => {
                const names = namesIn(area.areaId);
                return (
                  <tr key={area.areaId}>
                    <td>{nameIn(language, area)}</td>
                    <td>{say.levels(area.level)}</td>
                    <td className="code">{area.code}</td>
                    <td>
                      {names.length === 0 ? (
                        <span className="unknown">{say.none}</span>
                      ) : (
                        <Button isQuiet onPress={() => set({ tab: "users", within: area.areaId })}>
                          {names.join(language === "en" ? ", " : "、")}
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Answer>
  );
}
