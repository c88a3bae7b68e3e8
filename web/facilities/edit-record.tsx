import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ApiError } from "../api/problem.ts";
import { useMay } from "../api/session.ts";
import { useView } from "../map/view.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { OpenForm } from "./edit-open-form.tsx";
import { type EditableFacility, editableQuery, formsQuery } from "./edit-queries.ts";
import { useEditSession } from "./edit-session.ts";
import { EditStep } from "./edit-step.tsx";
import { editWords } from "./edit-words.ts";
import { useLinked, useSetLinked } from "./params.ts";
import "./edit.css";

type Doing = "nothing" | "form" | "verify" | "close" | "reopen" | "remove";

/** What those who may do with a facility's record, within the areas they are granted. */
export function EditRecord({ facilityId, layerId }: { facilityId: string; layerId: string }) {
  const say = useWords(editWords);
  const { view } = useView();
  const { districtId } = view.district;
  const mayEdit = useMay("facilities.edit");
  const mayVerify = useMay("facilities.verify");
  const mayClose = useMay("facilities.close");
  const record = useQuery({
    ...editableQuery({ districtId, facilityId }),
    enabled: mayVerify !== null || mayEdit !== null,
    retry: false, // a place outside one's areas stays there
  });
  const forms = useQuery({ ...formsQuery(districtId), enabled: mayEdit !== null });
  const { isBusy, move } = useEditSession();
  const linked = useLinked();
  const setLinked = useSetLinked();
  const [doing, setDoing] = useState<Doing>("nothing");
  const mayOpen = mayEdit !== null;
  useEffect(() => {
    if (linked.edit === undefined || !mayOpen) return;
    if (linked.edit === "1") setDoing("form");
    setLinked({ edit: undefined }); // it is for this record, and once
  }, [linked.edit, mayOpen, setLinked]);
  const isOutside = record.error instanceof ApiError && record.error.problem.code === "forbidden";
  if (isOutside) return <p className="record-note">{say.outside}</p>;
  if (!record.data) return null;
  const known: EditableFacility = record.data;
  const subject = { districtId, facilityId, layerId, name: known.name };
  const form = forms.data?.forms.find(({ kind }) => kind === known.kind);
  const end = () => setDoing("nothing");
  const isClosed = known.status === "closed";

  // a form that is open outlives the end of a session: who signs in again goes on with it
  if (doing === "form" && form)
    return <OpenForm record={known} form={form} subject={subject} onClose={end} />;
  return (
    <>
      <div className="edit-bar" data-print="hide">
        {mayEdit && (
          <>
            <Button isDisabled={isBusy || !form} onPress={() => setDoing("form")}>
              {say.edit}
            </Button>
            <Button isDisabled={isBusy} onPress={() => move({ record: known, subject })}>
              {known.position ? say.move : say.place}
            </Button>
          </>
        )}
        {mayVerify && (
          <Button icon="check" isDisabled={isBusy} onPress={() => setDoing("verify")}>
            {say.verify}
          </Button>
        )}
        {mayClose && (
          <Button
            isQuiet
            isDisabled={isBusy}
            onPress={() => setDoing(isClosed ? "reopen" : "close")}
          >
            {isClosed ? say.reopen : say.closeIt}
          </Button>
        )}
        {mayEdit && (
          <Button isQuiet isDisabled={isBusy} onPress={() => setDoing("remove")}>
            {say.remove}
          </Button>
        )}
      </div>
      {(doing === "verify" || doing === "close" || doing === "reopen" || doing === "remove") && (
        <EditStep step={doing} record={known} subject={subject} onClose={end} />
      )}
    </>
  );
}
