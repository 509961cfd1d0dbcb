import { rotateKeys } from "../../keys/own-keys.ts";
import { command } from "../command.ts";
import { withStorage } from "../with-storage.ts";

export const keysRotate = command({
  name: "keys rotate",
  says: "Signs access tokens with a new key of the database from now on; tokens of the old one are good for an hour.",
  async run() {
    const { JWT_PRIVATE_KEY: given = "", JWT_JWKS_URL: outside = "" } = process.env;
    if (outside.trim() !== "") {
      throw new Error("JWT_JWKS_URL names who makes the tokens here, and whose keys to rotate.");
    }
    if (!["", "store"].includes(given.trim())) {
      throw new Error(
        "The keys are not kept in the database here. Restart every server with a new one behind the old in JWT_PRIVATE_KEY, then with the new one first, and an hour later without the old.",
      );
    }
    const kid = await withStorage(({ storage, clock }) => rotateKeys(storage.store, clock));
    process.stdout.write(`Signing with ${kid} from now on; running servers follow within 30 seconds.\n`);
  },
});
