import ipaddr from "ipaddr.js";

/** 64:ff9b:1::/48 (RFC 8215) reaches IPv4 through a translator as 64:ff9b::/96 does, and ipaddr.js does not know it. */
const localNat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("64:ff9b:1::"), 48];

/** fec0::/10, site-local: deprecated, and still routed inside some networks. */
const siteLocal: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse("fec0::"), 10];

/**
 * Whether an address is one of the public internet. Private, loopback, link-local, carrier-grade, metadata, multicast,
 * reserved and documentation ranges are not, nor are IPv6 forms that carry an IPv4 address inside them: those lead
 * wherever that address leads.
 *
 * @param address an IPv4 or IPv6 address as text
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed.kind() === "ipv4" || !isSpecialIpv6(parsed as ipaddr.IPv6);
}

function isSpecialIpv6(address: ipaddr.IPv6): boolean {
  const [high = 0] = address.parts;
  // Global unicast is 2000::/3; all that is assigned to the internet lies in it.
  const globalUnicast = high >= 0x2000 && high <= 0x3fff;
  return !globalUnicast || address.match(localNat64) || address.match(siteLocal);
}
