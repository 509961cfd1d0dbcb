import { generateKey } from "../../keys/key-pair.ts";
import { command } from "../command.ts";

export const keysGenerate = command({
  name: "keys generate",
  says: "Prints a new private key for JWT_PRIVATE_KEY.",
  async run() {
    process.stdout.write(generateKey());
  },
});
