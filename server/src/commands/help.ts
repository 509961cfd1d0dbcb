import { variables } from "../configuration/variables.ts";

export const usage = `renewal <command>

  start            runs the server
  keys generate    prints a new private key for JWT_PRIVATE_KEY
  keys rotate      signs access tokens with a new key from now on
  help             tells all this, and every variable that the server reads
`;

/** Tells the commands and the variables. */
export async function help(): Promise<void> {
  const rows = Object.entries(variables).map(([name, { otherwise, says }]) => {
    const plain = (otherwise === "" ? says : `${says} (${otherwise})`).replaceAll("`", "");
    return `  ${name.padEnd(26)} ${plain}`;
  });
  process.stdout.write(`${usage}\nThe environment:\n\n${rows.join("\n")}\n`);
}
