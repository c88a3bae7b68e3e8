import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { useView } from "../map/view.ts";
import { fileNameOf, saveFile } from "../ui/download.ts";
import { FILE_FORMATS, type FileFormat, FileMenu } from "../ui/file-menu.tsx";
import { useLanguage, useWords } from "../ui/language.ts";
import { fileWords } from "./file-words.ts";
import "./scenario.css";
import { type CoverageQuestion, useQuestion } from "./params.ts";

const PARTS = ["gaps", "sites", "areas"] as const;

type Wanted = { part: (typeof PARTS)[number]; format: FileFormat["format"] };

/** What is on screen as files, from the very question. */
export function AnswerFiles() {
  const say = useWords(fileWords);
  const language = useLanguage();
  const { districtId } = useView().view.district;
  const { question } = useQuestion();
  const save = useMutation({
    mutationFn: (wanted: Wanted) =>
      askFile(districtId, { question, ...wanted, lang: language === "en" ? "en" : "zh" }),
  });
  return (
    <FileMenu label={say.save} className="scn-files">
      {PARTS.map((part) => (
        <li key={part} className="scn-part">
          <small className="scn-part-title">{say[part]}</small>
          {FILE_FORMATS.map(({ format, title }) => (
            <button
              key={format}
              type="button"
              disabled={save.isPending}
              onClick={() => save.mutate({ part, format })}
            >
              {title}
            </button>
          ))}
        </li>
      ))}
      {save.error && (
        <li className="answer-why" role="alert">
          {save.error.message}
        </li>
      )}
    </FileMenu>
  );
}

/** Asks for a file and hands it to the browser: the question is too long for a link. */
async function askFile(
  districtId: string,
  body: Wanted & { question: CoverageQuestion; lang: "zh" | "en" },
) {
  const asked = api.POST("/api/districts/{districtId}/coverage/file", {
    params: { path: { districtId } },
    body,
    parseAs: "blob",
  });
  const blob = (await unwrap(asked)) as Blob; // as it was asked for
  const told = (await asked).response.headers.get("Content-Disposition");
  saveFile(blob, fileNameOf(told) ?? `coverage-${body.part}.${body.format}`);
}
