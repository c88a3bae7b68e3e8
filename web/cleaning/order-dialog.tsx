import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useView } from "../map/view.ts";
import { Combobox } from "../ui/combobox.tsx";
import { Button, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { nameIn, useLanguage, useWords } from "../ui/language.ts";
import { entryWords } from "./entry-words.ts";
import { useStandingAsked } from "./params.ts";
import { endOrder, order, ordersQuery, statusQuery } from "./queries.ts";
import { useMoments } from "./times.ts";
import { useTold } from "./told.ts";

const WITHIN_HOURS = ["1", "2", "4", "8"] as const;
const ORDERED = ["full_sweep", "fine_sweep", "wash"] as const;
const OFFERED = 8;

/** What a complaint is about: where it is, and which it is. */
export type OrderFor = {
  readonly complaintId: string;
  readonly streetId: string | null;
  /** The stretch beside it; null where only the street is known. */
  readonly edgeId: string | null;
};

/**
 * A dirty surface is ordered to be cleaned at once, beside what routes ask.
 *
 * @param of  the complaint it answers; left out: none.
 */
export function OrderDialog({ of, onClose }: { of?: OrderFor; onClose: () => void }) {
  const say = useWords(entryWords);
  const language = useLanguage();
  const { work } = useTold();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const id = useId();
  const { streetId: chosen } = useStandingAsked();
  const streets = useQuery(statusQuery(districtId, null)).data?.streets ?? [];
  const [streetId, setStreetId] = useState(of?.streetId ?? chosen);
  const [extent, setExtent] = useState<"stretch" | "street">(of?.edgeId ? "stretch" : "street");
  const [typed, setTyped] = useState<string | null>(null);
  const [kind, setKind] = useState<(typeof ORDERED)[number]>("full_sweep");
  const [within, setWithin] = useState<(typeof WITHIN_HOURS)[number]>("2");
  const [reason, setReason] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const street = streets.find((one) => one.streetId === streetId);
  const text = typed ?? (street ? nameIn(language, street) : "");
  const found = streets
    .filter((one) => nameIn(language, one).toLowerCase().includes(text.trim().toLowerCase()))
    .slice(0, OFFERED);
  const save = useMutation({
    mutationFn: (body: Parameters<typeof order>[1]) => order(districtId, body),
    onSuccess: () => {
      onClose(); // how streets stand takes longer to come than to be ordered
      void client.invalidateQueries({ queryKey: ["cleaning"] });
    },
  });
  // the stretch is known where it has no street of a name, too
  const stretchId = extent === "stretch" ? (of?.edgeId ?? null) : null;
  const submit = () => {
    if (stretchId === null && !street) return setWrong(say.orderStreetNeeded);
    if (reason.trim() === "") return setWrong(say.reasonNeeded);
    setWrong(null);
    save.mutate({
      ...{ work: kind, edgeIds: stretchId === null ? [] : [stretchId] },
      streetIds: stretchId === null && street ? [street.streetId] : [],
      ...{ reason: reason.trim(), ...(of && { complaintId: of.complaintId }) },
      dueAt: new Date(Date.now() + Number(within) * 3_600_000).toISOString(),
    });
  };
  return (
    <Dialog
      title={say.orderTitle}
      onClose={onClose}
      onSubmit={submit}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button type="submit" className="button button-main" disabled={save.isPending}>
            {say.orderSave}
          </button>
        </>
      }
    >
      <p>{say.orderIntro}</p>
      {of?.edgeId && (
        <Segmented
          label={say.orderExtent}
          value={extent}
          options={[
            { value: "stretch", title: say.orderStretch },
            { value: "street", title: say.orderWhole },
          ]}
          onChange={setExtent}
        />
      )}
      {stretchId === null && (
        <div className="clean-field">
          <label htmlFor={`${id}-street`}>{say.orderStreet}</label>
          <Combobox
            id={`${id}-street`}
            text={text}
            placeholder={say.orderStreetHint}
            options={found.map((one) => ({ key: one.streetId, content: nameIn(language, one) }))}
            onText={(next) => {
              setTyped(next);
              setStreetId(null);
            }}
            onPick={(key) => {
              setStreetId(key);
              setTyped(null);
            }}
            isTabPicking
          />
        </div>
      )}
      <Segmented
        label={say.orderWork}
        value={kind}
        options={ORDERED.map((value) => ({ value, title: work(value) }))}
        onChange={setKind}
      />
      <Segmented
        label={say.orderDue}
        value={within}
        options={WITHIN_HOURS.map((value) => ({ value, title: say.orderWithin(value) }))}
        onChange={setWithin}
      />
      <div className="clean-field">
        <label htmlFor={`${id}-reason`}>{say.orderReason}</label>
        <input
          id={`${id}-reason`}
          className="input"
          maxLength={200}
          placeholder={say.orderReasons}
          value={reason}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      {(wrong ?? save.error) && (
        <p className="clean-why" role="alert">
          {wrong ?? save.error?.message}
        </p>
      )}
      {!of && <Known />}
    </Dialog>
  );
}

/** Those under way, to be withdrawn. */
function Known() {
  const say = useWords(entryWords);
  const { work } = useTold();
  const moments = useMoments();
  const { districtId } = useView().view.district;
  const client = useQueryClient();
  const orders = useQuery(ordersQuery(districtId)).data?.orders ?? [];
  const end = useMutation({
    mutationFn: (orderId: string) => endOrder(districtId, orderId),
    onSuccess: () => client.invalidateQueries({ queryKey: ["cleaning"] }),
  });
  const now = Date.now();
  const open = orders.filter(
    ({ withdrawn, dueAt }) => withdrawn === null && Date.parse(dueAt) > now - 86_400_000,
  );
  if (open.length === 0) return null;
  return (
    <div className="clean-field">
      <b>{say.orderKnown}</b>
      <ul className="clean-known">
        {open.map((one) => (
          <li key={one.orderId}>
            <span>
              {work(one.work)} · {one.reason}
              <small> {say.orderTill(moments.stamp(one.dueAt), one.raisedBy)}</small>
            </span>
            <Button isQuiet isDisabled={end.isPending} onPress={() => end.mutate(one.orderId)}>
              {say.withdraw}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
