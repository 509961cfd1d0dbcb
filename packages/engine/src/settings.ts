/** What an operator decides. Times in milliseconds unless the name says otherwise. */
export interface Settings {
  /** The zone whose calendar months a renewal adds; an IANA name. */
  businessTimeZone: string;
  /** For how long an order can be paid. */
  orderLifetime: number;
  /** For how long one process alone may talk to the gateway about an order; longer than the gateway's timeout. */
  orderLease: number;
  /** After how long a worker first asks the gateway about an order that nobody has reported on. */
  firstLook: number;
  /** The secrets that a notification may be signed with now; two while rotating. */
  gatewaySecrets: () => readonly string[];
  /** In seconds. */
  accessTokenLifetime: number;
  refreshTokenLifetime: number;
  /** For how long a used refresh token still answers, for clients that lost the first answer. */
  refreshTokenGrace: number;
  maxBodyBytes: number;
}

export const defaultSettings: Omit<Settings, "gatewaySecrets"> = {
  businessTimeZone: "Asia/Shanghai",
  orderLifetime: 24 * 3_600_000,
  // Gateway calls end after 3 s; what is left covers the commit.
  orderLease: 5_000,
  firstLook: 5 * 60_000,
  accessTokenLifetime: 900,
  refreshTokenLifetime: 30 * 24 * 3_600_000,
  refreshTokenGrace: 10_000,
  maxBodyBytes: 65_536,
};
