import { type OperationId, operations } from "@renewal/contract/operations";
import type { Json, Step } from "./case.ts";
import type { Driver } from "./driver.ts";

/** Where a client's clock stands when its case does not say. */
const usualNow = "2026-01-15T08:30:00Z";

/** What a driver does with a client, which is made when the first step speaks to it. */
const withClient = new Set(["call", "list_all", "wait_until_settled", "state"]);

let clientsMade = 0;

interface Client {
  /** What the driver calls it. */
  name: string;
  /** How many of its waits were told already. */
  waits: number;
}

/** What the steps of one case say to a driver, in the words of PROTOCOL.md. */
export class Conversation {
  readonly #driver: Driver;
  readonly #variant: string | undefined;
  readonly #optionsOf: (client: string) => Json;
  readonly #clients = new Map<string, Client>();

  /** @param optionsOf the options of a client by its name in the case */
  constructor(driver: Driver, variant: string | undefined, optionsOf: (client: string) => Json) {
    this.#driver = driver;
    this.#variant = variant;
    this.#optionsOf = optionsOf;
  }

  /**
   * Takes a step, so many times at once as it says.
   *
   * @returns what the driver answered, with what its client slept meanwhile and the refresh tokens it told so far; with
   *   `times`, `{"ok": {"results": [one answer each]}}`
   */
  async take({ client: called = "main", times, ...step }: Step & { client?: string }): Promise<Json> {
    if (step.do === "client") return this.#driver.ask(this.#makeClient(step.options as Json).request);
    if (!withClient.has(step.do)) return withPlainHeaders(await this.#driver.ask({ now: usualNow, ...step }));
    const client = await this.#client(called);
    const request = { ...spelledOut(step), client: client.name };
    const once = () => this.#driver.ask(request);
    const answers = await Promise.all(Array.from({ length: (times as number | undefined) ?? 1 }, once));
    const seen = await this.#sinceLast(client);
    const whole = answers.map((answer) => withSeen(answer, seen));
    return times === undefined ? (whole[0] as Json) : { ok: { results: whole } };
  }

  async #client(called: string): Promise<Client> {
    const known = this.#clients.get(called);
    if (known !== undefined) return known;
    const { name, request } = this.#makeClient(this.#optionsOf(called));
    const answer = await this.#driver.ask(request);
    if (answer.ok === undefined)
      throw new Error(`The client ${called} was not made: ${JSON.stringify(answer)}`);
    const client = { name, waits: 0 };
    this.#clients.set(called, client);
    return client;
  }

  #makeClient(options: Json): { name: string; request: Json } {
    const name = `c${++clientsMade}`;
    const request = { do: "client", client: name, options: { now: usualNow, random: 0, ...options } };
    return { name, request: { ...request, ...(this.#variant !== undefined && { variant: this.#variant }) } };
  }

  async #sinceLast(client: Client): Promise<Json> {
    const { ok } = await this.#driver.ask({ do: "state", client: client.name });
    const { slept, told } = (ok ?? {}) as { slept?: number[] | null; told?: string[] | null };
    const since = (slept ?? []).slice(client.waits);
    client.waits += since.length;
    return { slept: since, told: told ?? [] };
  }
}

/** The method that an operation has in every SDK, and the arguments in their order. */
function spelledOut({ operation, input = {}, ...step }: Json): Json {
  const { path = {}, query, body } = input as Record<string, Json | undefined>;
  const options = step.options ?? {};
  if (step.do === "list_all") return { most: 1000, ...step, options, arguments: [query ?? {}] };
  if (step.do !== "call") return { ...step, options };
  const { resource, sdkMethod, parameters, requestMediaTypes } = operations[operation as OperationId];
  const hasParameters = requestMediaTypes.length > 0 || parameters.some((one) => one.in === "query");
  const given = [...Object.values(path), ...(hasParameters ? [{ ...query, ...body }] : [])];
  return { ...step, options, operation, input, method: `${resource}.${sdkMethod}`, arguments: given };
}

/** The empty values by which some languages say that a field of an error is absent. */
const isAbsent = (name: string, value: unknown) => value === "" || (name === "status" && value === 0);

function withSeen({ ok, error }: Json, seen: Json): Json {
  if (ok !== undefined) return { ok: { ...seen, ...(ok as Json) } };
  const told = Object.entries(error as Json).filter(([name, value]) => !isAbsent(name, value));
  return { error: { ...seen, ...Object.fromEntries(told) } };
}

/** Names of headers are the same in any case, and a list of one value is that value. */
function withPlainHeaders(answer: Json): Json {
  const { headers, ...rest } = (answer.ok ?? {}) as { headers?: Record<string, string | string[]> };
  if (headers === undefined) return answer;
  const plain = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return { ok: { ...rest, headers: Object.fromEntries(plain) } };
}
