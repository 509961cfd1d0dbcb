import { variables } from "../configuration/variables.ts";

/**
 * Tells the commands and the variables.
 *
 * @param commands what is told of them
 */
export function help(commands: string): string {
  const rows = Object.entries(variables).map(([name, { otherwise, says }]) => {
    const plain = (otherwise === "" ? says : `${says} (${otherwise})`).replaceAll("`", "");
    return `  ${name.padEnd(26)} ${plain}`;
  });
  return `${commands}\nThe environment:\n\n${rows.join("\n")}\n`;
}
