import { parseArgs } from "node:util";

/** A command that was typed wrongly. What is printed says how it is typed rightly. */
export class Misuse extends Error {}

export interface Option {
  type: "string" | "boolean";
  says: string;
  /** What stands for the value in the help; absent for a boolean. */
  value?: string;
}

export interface Command {
  /** One word or two, as they are typed behind `renewal`. */
  name: string;
  /** How it is typed, without `renewal`. */
  usage: string;
  says: string;
  help: string;
  /**
   * @param words what was typed behind the name
   * @throws Misuse when that makes no sense
   */
  run(words: readonly string[]): Promise<void>;
}

type Options = Readonly<Record<string, Option>>;

type Values<Known extends Options> = {
  [Name in keyof Known]?: Known[Name]["type"] extends "boolean" ? boolean : string;
};

/** What a command is. */
interface About {
  name: string;
  says: string;
  /** Further sentences for the help. */
  details?: string;
  /** The words that must be typed; a last one that ends in `...` stands for any number. */
  takes?: readonly string[];
  options?: Options;
}

/** And what it does with what was typed. */
interface Definition<Known extends Options> extends About {
  options?: Known;
  run(values: Values<Known>, words: string[]): Promise<void>;
}

export function command<const Known extends Options = Record<never, Option>>(
  definition: Definition<Known>,
): Command {
  const { name, says } = definition;
  const usage = usageOf(definition);
  const help = helpOf(definition, usage);
  return {
    ...{ name, usage, says, help },
    async run(typed) {
      const { values, words } = read(definition, typed);
      if (values.help === true) process.stdout.write(help);
      else await definition.run(values as Values<Known>, words);
    },
  };
}

function read({ name, takes = [], options = {} }: About, typed: readonly string[]) {
  const known = { ...options, help: { type: "boolean", short: "h" } } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...typed], options: known, allowPositionals: true });
    if (values.help !== true) countWords(name, takes, positionals);
    return { values: values as Record<string, unknown>, words: positionals };
  } catch (error) {
    if (error instanceof Misuse) throw error;
    const [sentence = ""] = (error as Error).message.split(". ");
    throw new Misuse(`${sentence.replace(/\.?$/, ".")} ${hint(name)}`);
  }
}

function countWords(name: string, takes: readonly string[], words: readonly string[]): void {
  const fixed = takes.filter((word) => !word.endsWith("..."));
  const missing = fixed[words.length];
  if (missing !== undefined) throw new Misuse(`The ${missing} is missing. ${hint(name)}`);
  if (fixed.length === takes.length && words.length > fixed.length)
    throw new Misuse(`${JSON.stringify(words[fixed.length])} is one word too many. ${hint(name)}`);
}

function hint(name: string): string {
  return `\`renewal ${name} --help\` tells how it is used.`;
}

function usageOf({ name, takes = [], options = {} }: About): string {
  const words = takes.map((word) => (word.endsWith("...") ? `[${word}]` : `<${word}>`));
  const flags = Object.entries(options).map(([flag, { value }]) => `[${written(flag, value)}]`);
  return [name, ...words, ...flags].join(" ");
}

function helpOf({ says, details, options = {} }: About, usage: string): string {
  const flags = Object.entries(options).map(
    ([flag, { value, says: meaning }]) => `  ${written(flag, value).padEnd(24)} ${meaning}\n`,
  );
  const more = details === undefined ? "" : `\n${details}\n`;
  return `renewal ${usage}\n\n${says}\n${more}${flags.length === 0 ? "" : "\n"}${flags.join("")}`;
}

function written(flag: string, value: string | undefined): string {
  return value === undefined ? `--${flag}` : `--${flag} <${value}>`;
}
