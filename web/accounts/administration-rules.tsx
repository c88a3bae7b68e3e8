import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Toggle } from "../ui/controls.tsx";
import { titleIn, useLanguage, useWords } from "../ui/language.ts";
import {
  accountsQuery,
  rolesQuery,
  signInRulesQuery,
  useAdministration,
} from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { Failure } from "./failure.tsx";
import { faultsOf } from "./faults.ts";

/** Which roles need a second factor. */
export function RulesTab() {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId } = view.district;
  const rules = useQuery(signInRulesQuery(districtId));
  const roles = useQuery(rolesQuery());
  const accounts = useQuery(accountsQuery(districtId));
  type Rules = NonNullable<typeof rules.data>;
  const save = useAdministration((body: Rules) =>
    unwrap(
      api.PUT("/api/districts/{districtId}/sign-in-rules", {
        params: { path: { districtId } },
        body,
      }),
    ),
  );
  const lacking = (role: string) =>
    (accounts.data?.accounts ?? []).filter(
      ({ grants, hasTotp, hasPassword, isDisabled, isDemo }) =>
        !hasTotp &&
        hasPassword &&
        !isDisabled &&
        !isDemo &&
        grants.some((grant) => grant.role === role),
    ).length;
  const failure = faultsOf(save.error).rest;
  return (
    <section className="card">
      <h2>{say.totp}</h2>
      <p className="form-hint">{say.rulesHint}</p>
      <Answer to={rules}>
        {({ totpRoles }) => (
          <ul className="admin-rules">
            {(roles.data?.roles ?? []).map(({ role, title }) => {
              const missing = lacking(role);
              return (
                <li key={role}>
                  <Toggle
                    isOn={totpRoles.includes(role)}
                    onChange={(isOn) =>
                      save.mutate({
                        totpRoles: isOn
                          ? [...totpRoles, role]
                          : totpRoles.filter((one) => one !== role),
                      })
                    }
                  >
                    {titleIn(language, title)}
                    {missing > 0 && <small>{say.lacking(missing)}</small>}
                  </Toggle>
                </li>
              );
            })}
          </ul>
        )}
      </Answer>
      {save.isSuccess && !save.isPending && (
        <p className="form-notice" role="status">
          {say.rulesSaved}
        </p>
      )}
      <Failure>{failure}</Failure>
    </section>
  );
}
