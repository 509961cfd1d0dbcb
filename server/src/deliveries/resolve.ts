import type { LookupAddress } from "node:dns";
import { Resolver } from "node:dns/promises";

/** The addresses of a name, at least one; rejects when there is none, or when nobody tells. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

/** How long a name server is waited for, in milliseconds; three tries, each longer, fit into an attempt's 15 s. */
const patience = { timeout: 2_000, tries: 3 };

/**
 * Asks name servers, where `dns.lookup` would wait on one of a few threads of the process: a client whose name servers
 * never answer would hold up everybody's notifications, and our own way to the database.
 *
 * @param servers addresses, with ports where they are not 53; those of the system when absent, as it has them now
 */
export function askingNameServers(servers?: readonly string[]): Resolve {
  return async (hostname) => {
    const resolver = new Resolver(patience);
    if (servers !== undefined) resolver.setServers(servers);
    const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = [...addressesIn(four, 4), ...addressesIn(six, 6)];
    if (addresses.length > 0) return addresses;
    throw four.status === "rejected" ? four.reason : new Error(`${hostname} has no address.`);
  };
}

function addressesIn(answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return answer.status === "fulfilled" ? answer.value.map((address) => ({ address, family })) : [];
}
