import type { Reader } from "./reader.ts";

/** Whom people turn to; every page says so at its end. */
export interface Support {
  email: string;
  /** Where the documentation is: of this server, or elsewhere. */
  documentation: string;
  /** Where the status page is: of this server, or elsewhere. */
  status: string;
}

export function readSupport(reader: Reader): Support {
  const email = reader.text("SUPPORT_EMAIL") ?? "api-support@example.com";
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    reader.fault("SUPPORT_EMAIL", "must be an address such as help@example.com.");
  return {
    email,
    documentation: reader.url("DOCS_URL", ["http:", "https:"]) ?? "/docs",
    status: reader.url("STATUS_URL", ["http:", "https:"]) ?? "/status",
  };
}
