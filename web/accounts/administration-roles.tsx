import { useQuery } from "@tanstack/react-query";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button } from "../ui/controls.tsx";
import { Icon } from "../ui/icon.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useSetAdminLink } from "./administration-link.ts";
import { accountsQuery, rolesQuery } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";

/** Which role may do what, and how many hold each. */
export function RolesTab() {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const roles = useQuery(rolesQuery());
  const accounts = useQuery(accountsQuery(view.district.districtId));
  const set = useSetAdminLink();
  const holders = (role: string) =>
    accounts.data?.accounts.filter(
      ({ grants, isDisabled }) => !isDisabled && grants.some((grant) => grant.role === role),
    ).length;
  return (
    <Answer to={roles}>
      {({ roles, permissions }) => (
        <div className="admin-scroll">
          <table className="admin-table admin-matrix">
            <thead>
              <tr>
                <th>{say.permission}</th>
                {roles.map(({ role, title }) => (
                  <th key={role}>{titleIn(language, title)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {permissions.map(({ permission, title }) => (
                <tr key={permission}>
                  <th scope="row">{titleIn(language, title)}</th>
                  {roles.map((one) => (
                    <td key={one.role}>
                      {one.permissions.includes(permission) ? (
                        <>
                          <Icon name="check" size={16} />
                          <span className="visually-hidden">{say.may}</span>
                        </>
                      ) : (
                        <span className="unknown">·</span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">{say.holders}</th>
                {roles.map(({ role }) => (
                  <td key={role}>
                    <Button isQuiet onPress={() => set({ tab: "users", role })}>
                      {holders(role) ?? "…"}
                    </Button>
                  </td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </Answer>
  );
}
