import { createHash, randomBytes } from "node:crypto";
import type { NewSecret } from "../../storage/clients.ts";

/** A secret as its holder gets it, and what is kept of it. */
export interface MadeSecret {
  /** Told once. */
  text: string;
  kept: NewSecret;
}

/** 256 random bits. Kept is their digest alone: nobody who reads the database can act as the client. */
export function newApiSecret(): MadeSecret {
  const text = `rcs_${randomBytes(32).toString("base64url")}`;
  return { text, kept: { kind: "api", value: createHash("sha256").update(text, "utf8").digest("hex") } };
}

/** 256 random bits. Kept as they are: notifications are signed with them. */
export function newWebhookSecret(): MadeSecret {
  const text = `whsec_${randomBytes(32).toString("base64")}`;
  return { text, kept: { kind: "webhook", value: text } };
}
