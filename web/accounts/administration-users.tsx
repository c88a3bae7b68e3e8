import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useView } from "../map/view.ts";
import { Answer } from "../ui/answer.tsx";
import { Button, Select } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatCount } from "../ui/format.ts";
import { dateFormat } from "../ui/formatters.ts";
import { nameIn, titleIn, useLanguage, useWords } from "../ui/language.ts";
import { useAdminLink, useSetAdminLink } from "./administration-link.ts";
import { InviteDialog, NewUserDialog } from "./administration-new-user.tsx";
import {
  accountsQuery,
  grantAreasQuery,
  type ManagedAccount,
  rolesQuery,
} from "./administration-queries.ts";
import { UserDialog } from "./administration-user.tsx";
import { adminWords } from "./administration-words.ts";
import { AreaChoices, AreaList } from "./area-list.tsx";
import { GrantChip } from "./grant-chip.tsx";

/** Who holds roles in the district. */
export function UsersTab() {
  const say = useWords(adminWords);
  const language = useLanguage();
  const { view } = useView();
  const { districtId, timeZone } = view.district;
  const list = useQuery(accountsQuery(districtId));
  const roles = useQuery(rolesQuery());
  const areas = useQuery(grantAreasQuery(districtId));
  const { role = "", within = "", user } = useAdminLink();
  const set = useSetAdminLink();
  const [q, setQ] = useState("");
  const words = useDeferredValue(q.trim().toLowerCase());
  const setOpen = (next: string | undefined) => set({ user: next });
  const [isChoosing, setChoosing] = useState(false);
  const [isMaking, setMaking] = useState<"new" | "invite" | null>(null);
  const fits = ({ displayName, loginName, grants }: ManagedAccount) =>
    [displayName.toLowerCase(), loginName].some((text) => text.includes(words)) &&
    (role === "" || grants.some((grant) => grant.role === role)) &&
    (within === "" || grants.some((grant) => grant.areas?.some(({ areaId }) => areaId === within)));
  const opened = list.data?.accounts.find(({ accountId }) => accountId === user);
  const area = areas.data?.areas.find(({ areaId }) => areaId === within);
  const time = dateFormat(language, {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone,
  });
  return (
    <>
      <div className="admin-tools" data-print="hide">
        <input
          className="input"
          type="search"
          aria-label={say.find}
          placeholder={say.find}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <Select
          isBoxed
          label={say.role}
          value={role}
          options={[
            { value: "", title: say.allRoles },
            ...(roles.data?.roles ?? []).map((one) => ({
              value: one.role as string,
              title: titleIn(language, one.title),
            })),
          ]}
          onChange={(value) => set({ role: value || undefined })}
        />
        {areas.data && areas.data.areas.length > 0 && (
          <Button icon="map" isPressed={within !== ""} onPress={() => setChoosing(true)}>
            {area ? nameIn(language, area) : say.allAreas}
          </Button>
        )}
        {within !== "" && (
          <Button isQuiet icon="close" onPress={() => set({ within: undefined })}>
            {say.allAreas}
          </Button>
        )}
        <span className="admin-space" />
        <Button onPress={() => setMaking("invite")}>{say.invite}</Button>
        <button className="button button-main" type="button" onClick={() => setMaking("new")}>
          {say.add}
        </button>
      </div>
      <Answer to={list}>
        {({ accounts, lastAdministratorId }) => {
          const shown = accounts.filter(fits);
          return (
            <>
              <p className="form-hint" role="status">
                {say.count(
                  formatCount(shown.length, language),
                  formatCount(accounts.length, language),
                )}
              </p>
              {shown.length === 0 ? (
                <p className="answer-empty">{say.nobody}</p>
              ) : (
                <div className="admin-scroll">
                  <table className="admin-table admin-stacked">
                    <thead>
                      <tr>
                        <th>{say.name}</th>
                        <th>{say.rolesHere}</th>
                        <th>{say.lastSignIn}</th>
                        <th>{say.totp}</th>
                        <th>{say.state}</th>
                      </tr>
                    </thead>
                    <tbody>
                      {shown.map((account) => (
                        <tr
                          key={account.accountId}
                          data-off={account.isDisabled || undefined}
                          onClick={() => setOpen(account.accountId)}
                        >
                          <td>
                            <button
                              type="button"
                              className="admin-name"
                              onClick={() => setOpen(account.accountId)}
                            >
                              {account.displayName}
                            </button>
                            <small>{account.loginName}</small>
                          </td>
                          <td>
                            <GrantChips account={account} />
                          </td>
                          <td className="admin-time" data-title={say.lastSignIn}>
                            {account.lastSignInAt
                              ? time.format(new Date(account.lastSignInAt))
                              : say.never}
                          </td>
                          <td data-title={say.totp}>{account.hasTotp ? say.yes : say.no}</td>
                          <td>
                            <span className="admin-badges">
                              {account.isSelf && <span className="badge">{say.self}</span>}
                              {account.isDemo && <span className="badge">{say.demo}</span>}
                              {account.accountId === lastAdministratorId && (
                                <span className="badge">{say.lastAdministrator}</span>
                              )}
                              {account.isDisabled && (
                                <span className="badge badge-warn">{say.disabled}</span>
                              )}
                            </span>
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                </div>
              )}
            </>
          );
        }}
      </Answer>
      {opened && (
        <UserDialog
          key={opened.accountId}
          account={opened}
          isLast={opened.accountId === list.data?.lastAdministratorId}
          onClose={() => setOpen(undefined)}
        />
      )}
      {isChoosing && (
        <Dialog
          title={say.chooseArea}
          onClose={() => setChoosing(false)}
          buttons={<Button onPress={() => setChoosing(false)}>{say.close}</Button>}
        >
          <AreaList>
            {(areas) => (
              <AreaChoices
                isOne
                areas={areas}
                chosen={[within]}
                onPick={({ areaId }) => {
                  set({ within: areaId });
                  setChoosing(false);
                }}
              />
            )}
          </AreaList>
        </Dialog>
      )}
      {isMaking === "new" && <NewUserDialog onClose={() => setMaking(null)} />}
      {isMaking === "invite" && <InviteDialog onClose={() => setMaking(null)} />}
    </>
  );
}

/** Roles as chips, each with how far it goes. */
function GrantChips({ account }: { account: ManagedAccount }) {
  const say = useWords(adminWords);
  const { grants, isOperator } = account;
  return (
    <span className="admin-badges">
      {isOperator && (
        <span className="badge" title={say.operatorHint}>
          {say.operator}
        </span>
      )}
      {grants.map((grant) => (
        <GrantChip key={grant.grantId} grant={grant} />
      ))}
      {grants.length === 0 && !isOperator && <span className="unknown">{say.noRole}</span>}
    </span>
  );
}
