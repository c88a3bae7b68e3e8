import { useState } from "react";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { adminWords } from "./administration-words.ts";

/** A secret that is shown this once, to be copied. */
export function ShownOnce(props: { secret: string; note: string; loginName?: string }) {
  const { secret, note, loginName } = props;
  const say = useWords(adminWords);
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="shown-once">
      <p className="form-notice" role="status">
        {note}
      </p>
      {loginName && (
        <p>
          {say.loginName} <strong>{loginName}</strong>
        </p>
      )}
      <div>
        <output className="secret">{secret}</output>
        <Button onPress={() => void copyText(secret).then(setCopied)}>
          {copied === null ? say.copy : copied ? say.copied : say.copyFailed}
        </Button>
      </div>
    </div>
  );
}
