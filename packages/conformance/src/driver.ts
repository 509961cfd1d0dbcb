import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Json } from "./case.ts";

/** How a driver is started. */
export interface Command {
  /** The program and its parameters. */
  program: readonly string[];
  folder: string;
  environment?: Record<string, string>;
}

/** What a driver says of itself. */
export interface Hello {
  sdk: string;
  version: string;
  variants: string[];
  /** What it cannot do, in one variant or in all, and why. */
  lacks: { what: string; variant?: string; why: string }[];
}

const patience = 60_000;

/** A driver that runs. Any number of requests may be under way. */
export class Driver {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: Json) => void>();
  #last = 0;
  #complaints = "";
  #ended: string | undefined;

  constructor({ program: [program = "", ...parameters], folder, environment }: Command) {
    const env: Record<string, string | undefined> = { ...process.env, ...environment };
    for (const name of Object.keys(env))
      if (/^(RENEWAL_(BASE|CLIENT|WEBHOOK)|.*_proxy$)/i.test(name)) delete env[name];
    this.#process = spawn(program, parameters, { cwd: folder, env, stdio: ["pipe", "pipe", "pipe"] });
    this.#process.stderr?.on("data", (data) => {
      this.#complaints = (this.#complaints + data).slice(-4000);
    });
    this.#process.stdin?.on("error", () => {});
    createInterface({ input: this.#process.stdout as NodeJS.ReadableStream }).on("line", (line) =>
      this.#read(line),
    );
    this.#process.on("error", (error) => this.#end(error.message));
    this.#process.on("close", (code) => this.#end(`it ended with ${code}`));
  }

  /** Asks who it is. */
  async hello(): Promise<Hello> {
    const { ok } = await this.ask({ do: "hello" });
    const { lacks = [], ...rest } = ok as unknown as Hello;
    return { ...rest, lacks };
  }

  /**
   * Sends a request.
   *
   * @returns the answer: `ok` or `error`
   * @throws Error when the driver has ended, or says nothing for a minute
   */
  ask(request: Json): Promise<Json> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(late);
        this.#waiting.delete(id);
        reject(new Error(`The driver did not answer ${request.do}: ${why}\n${this.#complaints}`.trim()));
      };
      const late = setTimeout(() => fail(`nothing for ${patience / 1000} s`), patience);
      if (this.#ended !== undefined) return fail(this.#ended);
      this.#waiting.set(id, (answer) => {
        clearTimeout(late);
        this.#waiting.delete(id);
        if ("ended" in answer) fail(String(answer.ended));
        else resolve(answer);
      });
      this.#process.stdin?.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  /** Lets it end: its input is over. */
  async stop(): Promise<void> {
    if (this.#ended !== undefined) return;
    const gone = new Promise((resolve) => this.#process.once("close", resolve));
    this.#process.stdin?.end();
    const late = setTimeout(() => this.#process.kill("SIGKILL"), 5000);
    await gone;
    clearTimeout(late);
  }

  #read(line: string): void {
    let answer: Json;
    try {
      answer = JSON.parse(line, keepDigits as never) as Json;
    } catch {
      this.#complaints += `\nNo JSON: ${line.slice(0, 500)}`;
      return;
    }
    this.#waiting.get(answer.id as number)?.(answer);
  }

  #end(why: string): void {
    this.#ended ??= why;
    for (const settle of this.#waiting.values()) settle({ ended: this.#ended });
  }
}

/** Amounts become the digits that the driver wrote: `99.90` is not 99.9. */
function keepDigits(name: string, value: unknown, { source }: { source: string }): unknown {
  return name.endsWith("amount") && typeof value === "number" ? source : value;
}
