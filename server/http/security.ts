import { secureHeaders } from "hono/secure-headers";

/**
 * Headers that keep a page to this host: no script but ours, no frame around it, no address of anybody else,
 * except the tile host an operator configured.
 *
 * @param tileOrigin  Origin of a configured base map, e.g. `https://t0.tianditu.gov.cn`, or null.
 */
export function securityHeaders(tileOrigin: string | null) {
  const others = tileOrigin ? [tileOrigin] : [];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:", "blob:", ...others],
      connectSrc: ["'self'", ...others],
      workerSrc: ["'self'", "blob:"],
      fontSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'self'"],
    },
    strictTransportSecurity: false, // the operator's TLS terminator says so, or nobody: plain HTTP is allowed inside
    crossOriginEmbedderPolicy: false,
    crossOriginResourcePolicy: "same-origin",
    referrerPolicy: "same-origin",
    overwrite: false, // an answer that holds what somebody uploaded brings a stricter policy of its own
  });
}
