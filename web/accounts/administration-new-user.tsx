import { useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useWords } from "../ui/language.ts";
import { type NewGrant, useAdministration } from "./administration-queries.ts";
import { adminWords } from "./administration-words.ts";
import { Failure } from "./failure.tsx";
import { faultsOf } from "./faults.ts";
import { Field } from "./field.tsx";
import { GrantFields, reachesSomewhere } from "./grant-fields.tsx";
import { ShownOnce } from "./shown-once.tsx";

const FIRST: NewGrant = { role: "viewer", areaIds: null };

/** A new account with its roles; its one-time password is shown when it is made. */
export function NewUserDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(adminWords);
  const { view } = useView();
  const { districtId } = view.district;
  const [grants, setGrants] = useState<readonly NewGrant[]>([FIRST]);
  const isOidc = useSession()?.oidc != null;
  const [signOn, setSignOn] = useState<"password" | "oidc">("password");
  const make = useAdministration((body: { loginName: string; displayName: string }) =>
    unwrap(
      api.POST("/api/districts/{districtId}/accounts", {
        params: { path: { districtId } },
        body: { ...body, grants: [...grants], signOn },
      }),
    ),
  );
  const faults = faultsOf(make.error, "displayName", "loginName", "areaIds");
  if (make.data)
    return (
      <Dialog
        title={make.data.account.displayName}
        onClose={onClose}
        buttons={<Button onPress={onClose}>{say.close}</Button>}
      >
        {make.data.oneTimePassword ? (
          <ShownOnce
            secret={make.data.oneTimePassword}
            note={say.once}
            loginName={make.data.account.loginName}
          />
        ) : (
          <p>
            {say.byOidc} · {make.data.account.loginName}
          </p>
        )}
      </Dialog>
    );
  return (
    <Dialog
      title={say.add}
      onClose={onClose}
      onSubmit={(form) =>
        make.mutate({
          loginName: String(form.get("loginName")).trim(),
          displayName: String(form.get("displayName")).trim(),
        })
      }
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <button
            className="button button-main"
            type="submit"
            disabled={make.isPending || !grants.every(reachesSomewhere)}
          >
            {say.create}
          </button>
        </>
      }
    >
      <Field label={say.name} name="displayName" failure={faults.of("displayName")} isFirst />
      <Field label={say.loginName} name="loginName" failure={faults.of("loginName")} />
      <div className="field">
        <span className="field-title">{say.rolesHere}</span>
        {grants.map((grant, index) => (
          <GrantFields
            // biome-ignore lint/suspicious/noArrayIndexKey: roles are only added at the end
            key={index}
            grant={grant}
            onChange={(next) => setGrants(grants.map((one, i) => (i === index ? next : one)))}
          />
        ))}
        <Button isQuiet icon="plus" onPress={() => setGrants([...grants, FIRST])}>
          {say.moreRole}
        </Button>
        {faults.of("areaIds") && <small className="form-wrong">{faults.of("areaIds")}</small>}
      </div>
      {isOidc && (
        <div className="field">
          <span className="field-title">{say.signOn}</span>
          <Segmented
            label={say.signOn}
            value={signOn}
            options={[
              { value: "password", title: say.byPassword },
              { value: "oidc", title: say.byOidc },
            ]}
            onChange={setSignOn}
          />
          <small>{signOn === "password" ? say.byPasswordHint : say.byOidcHint}</small>
        </div>
      )}
      {!isOidc && <p className="form-hint">{say.getsPassword}</p>}
      <Failure>{faults.rest}</Failure>
    </Dialog>
  );
}

/** A role for somebody who has an account already, maybe in another district. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const say = useWords(adminWords);
  const { view } = useView();
  const { districtId } = view.district;
  const [grant, setGrant] = useState<NewGrant>(FIRST);
  const invite = useAdministration((loginName: string) =>
    unwrap(
      api.POST("/api/districts/{districtId}/accounts/invitation", {
        params: { path: { districtId } },
        body: { loginName, ...grant },
      }),
    ),
  );
  const faults = faultsOf(invite.error, "loginName");
  return (
    <Dialog
      title={say.invite}
      onClose={onClose}
      onSubmit={(form) =>
        invite.mutate(String(form.get("loginName")).trim(), { onSuccess: onClose })
      }
      buttons={
        <>
          <Button isQuiet onPress={onClose}>
            {say.cancel}
          </Button>
          <button
            className="button button-main"
            type="submit"
            disabled={invite.isPending || !reachesSomewhere(grant)}
          >
            {say.give}
          </button>
        </>
      }
    >
      <p className="form-hint">{say.inviteHint}</p>
      <Field label={say.loginName} name="loginName" failure={faults.of("loginName")} isFirst />
      <GrantFields grant={grant} onChange={setGrant} />
      <Failure>{faults.rest}</Failure>
    </Dialog>
  );
}
