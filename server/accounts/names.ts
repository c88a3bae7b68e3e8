import { z } from "@hono/zod-openapi";
import { DEMO_NAMES } from "../../data/roles.ts";
import { toLoginName } from "./account-store.ts";

/** Characters nobody sees, or that turn the direction of what follows: one name must not look like another. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

/** Alphabets whose letters look like Latin ones. */
const ALIKE = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u;

/** Whether a login name may be given to an account: none that looks like another, none of the demonstration. */
export const isLoginName = (text: string) =>
  /^[\p{L}\p{N}][\p{L}\p{N}._@-]{1,63}$/u.test(text) &&
  !(ALIKE.test(text) && /\p{Script=Latin}/u.test(text)) &&
  !text.startsWith(DEMO_NAMES);

/** A login name as it may be given to an account. */
export const LoginName = z
  .string()
  .max(100)
  .transform(toLoginName)
  .pipe(
    z.string().refine(isLoginName, {
      error: `2 to 64 letters of one alphabet, digits, dots, dashes, underscores or @, beginning with a letter or digit and not with ${DEMO_NAMES}`,
      params: { rule: "login-name" },
    }),
  )
  .openapi({ type: "string", example: "zhang.wei" });

/** How a person is called on screen and in the audit trail. */
export const DisplayName = z
  .string()
  .max(200)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(1)
      .max(64)
      .refine((text) => !UNSEEN.test(text), {
        error: "no characters that cannot be seen",
        params: { rule: "unseen" },
      }),
  )
  .openapi({ type: "string", example: "张伟" });

/** What a token or a display is called. */
export const TokenName = DisplayName.openapi({ type: "string", example: "值班室大屏" });
