import { createHash, createHmac } from "node:crypto";
import type { Digests } from "./town.ts";

/** Digests by Node, at once: WebCrypto does each in another thread, and going there and back took a third of a create. */
export const nodeDigests: Digests = {
  hash: async (text) => createHash("sha256").update(text).digest("hex"),
  hmac: async (key, bytes) => createHmac("sha256", key).update(bytes).digest(),
};
