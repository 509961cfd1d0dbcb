import { Renewal as AnywhereRenewal } from "../client.ts";
import type { RenewalOptions } from "../options.ts";
import { usualFetch } from "./fetch.ts";

/** The client of every platform, which in Node sends by Node's own HTTP client. */
export class Renewal extends AnywhereRenewal {
  /**
   * @param options who calls, and how
   * @throws ConfigurationError when secrets would travel in the clear, or credentials are half there
   */
  constructor(options: RenewalOptions = {}) {
    super({ ...options, fetch: options.fetch ?? usualFetch() });
  }
}
