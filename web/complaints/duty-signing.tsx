import { useId, useState } from "react";
import { useSession } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { useSetLink } from "../ui/link.ts";
import { type Draft, type Handover, type Shift, useSignIn, useSignOut } from "./duty-queries.ts";
import { momentAt } from "./duty-times.ts";
import { dutyWords } from "./duty-words.ts";

/** Remarks that are not signed yet outlive a reload, for as long as the window is open. */
const keyOf = (shiftId: string) => `huanwei-atlas.duty-remarks.${shiftId}`;

/** Remarks by hand, and the first signature. */
export function SignOut({ draft, shift }: { draft: Draft; shift: Shift }) {
  const say = useWords(dutyWords);
  const id = useId();
  const [remarks, setRemarks] = useState(() => sessionStorage.getItem(keyOf(shift.shiftId)) ?? "");
  const [isAsking, setAsking] = useState(false);
  const { signsOut } = draft;
  if (shift.isHandedOver) return <p className="duty-quiet">{say.isHandedOver}</p>;
  const write = (text: string) => {
    setRemarks(text);
    sessionStorage.setItem(keyOf(shift.shiftId), text);
  };
  return (
    <section>
      <h3>
        <label htmlFor={id}>{say.remarks}</label>
      </h3>
      <textarea
        id={id}
        className="input duty-textarea"
        data-print="hide"
        rows={4}
        maxLength={4000}
        placeholder={say.remarksHint}
        value={remarks}
        onChange={({ target }) => write(target.value)}
      />
      <p className="duty-remarks" data-print="only">
        {remarks || say.remarksNone}
      </p>
      <p className="duty-lines" data-print="only">
        <i>{say.signedOut}</i>
        <i>{say.signedIn}</i>
      </p>
      <div className="duty-actions" data-print="hide">
        {signsOut === "none" ? (
          <p className="duty-quiet">{say.signOutNone}</p>
        ) : (
          <button type="button" className="button button-main" onClick={() => setAsking(true)}>
            {signsOut === "own" ? say.signOut : say.signOutFor}
          </button>
        )}
      </div>
      {isAsking && (
        <SignOutDialog
          shift={shift}
          remarks={remarks}
          isForOther={signsOut === "for-other"}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}

function SignOutDialog(props: {
  shift: Shift;
  remarks: string;
  isForOther: boolean;
  onClose: () => void;
}) {
  const { shift, remarks, isForOther, onClose } = props;
  const say = useWords(dutyWords);
  const id = useId();
  const set = useSetLink<"shift" | "handover">();
  const { districtId } = useView().view.district;
  const signing = useSignOut(districtId);
  const submit = (form: FormData) =>
    signing.mutate(
      {
        ...{ shiftId: shift.shiftId, remarks },
        reason: isForOther ? String(form.get("reason") ?? "") : null,
      },
      {
        onSuccess: ({ handoverId }) => {
          sessionStorage.removeItem(keyOf(shift.shiftId));
          set({ handover: handoverId, shift: undefined }, true);
        },
      },
    );
  return (
    <Dialog
      title={isForOther ? say.signOutFor : say.signOut}
      onClose={onClose}
      onSubmit={submit}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={signing.isPending}>
            {isForOther ? say.signOutFor : say.signOut}
          </button>
        </>
      }
    >
      <p>{say.signOutAsk}</p>
      {isForOther && (
        <div className="duty-field">
          <label htmlFor={id}>{say.signOutReason}</label>
          <input
            id={id}
            name="reason"
            className="input"
            required
            maxLength={200}
            placeholder={say.reasonHint}
          />
        </div>
      )}
      {signing.error && (
        <p className="duty-failure" role="alert">
          {signing.error.message}
        </p>
      )}
    </Dialog>
  );
}

/** The second signature, by somebody else than the first. */
export function SignIn({ handover }: { handover: Handover }) {
  const say = useWords(dutyWords);
  const { districtId } = useView().view.district;
  const own = useSession()?.account?.accountId;
  const signing = useSignIn(districtId);
  const isOwn = own === handover.signedOut.accountId;
  return (
    <div className="duty-actions" data-print="hide">
      <p className="duty-quiet">{isOwn ? say.signInOwn : say.signInHint}</p>
      {!isOwn && (
        <button
          type="button"
          className="button button-main"
          disabled={signing.isPending}
          onClick={() => signing.mutate(handover.handoverId)}
        >
          {say.signIn}
        </button>
      )}
      {signing.error && (
        <p className="duty-failure" role="alert">
          {signing.error.message}
        </p>
      )}
    </div>
  );
}

/** Who signed, and when. */
export function Signatures({ handover, timeZone }: { handover: Handover; timeZone: string }) {
  const say = useWords(dutyWords);
  const language = useLanguage();
  const { signedOut, signedIn } = handover;
  return (
    <dl className="duty-signatures">
      <div>
        <dt>{say.signedOut}</dt>
        <dd>
          {signedOut.name}
          <small className="duty-said">{momentAt(signedOut.at, timeZone, language)}</small>
          {signedOut.reason && (
            <small className="duty-said">
              {say.signedFor(handover.shift.officer.name, signedOut.reason)}
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>{say.signedIn}</dt>
        <dd>
          {signedIn ? (
            <>
              {signedIn.name}
              <small className="duty-said">{momentAt(signedIn.at, timeZone, language)}</small>
            </>
          ) : (
            <strong className="duty-red">{say.waitingSign}</strong>
          )}
        </dd>
      </div>
    </dl>
  );
}
