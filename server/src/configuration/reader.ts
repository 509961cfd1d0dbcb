import { readFileSync } from "node:fs";

export type Environment = Readonly<Record<string, string | undefined>>;

/** How the files that variables name are read; throws when one cannot be read. */
export type ReadFile = (path: string) => string;

export const readFromDisk: ReadFile = (path) => readFileSync(path, "utf8");

/** Reads variables and collects what is wrong with them, so that an operator mends everything in one go. */
export class Reader {
  readonly faults: string[] = [];
  readonly #environment: Environment;
  readonly #readFile: ReadFile;

  constructor(environment: Environment, readFile: ReadFile) {
    this.#environment = environment;
    this.#readFile = readFile;
  }

  /** An empty variable counts as absent: compose files set them so. */
  text(name: string): string | undefined {
    const value = this.#environment[name]?.trim();
    return value === "" ? undefined : value;
  }

  list(name: string): string[] {
    return (this.text(name) ?? "").split(",").flatMap((part) => part.trim() || []);
  }

  choice<const T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.text(name) ?? otherwise;
    if ((choices as readonly string[]).includes(value)) return value as T;
    this.fault(name, `must be one of ${choices.join(", ")}.`);
    return otherwise;
  }

  whole(name: string, otherwise: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === undefined) return otherwise;
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    this.fault(name, `must be a whole number from ${least} to ${most}.`);
    return otherwise;
  }

  url(name: string, protocols: readonly string[]): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text.replace(/\/+$/, "");
    const beginnings = protocols.map((protocol) => `${protocol}//`).join(" or ");
    this.fault(name, `must be a URL that begins with ${beginnings}.`);
    return undefined;
  }

  /** The content of the file that a variable names. Neither its path nor its content gets into a message. */
  file(name: string): string | undefined {
    const path = this.text(name);
    if (path === undefined) return undefined;
    try {
      return this.#readFile(path);
    } catch {
      this.fault(name, "names a file that cannot be read. Correct the path, or let this user read it.");
      return undefined;
    }
  }

  /** Tells each fault once, however many entries of a list have it. */
  fault(name: string, sentence: string): void {
    const told = `${name} ${sentence}`;
    if (!this.faults.includes(told)) this.faults.push(told);
  }
}
