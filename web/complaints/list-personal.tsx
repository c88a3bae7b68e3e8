import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../api/client.ts";
import { type Problem, toApiError, unreachable } from "../api/problem.ts";
import { Button, Segmented } from "../ui/controls.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { fileNameOf, saveFile } from "../ui/download.ts";
import { formatCount } from "../ui/format.ts";
import { useLanguage, useWords } from "../ui/language.ts";
import type { ListAsked } from "./list-params.ts";
import { personalWords } from "./list-personal-words.ts";

type Format = "csv" | "xlsx";

/** Who complained is asked for with a reason, which the audit trail keeps, and comes as a file. */
export function PersonalFile(props: {
  districtId: string;
  asked: ListAsked;
  total: number;
  onClose: () => void;
}) {
  const { districtId, asked, total, onClose } = props;
  const say = useWords(personalWords);
  const language = useLanguage();
  const [format, setFormat] = useState<Format>("xlsx");
  const [reason, setReason] = useState("");
  const asking = useMutation({
    mutationFn: () => readPersonalFile(districtId, asked, format, language === "en", reason.trim()),
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name);
      onClose();
    },
  });
  return (
    <Dialog
      title={say.title}
      onClose={onClose}
      onSubmit={() => reason.trim() && !asking.isPending && asking.mutate()}
      buttons={
        <>
          <Button onPress={onClose}>{say.cancel}</Button>
          <button
            className="button button-main"
            type="submit"
            disabled={reason.trim() === "" || asking.isPending}
          >
            {asking.isPending ? say.waiting : say.download}
          </button>
        </>
      }
    >
      <p>{say.what(formatCount(total, language))}</p>
      <label className="cases-reason">
        <span>{say.reason}</span>
        <input
          className="input"
          value={reason}
          maxLength={300}
          placeholder={say.reasonHint}
          autoComplete="off"
          onChange={({ target }) => setReason(target.value)}
        />
      </label>
      <Segmented
        label={say.format}
        options={[
          { value: "xlsx", title: "XLSX" },
          { value: "csv", title: "CSV" },
        ]}
        value={format}
        onChange={setFormat}
      />
      <small>{say.notice}</small>
      {asking.error && <p role="alert">{asking.error.message}</p>}
    </Dialog>
  );
}

/** @throws {ApiError} what the server refuses. */
async function readPersonalFile(
  districtId: string,
  asked: ListAsked,
  format: Format,
  isEnglish: boolean,
  reason: string,
) {
  const { data, error, response } = await api
    .POST("/api/districts/{districtId}/complaints/personal-file", {
      params: {
        path: { districtId },
        query: { ...asked, format, lang: isEnglish ? "en" : "zh" },
      },
      body: { reason },
      parseAs: "blob",
    })
    .catch(() => {
      throw unreachable();
    });
  if (!response.ok || !data) throw await toApiError(error as Problem); // every failure leaves the server as one
  return {
    blob: data as unknown as Blob, // as it is parsed; the contract's text is what is in it
    name: fileNameOf(response.headers.get("Content-Disposition")) ?? `${districtId}.${format}`,
  };
}
