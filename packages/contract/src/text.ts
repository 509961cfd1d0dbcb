/** How a value of each type is written; one way only, so that 0x14, 1e1 and +20 are no numbers. */
const written: Record<string, RegExp> = {
  integer: /^-?(?:0|[1-9]\d*)$/,
  number: /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/,
  boolean: /^(?:true|false)$/,
};

/** What the text of a parameter or header stands for. Text that is not of its type stays text, and is then refused. */
export function readText(text: string, type: string): unknown {
  if (written[type]?.test(text) !== true) return text;
  return type === "boolean" ? text === "true" : Number(text);
}
