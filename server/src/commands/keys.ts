import { readConfiguration } from "../configuration.ts";
import { generateKey } from "../keys/key-pair.ts";
import { rotateKeys } from "../keys/own-keys.ts";
import { openConfiguredStorage } from "../parts.ts";

const usage = `renewal keys <command>

  generate   prints a new private key for JWT_PRIVATE_KEY
  rotate     signs access tokens with a new key of the database from now on; tokens of the old one are good for an hour
`;

/** Keys that sign access tokens. */
export async function keys([command]: readonly string[]): Promise<void> {
  if (command === "generate") process.stdout.write(generateKey());
  else if (command === "rotate") await rotate();
  else throw new Error(usage);
}

async function rotate(): Promise<void> {
  const configuration = readConfiguration(process.env);
  if (configuration.tokens.kind === "outside" || configuration.tokens.privateKeys !== undefined) {
    throw new Error(
      "The keys are not kept in the database here. Put a new one first in JWT_PRIVATE_KEY, the old one behind it, and restart.",
    );
  }
  const clock = { now: Date.now };
  const storage = openConfiguredStorage(configuration, clock, { warn: () => undefined });
  try {
    await storage.migrate();
    const kid = await rotateKeys(storage.store, clock);
    process.stdout.write(`Signing with ${kid} from now on; running servers follow within 30 seconds.\n`);
  } finally {
    await storage.close();
  }
}
