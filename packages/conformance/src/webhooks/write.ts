// Writes cases/webhooks.json, with signatures by the server's own signer. The suite refuses a file that differs.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { webhookFile, webhookPath } from "./file.ts";

writeFileSync(join(import.meta.dirname, "..", "..", webhookPath), webhookFile());
