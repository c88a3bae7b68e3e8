import { useState } from "react";
import { copyText } from "../ui/clipboard.ts";
import { Button } from "../ui/controls.tsx";
import { useWords } from "../ui/language.ts";
import { adminWords } from "./administration-words.ts";

/** A secret that is shown this once, to be copied. */
export function ShownOnce({ secret, note }: { secret: string; note: string }) {
  const say = useWords(adminWords);
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className="shown-once">
      <p className="form-notice" role="status">
        {note}
      </p>
      <div>
        <output className="secret">{secret}</output>
        <Button icon="link" onPress={() => void copyText(secret).then(setCopied)}>
          {copied === null ? say.copy : copied ? say.copied : say.copyFailed}
        </Button>
      </div>
    </div>
  );
}
